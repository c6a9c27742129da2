/**
 * Whole numbers from 0 on as bytes, small ones in few: seven bits a byte, the lowest first, the eighth set where more follow.
 */
export class ByteWriter {
  #bytes = new Uint8Array(FIRST_ROOM)
  #length = 0

  get length(): number {
    return this.#length
  }

  number(value: number): void {
    let rest = value
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#byte((rest % 0x80) | 0x80)
    this.#byte(rest)
  }

  bytes(other: Uint8Array): void {
    while (this.#length + other.length > this.#bytes.length) this.#grow()
    this.#bytes.set(other, this.#length)
    this.#length += other.length
  }

  /** What was written since the last time. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length)
    this.#length = 0
    return taken
  }

  #byte(value: number): void {
    if (this.#length === this.#bytes.length) this.#grow()
    this.#bytes[this.#length] = value
    this.#length += 1
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2)
    larger.set(this.#bytes)
    this.#bytes = larger
  }
}

const FIRST_ROOM = 1_024

/** Reads what a ByteWriter wrote, from `at` on. */
export class ByteReader {
  readonly #bytes: Uint8Array
  at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes
    this.at = at
  }

  get isAtEnd(): boolean {
    return this.at >= this.#bytes.length
  }

  number(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const byte = this.#bytes[this.at] ?? 0
      this.at += 1
      if (byte < 0x80) return value + byte * scale
      value += (byte & 0x7f) * scale
      scale *= 0x80
    }
  }

  bytes(length: number): Uint8Array {
    const from = this.at
    this.at += length
    return this.#bytes.subarray(from, this.at)
  }
}
