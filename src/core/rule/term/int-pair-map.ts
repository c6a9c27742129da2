/**
 * A map from two whole numbers to one, in open addressing: the edges of a trie. A Map of strings, or a Map in
 * every node, takes ten times the memory and the time.
 */
export class IntPairMap {
  #count = 0
  #firsts = new Int32Array(FIRST_ROOM).fill(FREE)
  #seconds = new Int32Array(FIRST_ROOM)
  #values = new Int32Array(FIRST_ROOM)

  /** The value of a pair; 0 where there is none. `first` must not be negative. */
  get(first: number, second: number): number {
    const firsts = this.#firsts
    const mask = firsts.length - 1
    let slot = slotOf(first, second) & mask
    for (;;) {
      const found = firsts[slot]
      if (found === FREE) return 0
      if (found === first && this.#seconds[slot] === second) return this.#values[slot] ?? 0
      slot = (slot + 1) & mask
    }
  }

  /** Adds a pair that is not there yet. */
  add(first: number, second: number, value: number): void {
    if (this.#count * 2 >= this.#firsts.length) this.#grow()
    this.#put(first, second, value)
    this.#count += 1
  }

  get bytes(): number {
    return this.#firsts.length * BYTES_OF_SLOT
  }

  #put(first: number, second: number, value: number): void {
    const mask = this.#firsts.length - 1
    let slot = slotOf(first, second) & mask
    while (this.#firsts[slot] !== FREE) slot = (slot + 1) & mask
    this.#firsts[slot] = first
    this.#seconds[slot] = second
    this.#values[slot] = value
  }

  #grow(): void {
    const firsts = this.#firsts
    const seconds = this.#seconds
    const values = this.#values
    this.#firsts = new Int32Array(firsts.length * 2).fill(FREE)
    this.#seconds = new Int32Array(firsts.length * 2)
    this.#values = new Int32Array(firsts.length * 2)
    for (const [slot, first] of firsts.entries()) {
      if (first !== FREE) this.#put(first, seconds[slot] ?? 0, values[slot] ?? 0)
    }
  }
}

const FREE = -1
const FIRST_ROOM = 1024
const BYTES_OF_SLOT = 12

function slotOf(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e37_79b1) ^ Math.imul(second, 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}
