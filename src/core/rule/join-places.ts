import { firstFrom, firstIndex, inOrder, joined, type Place, placesOfHits } from './near-place.ts'

/**
 * The stretches that two sides of an inner NEAR make together, `left` first if `isOrdered`.
 *
 * Two words that stand in a text ten thousand times make a hundred million pairs. What is asked of a pair
 * later is only where it begins and where it ends: so for each beginning the furthest end is kept, and for each end the
 * earliest beginning, which are at most as many as there are places.
 */
export function joinPlaces(
  left: readonly Place[],
  right: readonly Place[],
  distance: number,
  isOrdered: boolean,
): readonly Place[] {
  const pairs = pairPlaces(left, right, distance)
  if (!isOrdered) pairs.push(...pairPlaces(right, left, distance))
  if (!isOrdered) pairs.push(...nestPlaces(left, right), ...nestPlaces(right, left))
  const byStart = new Map<number, Place>()
  const byEnd = new Map<number, Place>()
  for (const pair of pairs) {
    const furthest = byStart.get(pair.from)
    if (furthest === undefined || pair.to > furthest.to) byStart.set(pair.from, pair)
    const earliest = byEnd.get(pair.to)
    if (earliest === undefined || pair.from < earliest.from) byEnd.set(pair.to, pair)
  }
  return inOrder([...new Set([...byStart.values(), ...byEnd.values()])])
}

/** The range of `later`, which is in order, that begins behind a place and within the distance. */
export function reachOf(
  place: Place,
  later: readonly Place[],
  distance: number,
): { readonly lo: number; readonly hi: number } {
  const lo = firstFrom(later, place.to)
  const hi = firstIndex(later, (other) => other.position > place.positionEnd + 2 * distance)
  return { lo, hi: Math.max(lo, hi) }
}

/** Whether one of `later`, which is in order, begins behind a place and within the distance. */
export function hasPartner(place: Place, later: readonly Place[], distance: number): boolean {
  const first = later[firstFrom(later, place.to)]
  return first !== undefined && first.position <= place.positionEnd + 2 * distance
}

/** A place of `inner` that lies in the stretch of an outer one, between its hits: b in "a b c" of a NEAR c. */
export function placeInside(outer: Place, inner: readonly Place[]): Place | null {
  if (outer.parts.length === 0) return null
  const hits = placesOfHits(outer)
  for (let index = firstFrom(inner, outer.from); ; index += 1) {
    const place = inner[index]
    if (place === undefined || place.from >= outer.to) return null
    const overlaps = hits.some((hit) => hit.from < place.to && place.from < hit.to)
    if (place.to <= outer.to && !overlaps) return place
  }
}

function nestPlaces(outer: readonly Place[], inner: readonly Place[]): readonly Place[] {
  return outer.flatMap((place) => {
    const inside = placeInside(place, inner)
    return inside === null ? [] : [joined(place, inside)]
  })
}

/** Each later place with the earliest one in reach before it, and each earlier one with that which ends furthest. */
function pairPlaces(earlier: readonly Place[], later: readonly Place[], distance: number): Place[] {
  const pairs: Place[] = []
  const reachable = new Unclaimed(later.length)
  for (const place of earlier) {
    const { lo, hi } = reachOf(place, later, distance)
    reachable.claim(lo, hi, (index) => pairs.push(joined(place, later[index] ?? place)))
  }
  const byEnd = [...earlier].sort((one, other) => one.to - other.to)
  const furthestFirst = [...later].sort((one, other) => other.to - one.to)
  const reaching = new Unclaimed(byEnd.length)
  for (const place of furthestFirst) {
    const lo = firstIndex(byEnd, (other) => other.positionEnd + 2 * distance >= place.position)
    const hi = firstIndex(byEnd, (other) => other.to > place.from)
    reaching.claim(lo, hi, (index) => pairs.push(joined(byEnd[index] ?? place, place)))
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
