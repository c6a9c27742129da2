import { storyWordsOf } from './story-words.ts'

/** Runs of so many words are compared: long enough that two texts share one only by telling the same. */
const SHINGLE_WORDS = 5

/**
 * Share of the shorter text's shingles (runs of five words) that the other one has too, from 0 to 1. A text of fewer
 * words is one shingle; an empty one has none.
 */
export type Containment = (a: string, b: string) => number

/** A comparison that remembers the shingles of the texts it has seen: for one batch, in which a text comes often. */
export function makeContainment(): Containment {
  const seen = new Map<string, ReadonlySet<string>>()
  const remembered = (text: string): ReadonlySet<string> => {
    const known = seen.get(text)
    if (known !== undefined) return known
    const shingles = shinglesOf(text)
    seen.set(text, shingles)
    return shingles
  }
  return (a, b) => shareOf(remembered(a), remembered(b))
}

function shareOf(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const [small, large] = left.size <= right.size ? [left, right] : [right, left]
  if (small.size === 0) return 0
  let shared = 0
  for (const shingle of small) if (large.has(shingle)) shared += 1
  return shared / small.size
}

function shinglesOf(text: string): ReadonlySet<string> {
  const words = storyWordsOf(text)
  if (words.length === 0) return new Set()
  if (words.length < SHINGLE_WORDS) return new Set([words.join(' ')])
  const shingles = new Set<string>()
  for (let at = 0; at + SHINGLE_WORDS <= words.length; at += 1) {
    shingles.add(words.slice(at, at + SHINGLE_WORDS).join(' '))
  }
  return shingles
}
