import { foldTitle } from '../text/fold-title.ts'
import { leadSentencesOf } from './lead-sentences.ts'
import { shingleHashesOf } from './shingles.ts'
import { storyWordsOf } from './story-words.ts'

/**
 * Numbers under which a story is found again by a copy that was edited, shortened or retitled. Two texts that tell the
 * same have some of them in common, most others none:
 *
 * - **bands**: of the shingles (runs of five words) of a text the smallest by each of 96 hash functions is kept, and three
 *   of these make a band. Of two texts with half of their shingles in common one of the 32 bands agrees in 99 of 100
 *   cases; with a tenth, in 3 (minhash, Broder 1997).
 * - **sentences**: the first five long ones, for a copy that is much shorter than the other.
 * - **title**: for a teaser that the other text does not hold.
 *
 * They only find what is to be compared; same-news.ts decides.
 */

export type MarkKind = 'band' | 'sentence' | 'title'

/** A sentence that more stories than this begin with is a standard one. */
export const MOST_STORIES_OF_A_MARK = 5

/** The marks of a text under a title, each once. */
export function storyMarksOf(news: {
  readonly title: string
  readonly text: string
}): readonly number[] {
  const sentences = leadSentencesOf(news.text).map((sentence) => markOf('sentence', sentence))
  return [...new Set([...bandsOf(news.text), ...sentences, ...titleMarks(news.title)])]
}

export function kindOfMark(mark: number): MarkKind {
  return KINDS[mark % KINDS.length] ?? 'band'
}

const KINDS: readonly MarkKind[] = ['band', 'sentence', 'title']

const BANDS = 32
const ROWS = 3

function bandsOf(text: string): readonly number[] {
  const hashes = shingleHashesOf(text)
  if (hashes.length === 0) return []
  const smallest = new Uint32Array(BANDS * ROWS).fill(0xffff_ffff)
  for (const hash of hashes) {
    for (let row = 0; row < smallest.length; row += 1) {
      const value = mix(hash ^ (SEEDS[row] ?? 0))
      if (value < (smallest[row] ?? 0)) smallest[row] = value
    }
  }
  return Array.from({ length: BANDS }, (_, band) => {
    const rows = smallest.subarray(band * ROWS, (band + 1) * ROWS)
    return toMark('band', hashAll([band, ...rows], 1), hashAll([band, ...rows], 2))
  })
}

/** Fewer words stand above other news too: "Weekly press briefing". */
const MIN_TITLE_WORDS = 4

function titleMarks(title: string): readonly number[] {
  return storyWordsOf(title).length < MIN_TITLE_WORDS ? [] : [markOf('title', foldTitle(title))]
}

function markOf(kind: MarkKind, text: string): number {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
  return toMark(kind, hashAll(units, 3), hashAll(units, 4))
}

/** 51 bits of hash with the kind below them: a whole number that JavaScript and SQLite hold alike. */
function toMark(kind: MarkKind, high: number, low: number): number {
  const bits = (high & 0x3_ffff) * 2 ** 32 + low
  return bits * KINDS.length + KINDS.indexOf(kind)
}

function hashAll(values: readonly number[], seed: number): number {
  let hash = seed
  for (const value of values) hash = mix(Math.imul(hash, 31) + value)
  return hash
}

/** Each bit of a 32-bit number, spread over all (the finisher of MurmurHash3, public domain). */
function mix(value: number): number {
  let hash = value >>> 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

const SEEDS: readonly number[] = Array.from({ length: BANDS * ROWS }, (_, row) => mix(row + 1))
