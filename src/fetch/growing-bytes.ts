/** What a server only announces is not set aside for it: hundreds may announce megabytes and send nothing. */
const MOST_AT_FIRST = 128 * 1024
const LEAST_AT_FIRST = 8 * 1024

/** Bytes that come in pieces, kept as bytes alone: a piece of a few bytes with an object of its own would take a hundred times as much. */
export class GrowingBytes {
  #bytes: Buffer
  #length = 0

  /** `expected`: how many are announced, 0 when that is not known. */
  constructor(expected: number) {
    const first = expected > 0 ? Math.min(expected, MOST_AT_FIRST) : LEAST_AT_FIRST
    this.#bytes = Buffer.allocUnsafeSlow(first)
  }

  get length(): number {
    return this.#length
  }

  add(piece: Uint8Array): void {
    const length = this.#length + piece.length
    if (length > this.#bytes.length) {
      this.#bytes = this.#copyTo(Math.max(length, 2 * this.#bytes.length))
    }
    this.#bytes.set(piece, this.#length)
    this.#length = length
  }

  /** All of them, in memory of their own. Nothing is added afterwards. */
  take(): Uint8Array {
    return this.#length === this.#bytes.length ? this.#bytes : this.#copyTo(this.#length)
  }

  #copyTo(size: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(size)
    bytes.set(this.#bytes.subarray(0, this.#length))
    return bytes
  }
}
