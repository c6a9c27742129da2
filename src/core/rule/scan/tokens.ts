import type { Gap } from './gap.ts'

/**
 * A word, a run of Hangul, or a single Han or kana character. An address is one opaque word: what stands
 * in it is no mention of anything.
 */
export const TokenKind = { word: 0, address: 1, hangul: 2, character: 3 } as const
export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind]

/** What is known of how a word is written; sums of bits. */
export const WordMark = {
  /** With a dot behind every letter, as U.S. is. */
  dotted: 1,
  /** The last letter is the plural s of an acronym or a number: SMRs, F-35s. */
  pluralS: 2,
  /** With two capitals or more. */
  severalCapitals: 4,
} as const

/**
 * The tokens of a text, in parallel lists of which the first `count` entries are filled; lists of numbers,
 * because a daemon that is to read a thousand items a second cannot make an object of every word.
 */
export class Tokens {
  count = 0
  /** Whether any of them is Hangul, Han or kana. */
  hasCharacters = false
  /** Range of characters in the scan. */
  from = new Int32Array(FIRST_ROOM)
  to = new Int32Array(FIRST_ROOM)
  /** Position in half words, where a token begins; what NEAR counts. */
  positions = new Int32Array(FIRST_ROOM)
  /** Of words: what they are looked up by, as word-key.ts has it. */
  lowKeys = new Int32Array(FIRST_ROOM)
  highKeys = new Int32Array(FIRST_ROOM)
  /** The parts of a hyphenated word, which make one word together: from `chainFrom` to before `chainTo`; 0 and 0 for others. */
  chainFrom = new Int32Array(FIRST_ROOM)
  chainTo = new Int32Array(FIRST_ROOM)
  /** Kind, gap, width, marks and number of capitals in one number. */
  #infos = new Int32Array(FIRST_ROOM)

  /** Adds a token that is no word, `width` half words wide. */
  add(kind: TokenKind, from: number, to: number, gap: Gap, position: number, width: number): void {
    if (kind !== TokenKind.address) this.hasCharacters = true
    this.#append(from, to, position, kind | (gap << GAP_SHIFT) | (width << WIDTH_SHIFT))
  }

  /** Adds a word; `low` and `high` are its key. */
  addWord(
    from: number,
    to: number,
    gap: Gap,
    position: number,
    low: number,
    high: number,
    capitalCount: number,
    marks: number,
  ): void {
    const capitals = Math.min(capitalCount, MAX_CAPITALS)
    const allMarks = capitalCount >= 2 ? marks | WordMark.severalCapitals : marks
    const described = (allMarks << MARKS_SHIFT) | (capitals << CAPITALS_SHIFT)
    const placed = TokenKind.word | (gap << GAP_SHIFT) | (WORD_WIDTH << WIDTH_SHIFT)
    const index = this.#append(from, to, position, placed | described)
    this.lowKeys[index] = low
    this.highKeys[index] = high
  }

  /** Makes one hyphenated word of the tokens from `first` to before `next`. */
  chain(first: number, next: number): void {
    this.chainFrom.fill(first, first, next)
    this.chainTo.fill(next, first, next)
  }

  kindAt(index: number): TokenKind {
    // the bits hold what `add` was given
    return ((this.#infos[index] ?? 0) & KIND_MASK) as TokenKind
  }

  /** What parts a token from the one before it. */
  gapAt(index: number): Gap {
    // the bits hold what `add` was given
    return (((this.#infos[index] ?? 0) >> GAP_SHIFT) & GAP_MASK) as Gap
  }

  /** Position in half words where a token ends. */
  positionEndAt(index: number): number {
    const width = ((this.#infos[index] ?? 0) >> WIDTH_SHIFT) & WIDTH_MASK
    return (this.positions[index] ?? 0) + width
  }

  marksAt(index: number): number {
    return ((this.#infos[index] ?? 0) >> MARKS_SHIFT) & MARKS_MASK
  }

  /** Number of capitals of a word. */
  capitalsAt(index: number): number {
    return (this.#infos[index] ?? 0) >> CAPITALS_SHIFT
  }

  /** Forgets all tokens; what an unusually long text took is given back. */
  clear(): void {
    this.chainFrom.fill(0, 0, this.count)
    this.chainTo.fill(0, 0, this.count)
    this.count = 0
    this.hasCharacters = false
    if (this.#infos.length > MAX_IDLE_ROOM) this.#resize(FIRST_ROOM)
  }

  #append(from: number, to: number, position: number, info: number): number {
    if (this.count === this.#infos.length) this.#resize(this.count * 2)
    const index = this.count
    this.count = index + 1
    this.from[index] = from
    this.to[index] = to
    this.positions[index] = position
    this.#infos[index] = info
    return index
  }

  #resize(size: number): void {
    this.from = resized(this.from, size)
    this.to = resized(this.to, size)
    this.positions = resized(this.positions, size)
    this.lowKeys = resized(this.lowKeys, size)
    this.highKeys = resized(this.highKeys, size)
    this.chainFrom = resized(this.chainFrom, size)
    this.chainTo = resized(this.chainTo, size)
    this.#infos = resized(this.#infos, size)
  }
}

/** Half words that a word is wide. */
export const WORD_WIDTH = 2

const FIRST_ROOM = 1024
/** Tokens of some megabytes of text, room for which is kept between two documents. */
const MAX_IDLE_ROOM = 262_144

const KIND_MASK = 3
const GAP_SHIFT = 2
const GAP_MASK = 7
const WIDTH_SHIFT = 5
const WIDTH_MASK = 3
const MARKS_SHIFT = 7
const MARKS_MASK = 7
const CAPITALS_SHIFT = 10
const MAX_CAPITALS = 0xffff

function resized(old: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const room = new Int32Array(size)
  room.set(old.subarray(0, Math.min(old.length, size)))
  return room
}
