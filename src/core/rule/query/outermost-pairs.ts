import { firstIndex, joined, type Place } from './near-place.ts'
import { firstInside, reachOf } from './place-reach.ts'

/**
 * Of the stretches that two sides of NEAR make together, `left` first if `isOrdered`, the longest and the
 * shortest from each beginning and to each end: at most four for each place, however many pairs there are.
 */
export function outermostPairs(
  left: readonly Place[],
  right: readonly Place[],
  distance: number,
  isOrdered: boolean,
): readonly Place[] {
  const inOrder = pairPlaces(left, right, distance)
  const pairs = isOrdered
    ? inOrder
    : [
        ...inOrder,
        ...pairPlaces(right, left, distance),
        ...nestPlaces(left, right),
        ...nestPlaces(right, left),
      ]
  const kept = new Set<Place>()
  const isLonger = (one: Place, other: Place): boolean => one.to - one.from > other.to - other.from
  const isShorter = (one: Place, other: Place): boolean => isLonger(other, one)
  for (const borderOf of [(pair: Place): number => pair.from, (pair: Place): number => pair.to]) {
    for (const isBetter of [isLonger, isShorter]) {
      const best = new Map<number, Place>()
      for (const pair of pairs) {
        const known = best.get(borderOf(pair))
        if (known === undefined || isBetter(pair, known)) best.set(borderOf(pair), pair)
      }
      for (const pair of best.values()) kept.add(pair)
    }
  }
  return [...kept]
}

function nestPlaces(outer: readonly Place[], inner: readonly Place[]): readonly Place[] {
  return outer.flatMap((place) => {
    const inside = firstInside(place, inner)
    return inside === null ? [] : [joined(place, inside)]
  })
}

/** Each later place with the earliest and the latest one in reach before it; each earlier one with that which ends first and last. */
function pairPlaces(earlier: readonly Place[], later: readonly Place[], distance: number): Place[] {
  const pairs: Place[] = []
  for (const places of [earlier, earlier.toReversed()]) {
    const reachable = new Unclaimed(later.length)
    for (const place of places) {
      const { lo, hi } = reachOf(place, later, distance)
      reachable.claim(lo, hi, (index) => pairs.push(joined(place, later[index] ?? place)))
    }
  }
  const byEnd = earlier.toSorted((one, other) => one.to - other.to)
  const firstEnding = later.toSorted((one, other) => one.to - other.to)
  for (const places of [firstEnding, firstEnding.toReversed()]) {
    const reaching = new Unclaimed(byEnd.length)
    for (const place of places) {
      const lo = firstIndex(byEnd, (other) => other.positionEnd + 2 * distance >= place.position)
      const hi = firstIndex(byEnd, (other) => other.to > place.from)
      reaching.claim(lo, hi, (index) => pairs.push(joined(byEnd[index] ?? place, place)))
    }
  }
  return pairs
}

/** Indexes that are taken once, range by range, without going over those again that are taken. */
class Unclaimed {
  readonly #next: Int32Array

  constructor(length: number) {
    this.#next = Int32Array.from({ length: length + 1 }, (_, index) => index)
  }

  claim(lo: number, hi: number, claimed: (index: number) => void): void {
    for (let index = this.#firstFrom(lo); index < hi; index = this.#firstFrom(index)) {
      claimed(index)
      this.#next[index] = index + 1
    }
  }

  #firstFrom(index: number): number {
    let free = index
    while (this.#next[free] !== free && free < this.#next.length) free = this.#next[free] ?? free
    for (let at = index; at < free; ) {
      const after = this.#next[at] ?? free
      this.#next[at] = free
      at = after
    }
    return free
  }
}
