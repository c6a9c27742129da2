import { shinglesOf } from './shingles.ts'

/**
 * Share of the shorter text's shingles (runs of five words) that the other one has too, from 0 to 1. A text of fewer
 * words is one shingle; an empty one has none.
 */
export type Containment = (a: string, b: string) => number

/** Two ways to say how much two texts have in common, each from 0 to 1. */
export type TextComparison = {
  readonly containment: Containment
  /** Shingles of both as a share of those of either (Jaccard). */
  readonly resemblance: (a: string, b: string) => number
}

/** So many texts are remembered, for an item is compared with a few; the shingles of a long one take a megabyte. */
const MOST_REMEMBERED = 24

/** A comparison that remembers the shingles of the texts it saw last: for one batch, in which a text comes often. */
export function makeTextComparison(): TextComparison {
  const seen = new Map<string, ReadonlySet<string>>()
  const remembered = (text: string): ReadonlySet<string> => {
    const known = seen.get(text)
    if (known !== undefined) return known
    const shingles = shinglesOf(text)
    if (seen.size === MOST_REMEMBERED) seen.clear()
    seen.set(text, shingles)
    return shingles
  }
  const share = (
    a: string,
    b: string,
    whole: (left: number, right: number, shared: number) => number,
  ): number => {
    const [left, right] = [remembered(a), remembered(b)]
    if (left.size === 0 || right.size === 0) return 0
    const shared = countShared(left, right)
    return shared / whole(left.size, right.size, shared)
  }
  return {
    containment: (a, b) => share(a, b, (left, right) => Math.min(left, right)),
    resemblance: (a, b) => share(a, b, (left, right, shared) => left + right - shared),
  }
}

export function makeContainment(): Containment {
  return makeTextComparison().containment
}

function countShared(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const [small, large] = left.size <= right.size ? [left, right] : [right, left]
  let shared = 0
  for (const shingle of small) if (large.has(shingle)) shared += 1
  return shared
}
