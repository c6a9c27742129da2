import type { TermHit } from '../term/term-hits.ts'
import type { TermVariant } from './compiled-query.ts'

/** A stretch of the document that a side of NEAR holds for: a hit, or two places joined by an inner NEAR. */
export type Place = {
  /** Range of characters in the scan. */
  readonly from: number
  readonly to: number
  /** In half words, as tokens count them. */
  readonly position: number
  readonly positionEnd: number
  /** null where the place is made of two others. */
  readonly hit: TermHit | null
  /** What it is called; null where all that ask for the term share the place. */
  readonly variant: TermVariant | null
  readonly parts: readonly Place[]
  /** Hits of which it is made; one that both parts have counts twice. */
  readonly hitCount: number
}

/** The places of the single hits within a place. */
export function placesOfHits(place: Place): readonly Place[] {
  const hits: Place[] = []
  const open = [place]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.hit !== null) hits.push(next)
    open.push(...next.parts)
  }
  return hits
}

/** Two places as one stretch. */
export function joined(one: Place, other: Place): Place {
  return {
    from: Math.min(one.from, other.from),
    to: Math.max(one.to, other.to),
    position: Math.min(one.position, other.position),
    positionEnd: Math.max(one.positionEnd, other.positionEnd),
    hit: null,
    variant: null,
    parts: [one, other],
    hitCount: one.hitCount + other.hitCount,
  }
}

/** In the order of the text. */
export function inOrder(places: readonly Place[]): readonly Place[] {
  return [...places].sort((one, other) => one.from - other.from || one.to - other.to)
}

/** The index of the first place that begins at a character or behind it; `places` are in order. */
export function firstFrom(places: readonly Place[], from: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle]?.from ?? from) >= from) high = middle
    else low = middle + 1
  }
  return low
}

/** The first index for which the condition holds; it must hold for all behind it too. */
export function firstIndex(places: readonly Place[], holds: (place: Place) => boolean): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    const place = places[middle]
    if (place !== undefined && holds(place)) high = middle
    else low = middle + 1
  }
  return low
}
