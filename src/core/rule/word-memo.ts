import { type Characters, codeAt } from './characters.ts'

/**
 * Remembers of the words of texts in one language which symbols they fulfil, so that a word costs one look
 * by its hash and no string. Nearly all words of a text have been met before, and nearly all fulfil none.
 */
export class WordMemo {
  #count = 0
  #slots = new Int32Array(FIRST_SLOTS)
  #hashes = new Int32Array(FIRST_SLOTS / 2)
  #offsets = new Int32Array(FIRST_SLOTS / 2)
  #lengths = new Int32Array(FIRST_SLOTS / 2)
  #marks = new Uint8Array(FIRST_SLOTS / 2)
  #values = new Int32Array(FIRST_SLOTS / 2)
  #pool = new Int32Array(FIRST_SLOTS * 2)
  #poolLength = 0

  /** The value of the word that a range of characters spells; UNKNOWN_WORD if it has not been met. `marks` tell apart what is written alike. */
  find(characters: Characters, from: number, to: number, hash: number, marks: number): number {
    const mask = this.#slots.length - 1
    const length = to - from
    let slot = spread(hash) & mask
    for (;;) {
      const entry = (this.#slots[slot] ?? 0) - 1
      if (entry < 0) return UNKNOWN_WORD
      if (
        this.#hashes[entry] === hash &&
        this.#lengths[entry] === length &&
        this.#marks[entry] === marks &&
        this.#isSame(characters, from, entry, length)
      ) {
        return this.#values[entry] ?? 0
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
    const length = to - from
    this.#makeRoom(length)
    const entry = this.#count
    this.#hashes[entry] = word.hash
    this.#offsets[entry] = this.#poolLength
    this.#lengths[entry] = length
    this.#marks[entry] = word.marks
    this.#values[entry] = word.value
    for (let at = from; at < to; at += 1) {
      this.#pool[this.#poolLength] = codeAt(characters, at)
      this.#poolLength += 1
    }
    this.#count = entry + 1
    this.#fileEntry(entry)
  }

  /** Forgets all words if they have become many, and says whether it did; a year of news has more, a day has not. */
  trim(): boolean {
    if (this.#count <= MAX_WORDS && this.#poolLength <= MAX_POOL) return false
    this.clear()
    return true
  }

  clear(): void {
    this.#count = 0
    this.#poolLength = 0
    this.#slots = new Int32Array(FIRST_SLOTS)
    if (this.#pool.length > MAX_POOL * 2) this.#pool = new Int32Array(FIRST_SLOTS * 2)
  }

  get bytes(): number {
    return this.#slots.length * 4 + this.#hashes.length * 17 + this.#pool.length * 4
  }

  #isSame(characters: Characters, from: number, entry: number, length: number): boolean {
    const offset = this.#offsets[entry] ?? 0
    for (let index = 0; index < length; index += 1) {
      if (this.#pool[offset + index] !== codeAt(characters, from + index)) return false
    }
    return true
  }

  #fileEntry(entry: number): void {
    const mask = this.#slots.length - 1
    let slot = spread(this.#hashes[entry] ?? 0) & mask
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
    this.#slots[slot] = entry + 1
  }

  #makeRoom(length: number): void {
    if (this.#poolLength + length > this.#pool.length) {
      this.#pool = larger(this.#pool, (this.#pool.length + length) * 2)
    }
    if (this.#count < this.#slots.length / 2) return
    this.#slots = new Int32Array(this.#slots.length * 2)
    const size = this.#slots.length / 2
    if (this.#hashes.length < size) {
      this.#hashes = larger(this.#hashes, size)
      this.#offsets = larger(this.#offsets, size)
      this.#lengths = larger(this.#lengths, size)
      this.#values = larger(this.#values, size)
      const marks = new Uint8Array(size)
      marks.set(this.#marks)
      this.#marks = marks
    }
    for (let entry = 0; entry < this.#count; entry += 1) this.#fileEntry(entry)
  }
}

export const UNKNOWN_WORD = -1

const FIRST_SLOTS = 4096
const MAX_WORDS = 50_000
const MAX_POOL = 1_000_000

function spread(hash: number): number {
  return hash ^ (hash >>> 15)
}

function larger(list: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const room = new Int32Array(size)
  room.set(list)
  return room
}
