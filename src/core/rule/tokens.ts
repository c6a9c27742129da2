import type { Gap } from './document-scan.ts'

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
} as const

/**
 * The tokens of a text, in parallel lists of which the first `count` entries are filled; lists of numbers,
 * because a daemon that is to read a thousand items a second cannot make an object of every word.
 */
export class Tokens {
  count = 0
  kinds = new Uint8Array(FIRST_ROOM)
  /** Range of characters in the scan. */
  from = new Int32Array(FIRST_ROOM)
  to = new Int32Array(FIRST_ROOM)
  gaps = new Uint8Array(FIRST_ROOM)
  /** Position in half words, where a token begins and where it ends; what NEAR counts. */
  positions = new Int32Array(FIRST_ROOM)
  positionEnds = new Int32Array(FIRST_ROOM)
  /** Of words: hash of the folded characters, number of capitals, and marks. */
  hashes = new Int32Array(FIRST_ROOM)
  capitals = new Uint16Array(FIRST_ROOM)
  marks = new Uint8Array(FIRST_ROOM)
  /** The parts of a hyphenated word, which make one word together: from `chainFrom` to before `chainTo`; 0 and 0 for others. */
  chainFrom = new Int32Array(FIRST_ROOM)
  chainTo = new Int32Array(FIRST_ROOM)

  /** Adds a token that is no word; returns its index. */
  add(kind: TokenKind, from: number, to: number, gap: Gap, position: number): number {
    if (this.count === this.kinds.length) this.#grow()
    const index = this.count
    this.count = index + 1
    this.kinds[index] = kind
    this.from[index] = from
    this.to[index] = to
    this.gaps[index] = gap
    this.positions[index] = position
    this.positionEnds[index] = position
    this.chainFrom[index] = 0
    this.chainTo[index] = 0
    return index
  }

  /** Forgets all tokens; what an unusually long text took is given back. */
  clear(): void {
    this.count = 0
    if (this.kinds.length > MAX_IDLE_ROOM) this.#resize(FIRST_ROOM)
  }

  #grow(): void {
    this.#resize(this.kinds.length * 2)
  }

  #resize(size: number): void {
    this.kinds = resized(this.kinds, new Uint8Array(size))
    this.from = resized(this.from, new Int32Array(size))
    this.to = resized(this.to, new Int32Array(size))
    this.gaps = resized(this.gaps, new Uint8Array(size))
    this.positions = resized(this.positions, new Int32Array(size))
    this.positionEnds = resized(this.positionEnds, new Int32Array(size))
    this.hashes = resized(this.hashes, new Int32Array(size))
    this.capitals = resized(this.capitals, new Uint16Array(size))
    this.marks = resized(this.marks, new Uint8Array(size))
    this.chainFrom = resized(this.chainFrom, new Int32Array(size))
    this.chainTo = resized(this.chainTo, new Int32Array(size))
  }
}

const FIRST_ROOM = 1024
/** Tokens of some megabytes of text, room for which is kept between two documents. */
const MAX_IDLE_ROOM = 262_144

type NumberList = Uint8Array | Uint16Array | Int32Array

function resized<List extends NumberList>(old: List, room: List): List {
  room.set(old.subarray(0, Math.min(old.length, room.length)))
  return room
}
