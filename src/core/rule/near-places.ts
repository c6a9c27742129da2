import { assertNever } from '../assert-never.ts'
import type { CompiledNear, CompiledQuery } from './compiled-query.ts'
import { type FoundTerms, hitsOfLeaf, type VariantHit } from './found-terms.ts'

/** A stretch of the document that a side of NEAR holds for, with the hits that make it up. */
export type Place = {
  readonly from: number
  readonly to: number
  /** In half words, as tokens count them. */
  readonly position: number
  readonly positionEnd: number
  readonly hits: readonly VariantHit[]
}

/**
 * Within a chain (a NEAR/5 b NEAR/5 c) each place of a is joined with this many of the nearest places of b on
 * either side. It bounds the work on a text that repeats two words a hundred thousand times.
 */
const MAX_PARTNERS = 16

/** The hits of both sides that stand near each other; none if NEAR does not hold. */
export function hitsOfNear(found: FoundTerms, near: CompiledNear): readonly VariantHit[] {
  const left = placesOf(found, near.left)
  const right = placesOf(found, near.right)
  if (near.isNegated) return placesApart(left, right, near).flatMap((place) => place.hits)
  const isNear = { left: new Set<Place>(), right: new Set<Place>() }
  markNear(left, right, near.distance, isNear.left, isNear.right)
  if (!near.isOrdered) markNear(right, left, near.distance, isNear.right, isNear.left)
  return [...isNear.left, ...isNear.right].flatMap((place) => place.hits)
}

/** Where a side of NEAR stands, in the order of the text. */
function placesOf(found: FoundTerms, query: CompiledQuery): readonly Place[] {
  switch (query.kind) {
    case 'leaf':
      return inOrder(hitsOfLeaf(found, query).map((hit) => placeOfHit(found, hit)))
    case 'or':
      return inOrder(query.children.flatMap((child) => placesOf(found, child)))
    case 'near': {
      const left = placesOf(found, query.left)
      const right = placesOf(found, query.right)
      if (query.isNegated) return placesApart(left, right, query)
      const joined = joinPlaces(left, right, query.distance)
      return inOrder(
        query.isOrdered ? joined : [...joined, ...joinPlaces(right, left, query.distance)],
      )
    }
    case 'and':
    case 'not':
    case 'atLeast':
      // refused when the rule was read: they hold for the item, not for a place in it
      return []
    default:
      return assertNever(query)
  }
}

function placeOfHit(found: FoundTerms, hit: VariantHit): Place {
  const { tokens } = found.searched.scan
  const { firstToken, nextToken, from, to } = hit.hit
  const position = tokens[firstToken]?.position ?? 0
  return {
    from,
    to,
    position,
    positionEnd: tokens[nextToken - 1]?.positionEnd ?? position,
    hits: [hit],
  }
}

function inOrder(places: readonly Place[]): readonly Place[] {
  return [...places].sort((one, other) => one.from - other.from || one.to - other.to)
}

/** The range of `later` that begins behind a place and within the distance. */
function reachOf(
  place: Place,
  later: readonly Place[],
  distance: number,
): { lo: number; hi: number } {
  const lo = firstIndex(later, (other) => other.from >= place.to)
  const hi = firstIndex(later, (other) => other.position > place.positionEnd + 2 * distance)
  return { lo, hi: Math.max(lo, hi) }
}

/** Marks the places of both lists that have a partner: one of `earlier` with one of `later` behind it. */
function markNear(
  earlier: readonly Place[],
  later: readonly Place[],
  distance: number,
  markedEarlier: Set<Place>,
  markedLater: Set<Place>,
): void {
  // +1 where a reach begins, -1 where it ends: marks overlapping reaches in one pass
  const changes = new Array<number>(later.length + 1).fill(0)
  for (const place of earlier) {
    const { lo, hi } = reachOf(place, later, distance)
    if (lo === hi) continue
    markedEarlier.add(place)
    changes[lo] = (changes[lo] ?? 0) + 1
    changes[hi] = (changes[hi] ?? 0) - 1
  }
  let depth = 0
  for (const [index, partner] of later.entries()) {
    depth += changes[index] ?? 0
    if (depth > 0) markedLater.add(partner)
  }
}

function joinPlaces(
  earlier: readonly Place[],
  later: readonly Place[],
  distance: number,
): readonly Place[] {
  const joined = new Map<string, Place>()
  for (const place of earlier) {
    const { lo, hi } = reachOf(place, later, distance)
    for (const partner of later.slice(lo, Math.min(hi, lo + MAX_PARTNERS))) {
      joined.set(`${place.from}:${partner.to}`, {
        from: place.from,
        to: partner.to,
        position: place.position,
        positionEnd: partner.positionEnd,
        hits: [...place.hits, ...partner.hits],
      })
    }
  }
  return [...joined.values()]
}

/** Places of the left side without one of the right side nearby; one that lies over it counts as nearby. */
function placesApart(
  left: readonly Place[],
  right: readonly Place[],
  near: CompiledNear,
): readonly Place[] {
  const reach = furthestEnds(right)
  return left.filter((place) => {
    const { lo, hi } = reachOf(place, right, near.distance)
    if (lo < hi) return false
    const before = reach[firstIndex(right, (other) => other.from >= place.to) - 1]
    if (before === undefined) return true
    if (before.to > place.from) return false
    return near.isOrdered || before.positionEnd + 2 * near.distance < place.position
  })
}

/** For each place the furthest end of it and all before it. */
function furthestEnds(
  places: readonly Place[],
): readonly { readonly to: number; readonly positionEnd: number }[] {
  let to = -1
  let positionEnd = -1
  return places.map((place) => {
    to = Math.max(to, place.to)
    positionEnd = Math.max(positionEnd, place.positionEnd)
    return { to, positionEnd }
  })
}

/** The first index for which the condition holds; it must hold for all behind it too. */
function firstIndex(places: readonly Place[], holds: (place: Place) => boolean): number {
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
