import { assertNever } from '../assert-never.ts'
import type { CompiledNear, CompiledQuery } from './compiled-query.ts'
import { type FoundTerms, hitsOfLeaf, type VariantHit } from './found-terms.ts'
import { joinPlaces, placeInside, reachOf } from './join-places.ts'
import { firstIndex, hitsOfPlace, inOrder, type Place } from './near-place.ts'

/** The hits of both sides that stand near each other; none if NEAR does not hold. */
export function hitsOfNear(found: FoundTerms, near: CompiledNear): readonly VariantHit[] {
  const left = placesOf(found, near.left)
  if (left.length === 0) return []
  const right = placesOf(found, near.right)
  if (near.isNegated) return placesApart(left, right, near).flatMap(hitsOfPlace)
  const isNear = new Set<Place>()
  markNear(left, right, near.distance, isNear)
  if (!near.isOrdered) {
    markNear(right, left, near.distance, isNear)
    markInside(left, right, isNear)
    markInside(right, left, isNear)
  }
  return [...isNear].flatMap(hitsOfPlace)
}

/** Where a side of NEAR stands, in the order of the text. */
function placesOf(found: FoundTerms, query: CompiledQuery): readonly Place[] {
  switch (query.kind) {
    case 'leaf':
      return inOrder(hitsOfLeaf(found, query).flatMap((hit) => placesOfHit(found, hit)))
    case 'or':
      return inOrder(query.children.flatMap((child) => placesOf(found, child)))
    case 'near': {
      const left = placesOf(found, query.left)
      const right = placesOf(found, query.right)
      return query.isNegated
        ? placesApart(left, right, query)
        : joinPlaces(left, right, query.distance, query.isOrdered)
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

/** A hit in a field that is no prose has no place in a text. */
function placesOfHit(found: FoundTerms, hit: VariantHit): readonly Place[] {
  const { tokens } = found.searched.scan
  const { firstToken, nextToken, from, to } = hit.hit
  if (firstToken < 0) return []
  const position = tokens.positions[firstToken] ?? 0
  const positionEnd = tokens.positionEnds[nextToken - 1] ?? position
  return [{ from, to, position, positionEnd, hit, parts: [] }]
}

/** Marks the places of both lists that have a partner: one of `earlier` with one of `later` behind it. */
function markNear(
  earlier: readonly Place[],
  later: readonly Place[],
  distance: number,
  marked: Set<Place>,
): void {
  // +1 where a reach begins, -1 where it ends: marks overlapping reaches in one pass
  const changes = new Array<number>(later.length + 1).fill(0)
  for (const place of earlier) {
    const { lo, hi } = reachOf(place, later, distance)
    if (lo === hi) continue
    marked.add(place)
    changes[lo] = (changes[lo] ?? 0) + 1
    changes[hi] = (changes[hi] ?? 0) - 1
  }
  let depth = 0
  for (const [index, partner] of later.entries()) {
    depth += changes[index] ?? 0
    if (depth > 0) marked.add(partner)
  }
}

/** Marks places of `inner` that lie between the hits of an outer one, and the outer one. */
function markInside(outer: readonly Place[], inner: readonly Place[], marked: Set<Place>): void {
  for (const place of outer) {
    const inside = placeInside(place, inner)
    if (inside !== null) marked.add(place).add(inside)
  }
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
