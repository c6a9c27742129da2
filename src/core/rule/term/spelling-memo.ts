import { type Characters, codeAt, unpackCode } from '../scan/characters.ts'
import { MAX_PROBES } from './word-memo.ts'

/**
 * Remembers a number for each word that was met in texts, so that a word costs one look by its hash and no
 * string. Nearly all words of a text have been met before.
 */
export class SpellingMemo {
  #count = 0
  /** By slot: hash, length and marks, where the letters begin and one (0: free), value. Side by side, so that one look fetches all. */
  #slots = new Int32Array(FIRST_SLOTS * WIDTH)
  #letters = new Uint16Array(FIRST_SLOTS * 2)
  #letterCount = 0

  /** The value of the word that a range of characters spells; UNKNOWN_SPELLING if it has not been met. `marks`, up to 16 bits, tell apart what is written alike. */
  find({ packed }: Characters, from: number, to: number, hash: number, marks: number): number {
    const slots = this.#slots
    const allLetters = this.#letters
    const mask = slots.length - WIDTH
    const kind = kindOf(to - from, marks)
    let at = slotOf(hash) & mask
    for (let probe = 0; probe < MAX_PROBES; probe += 1) {
      const letters = slots[at + LETTERS] ?? 0
      if (letters === 0) return UNKNOWN_SPELLING
      const isAlike = slots[at] === hash && slots[at + KIND] === kind
      if (isAlike && isSame(allLetters, letters - 1, packed, from, to))
        return slots[at + VALUE] ?? 0
      at = (at + WIDTH) & mask
    }
    return UNKNOWN_SPELLING
  }

  /** Remembers a word that `find` did not know. Very long ones, and those with letters beyond the basic plane, stay unknown. */
  add(
    characters: Characters,
    from: number,
    to: number,
    word: { readonly hash: number; readonly marks: number; readonly value: number },
  ): void {
    if (to - from > LONGEST_WORD || this.#letterCount > MAX_LETTERS * 4) return
    for (let index = from; index < to; index += 1) {
      if (codeAt(characters, index) > 0xffff) return
    }
    this.#makeRoom(to - from)
    const at = this.#freeSlot(word.hash)
    if (at === null) return
    this.#slots[at] = word.hash
    this.#slots[at + KIND] = kindOf(to - from, word.marks)
    this.#slots[at + LETTERS] = this.#letterCount + 1
    this.#slots[at + VALUE] = word.value
    for (let index = from; index < to; index += 1) {
      this.#letters[this.#letterCount] = codeAt(characters, index)
      this.#letterCount += 1
    }
    this.#count += 1
  }

  /** Whether it holds so many words that it should be cleared; a year of news has more, a day has not. */
  get isFull(): boolean {
    return this.#count > MAX_WORDS || this.#letterCount > MAX_LETTERS
  }

  clear(): void {
    this.#count = 0
    this.#letterCount = 0
    this.#slots = new Int32Array(FIRST_SLOTS * WIDTH)
    if (this.#letters.length > MAX_LETTERS * 2) this.#letters = new Uint16Array(FIRST_SLOTS * 2)
  }

  get bytes(): number {
    return this.#slots.length * 4 + this.#letters.length * 2
  }

  /** null where a text of words with one hash left none near where the word belongs. */
  #freeSlot(hash: number): number | null {
    const mask = this.#slots.length - WIDTH
    let at = slotOf(hash) & mask
    for (let probe = 0; probe < MAX_PROBES; probe += 1) {
      if (this.#slots[at + LETTERS] === 0) return at
      at = (at + WIDTH) & mask
    }
    return null
  }

  #makeRoom(length: number): void {
    if (this.#letterCount + length > this.#letters.length) {
      const letters = new Uint16Array((this.#letters.length + length) * 2)
      letters.set(this.#letters)
      this.#letters = letters
    }
    const old = this.#slots
    if (this.#count * 2 * WIDTH < old.length) return
    this.#slots = new Int32Array(old.length * 2)
    for (let from = 0; from < old.length; from += WIDTH) {
      if (old[from + LETTERS] === 0) continue
      const at = this.#freeSlot(old[from] ?? 0)
      if (at !== null) this.#slots.set(old.subarray(from, from + WIDTH), at)
    }
  }
}

export const UNKNOWN_SPELLING = -1

const FIRST_SLOTS = 4096
const MAX_WORDS = 50_000
const MAX_LETTERS = 1_000_000

const WIDTH = 4
const WIDTH_BITS = 2
const KIND = 1
const LETTERS = 2
const VALUE = 3
const MARK_BITS = 16
const LONGEST_WORD = 1_000

function kindOf(length: number, marks: number): number {
  return (length << MARK_BITS) | marks
}

/** Whether the letters from `first` on are those of a range of packed characters. */
function isSame(
  letters: Uint16Array,
  first: number,
  packed: Int32Array,
  from: number,
  to: number,
): boolean {
  for (let index = from, letter = first; index < to; index += 1, letter += 1) {
    if (letters[letter] !== unpackCode(packed[index] ?? 0)) return false
  }
  return true
}

/** Where the slots of a hash begin, before they are cut to the size of the table. */
function slotOf(hash: number): number {
  return (hash ^ (hash >>> 15)) << WIDTH_BITS
}
