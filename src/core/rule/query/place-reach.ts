import { firstFrom, firstIndex, inOrder, type Place, placesOfHits } from './near-place.ts'

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
export function firstInside(outer: Place, inner: readonly Place[]): Place | null {
  return placesInside(outer, inner).next().value ?? null
}

/** All of them; `inner` is in order. */
export function* placesInside(outer: Place, inner: readonly Place[]): Generator<Place, void> {
  if (outer.parts.length === 0) return
  const first = firstFrom(inner, outer.from)
  if ((inner[first]?.from ?? outer.to) >= outer.to) return
  const hits = inOrder(placesOfHits(outer))
  let ahead = 0
  for (let index = first; ; index += 1) {
    const place = inner[index]
    if (place === undefined || place.from >= outer.to) return
    // hits of one stretch lie side by side: only the first that does not end before the place may overlap it
    while ((hits[ahead]?.to ?? place.to) <= place.from) ahead += 1
    const overlaps = (hits[ahead]?.from ?? place.to) < place.to
    if (place.to <= outer.to && !overlaps) yield place
  }
}
