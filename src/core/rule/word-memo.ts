import { type Characters, codeAt, unpackCode } from './characters.ts'

/**
 * Remembers of the words of texts in one language which symbols they fulfil, so that a word costs one look
 * by its hash and no string. Nearly all words of a text have been met before, and nearly all fulfil none.
 */
export class WordMemo {
  #count = 0
  #slots = new Int32Array(FIRST_SLOTS)
  /** By entry: hash, length and marks, where its letters begin, value. Side by side, so that one look fetches all. */
  #entries = new Int32Array((FIRST_SLOTS / 2) * WIDTH)
  #letters = new Int32Array(FIRST_SLOTS * 2)
  #letterCount = 0

  /** The value of the word that a range of characters spells; UNKNOWN_WORD if it has not been met. `marks` tell apart what is written alike. */
  find(characters: Characters, from: number, to: number, hash: number, marks: number): number {
    const slots = this.#slots
    const entries = this.#entries
    const mask = slots.length - 1
    const kind = kindOf(to - from, marks)
    let slot = spread(hash) & mask
    for (;;) {
      const at = ((slots[slot] ?? 0) - 1) * WIDTH
      if (at < 0) return UNKNOWN_WORD
      const isAlike = entries[at] === hash && entries[at + KIND] === kind
      if (isAlike && this.#isSame(characters, from, to, entries[at + LETTERS] ?? 0)) {
        return entries[at + VALUE] ?? 0
      }
      slot = (slot + 1) & mask
    }
  }

  /** Remembers a word that `find` did not know. */
  add(
    characters: Characters,
    from: number,
    to: number,
    word: { readonly hash: number; readonly marks: number; readonly value: number },
  ): void {
    this.#makeRoom(to - from)
    const at = this.#count * WIDTH
    this.#entries[at] = word.hash
    this.#entries[at + KIND] = kindOf(to - from, word.marks)
    this.#entries[at + LETTERS] = this.#letterCount
    this.#entries[at + VALUE] = word.value
    for (let index = from; index < to; index += 1) {
      this.#letters[this.#letterCount] = codeAt(characters, index)
      this.#letterCount += 1
    }
    this.#fileEntry(this.#count)
    this.#count += 1
  }

  /** Forgets all words if they have become many, and says whether it did; a year of news has more, a day has not. */
  trim(): boolean {
    if (this.#count <= MAX_WORDS && this.#letterCount <= MAX_LETTERS) return false
    this.clear()
    return true
  }

  clear(): void {
    this.#count = 0
    this.#letterCount = 0
    this.#slots = new Int32Array(FIRST_SLOTS)
    if (this.#letters.length > MAX_LETTERS * 2) this.#letters = new Int32Array(FIRST_SLOTS * 2)
  }

  get bytes(): number {
    return (this.#slots.length + this.#entries.length + this.#letters.length) * 4
  }

  #isSame({ packed }: Characters, from: number, to: number, firstLetter: number): boolean {
    const letters = this.#letters
    for (let index = from, letter = firstLetter; index < to; index += 1, letter += 1) {
      if (letters[letter] !== unpackCode(packed[index] ?? 0)) return false
    }
    return true
  }

  #fileEntry(entry: number): void {
    const mask = this.#slots.length - 1
    let slot = spread(this.#entries[entry * WIDTH] ?? 0) & mask
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
    this.#slots[slot] = entry + 1
  }

  #makeRoom(length: number): void {
    if (this.#letterCount + length > this.#letters.length) {
      this.#letters = larger(this.#letters, (this.#letters.length + length) * 2)
    }
    if (this.#count < this.#slots.length / 2) return
    this.#slots = new Int32Array(this.#slots.length * 2)
    this.#entries = larger(this.#entries, (this.#slots.length / 2) * WIDTH)
    for (let entry = 0; entry < this.#count; entry += 1) this.#fileEntry(entry)
  }
}

export const UNKNOWN_WORD = -1

const FIRST_SLOTS = 4096
const MAX_WORDS = 50_000
const MAX_LETTERS = 1_000_000

const WIDTH = 4
const KIND = 1
const LETTERS = 2
const VALUE = 3
const MARK_BITS = 5

function kindOf(length: number, marks: number): number {
  return (length << MARK_BITS) | marks
}

function spread(hash: number): number {
  return hash ^ (hash >>> 15)
}

function larger(list: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const room = new Int32Array(Math.max(size, list.length))
  room.set(list)
  return room
}
