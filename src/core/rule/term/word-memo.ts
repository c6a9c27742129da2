/**
 * Remembers a number for each word that is spelled out in its key (word-key.ts): one look, and nothing to be
 * compared but the key.
 */
export class WordMemo {
  #count = 0
  /** By slot: the two numbers of the key (0: free), marks with the second, and the value. */
  #slots = new Int32Array(FIRST_SLOTS * WIDTH)

  /** The value of a word; UNKNOWN_WORD if it has not been met. `marks`, up to three bits, tell apart what is written alike. */
  find(low: number, high: number, marks: number): number {
    const slots = this.#slots
    const mask = slots.length - WIDTH
    const rest = (high << MARK_BITS) | marks
    let at = slotOf(low, rest) & mask
    for (let probe = 0; probe < MAX_PROBES; probe += 1) {
      const found = slots[at] ?? 0
      if (found === low && slots[at + REST] === rest) return slots[at + VALUE] ?? 0
      if (found === 0) return UNKNOWN_WORD
      at = (at + WIDTH) & mask
    }
    return UNKNOWN_WORD
  }

  /** Remembers a word that `find` did not know; not one for which a text of words with one hash left no room. */
  add(low: number, high: number, marks: number, value: number): void {
    if (this.#count >= MAX_WORDS) return
    if (this.#count * 2 * WIDTH >= this.#slots.length) this.#grow()
    if (this.#put(low, (high << MARK_BITS) | marks, value)) this.#count += 1
  }

  clear(): void {
    this.#count = 0
    this.#slots = new Int32Array(FIRST_SLOTS * WIDTH)
  }

  get count(): number {
    return this.#count
  }

  get bytes(): number {
    return this.#slots.length * 4
  }

  #put(low: number, rest: number, value: number): boolean {
    const slots = this.#slots
    const mask = slots.length - WIDTH
    let at = slotOf(low, rest) & mask
    for (let probe = 0; slots[at] !== 0; probe += 1) {
      if (probe === MAX_PROBES - 1) return false
      at = (at + WIDTH) & mask
    }
    slots[at] = low
    slots[at + REST] = rest
    slots[at + VALUE] = value
    return true
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = new Int32Array(old.length * 2)
    for (let at = 0; at < old.length; at += WIDTH) {
      if (old[at] !== 0) this.#put(old[at] ?? 0, old[at + REST] ?? 0, old[at + VALUE] ?? 0)
    }
  }
}

export const UNKNOWN_WORD = -1

/** So many may come in one text; behind it they are forgotten. */
const MAX_WORDS = 200_000
const FIRST_SLOTS = 4096
/** Slots that are looked at for a word; in a table that is half full more are not needed. */
export const MAX_PROBES = 128
const MARK_BITS = 3
/** Four numbers a slot, of which three are used, so that no slot lies across two lines of the cache. */
const WIDTH = 4
const WIDTH_BITS = 2
const REST = 1
const VALUE = 2

function slotOf(low: number, rest: number): number {
  const hash = Math.imul(low ^ Math.imul(rest, 0x85eb_ca6b), 0x9e37_79b1)
  return (hash ^ (hash >>> 15)) << WIDTH_BITS
}
