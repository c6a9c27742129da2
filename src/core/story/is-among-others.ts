import { sentencesOf } from './lead-sentences.ts'
import { shinglesOf } from './shingles.ts'
import { storyWordsOf } from './story-words.ts'

/**
 * Whether the shorter of two texts stands in the other one behind news of another kind: a weekly letter has a release among
 * four. A letterhead and a menu are no sentences, and a paragraph of a region's own is one or two.
 */
export function isAmongOthers(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length * MIN_TIMES_LONGER > long.length) return false
  const known = shinglesOf(short)
  let othersCount = 0
  for (const sentence of sentencesOf(long)) {
    if (storyWordsOf(sentence).length < MIN_WORDS) continue
    if (!shinglesOf(sentence).isDisjointFrom(known)) return false
    othersCount += 1
    if (othersCount === MOST_SENTENCES_AHEAD) return true
  }
  return false
}

/** A copy with a paragraph more is not twice as long. */
const MIN_TIMES_LONGER = 2

/** Shorter ones are headlines, names, datelines. */
const MIN_WORDS = 6

/** So many sentences ahead of a release are news of their own. */
const MOST_SENTENCES_AHEAD = 4
