import { EOJEOL_WINDOW } from '../korean/korean-borders.ts'
import { isWhiteSpace } from '../scan/character-class.ts'
import { type Characters, classAt, unpackCode } from '../scan/characters.ts'
import type { DocumentScan } from '../scan/document-scan.ts'
import { HASH_START, hashCode } from '../scan/hash-word.ts'
import { SpellingMemo, UNKNOWN_SPELLING } from './spelling-memo.ts'

/** The part of an eojeol that a term was found in: characters of a token. */
export type EojeolPart = { readonly token: number; readonly from: number; readonly to: number }

/**
 * Remembers whether terms that lie within one eojeol count there: the same terms in the same eojeols come in
 * every article, and to divide an eojeol takes some microseconds. Of an eojeol that is not behind a space the
 * sign before it matters too; those are not remembered.
 */
export class EojeolMemo {
  readonly #memo = new SpellingMemo()

  /** Whether the term counts; null if that is not known. */
  find(scan: DocumentScan, token: number, from: number, to: number): boolean | null {
    const { characters, tokens } = scan
    const first = tokens.from[token] ?? 0
    const next = tokens.to[token] ?? 0
    if (!isRemembered(scan, first, next)) return null
    const marks = marksOf(first, from, to)
    const hash = hashOf(characters, first, next, marks)
    const value = this.#memo.find(characters, first, next, hash, marks)
    return value === UNKNOWN_SPELLING ? null : value === COUNTS
  }

  /** Remembers what `find` did not know. */
  add(scan: DocumentScan, { token, from, to }: EojeolPart, counts: boolean): void {
    const { characters, tokens } = scan
    const first = tokens.from[token] ?? 0
    const next = tokens.to[token] ?? 0
    if (!isRemembered(scan, first, next)) return
    if (this.#memo.isFull) this.#memo.clear()
    const marks = marksOf(first, from, to)
    const hash = hashOf(characters, first, next, marks)
    this.#memo.add(characters, first, next, { hash, marks, value: counts ? COUNTS : 0 })
  }

  get bytes(): number {
    return this.#memo.bytes
  }
}

const COUNTS = 1
const PLACE_BITS = 5
/** Syllables; no longer one is looked at whole. */
const LONGEST_EOJEOL = EOJEOL_WINDOW

function isRemembered({ characters }: DocumentScan, first: number, next: number): boolean {
  if (next - first > LONGEST_EOJEOL) return false
  return first > 0 && isWhiteSpace(classAt(characters, first - 1))
}

function marksOf(first: number, from: number, to: number): number {
  return ((from - first) << PLACE_BITS) | (to - first)
}

function hashOf({ packed }: Characters, first: number, next: number, marks: number): number {
  let hash = hashCode(HASH_START, marks)
  for (let at = first; at < next; at += 1) hash = hashCode(hash, unpackCode(packed[at] ?? 0))
  return hash
}
