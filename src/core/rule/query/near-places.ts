import { assertNever } from '../../assert-never.ts'
import { type TermHit, termInFields } from '../term/term-hits.ts'
import type { CompiledNear, CompiledQuery } from './compiled-query.ts'
import type { FoundTerms, VariantHit } from './found-terms.ts'
import { joinPlaces } from './join-places.ts'
import { firstFrom, inOrder, type Place, placesOfHits } from './near-place.ts'
import { type Nearness, standNear } from './near-terms.ts'
import { firstInside, hasPartner, reachOf } from './place-reach.ts'

/** How places are looked up. */
export type PlaceLookup = {
  /** Whether a place says what it is called there, or is shared by all that ask for its term. */
  readonly isNamed: boolean
  /** What inner NEARs come to, where they are asked for again at each level around them; null where they are not. */
  readonly stretches: Map<CompiledNear, readonly Place[]> | null
}

const SHARED: PlaceLookup = { isNamed: false, stretches: null }
const NAMED: PlaceLookup = { isNamed: true, stretches: null }

/** Whether both sides stand near each other somewhere. */
export function isNearTrue(
  found: FoundTerms,
  near: CompiledNear,
  lookup: PlaceLookup = SHARED,
): boolean {
  if (near.isNegated) return placesOfNear(found, near, lookup).length > 0
  const { left, right } = sidesOf(found, near, lookup)
  return left.some((one) =>
    right.some((other) => hasPair(one, other, near) || (!near.isOrdered && hasNested(one, other))),
  )
}

/** Whether two terms stand near each other somewhere. */
export function areTermsNear(
  found: FoundTerms,
  left: number,
  right: number,
  near: Nearness,
): boolean {
  const answer = standNear(found, left, right, near)
  if (answer !== null) return answer
  const places = placesOfTerm(found, left, near.fields)
  return hasPair(places, placesOfTerm(found, right, near.fields), near)
}

function hasPair(
  left: readonly Place[],
  right: readonly Place[],
  { distance, isOrdered }: Pick<Nearness, 'distance' | 'isOrdered'>,
): boolean {
  for (const place of left) if (hasPartner(place, right, distance)) return true
  if (isOrdered) return false
  for (const place of right) if (hasPartner(place, left, distance)) return true
  return false
}

/** Whether a place of one side lies between the hits of one of the other. */
function hasNested(left: readonly Place[], right: readonly Place[]): boolean {
  return (
    left.some((place) => firstInside(place, right) !== null) ||
    right.some((place) => firstInside(place, left) !== null)
  )
}

/**
 * The hits of both sides that stand near each other; none if NEAR does not hold. A term that both sides ask for, each by
 * a name of its own, is called on each side what that side calls it.
 */
export function hitsOfNear(
  found: FoundTerms,
  near: CompiledNear,
  lookup: PlaceLookup = NAMED,
): readonly VariantHit[] {
  return placesOfNear(found, near, lookup)
    .flatMap(placesOfHits)
    .flatMap(({ hit, variant }) => (variant === null || hit === null ? [] : { variant, hit }))
}

function placesOfNear(
  found: FoundTerms,
  near: CompiledNear,
  lookup: PlaceLookup,
): readonly Place[] {
  if (near.isNegated) {
    const left = placesOf(found, near.left, lookup)
    return placesApart(left, placesOf(found, near.right, lookup), near)
  }
  const isNear = new Set<Place>()
  const sides = sidesOf(found, near, lookup)
  for (const left of sides.left) {
    for (const right of sides.right) {
      markNear(left, right, near.distance, isNear)
      if (near.isOrdered) continue
      markNear(right, left, near.distance, isNear)
      markInside(left, right, isNear)
      markInside(right, left, isNear)
    }
  }
  return [...isNear]
}

/** Where a side of NEAR stands, in the order of the text. */
function placesOf(found: FoundTerms, query: CompiledQuery, lookup: PlaceLookup): readonly Place[] {
  const lists = listsOf(found, query, lookup)
  return lists.length === 1 ? (lists[0] ?? NOWHERE) : inOrder(lists.flat())
}

/** Where both sides stand, in lists of which each of one side is held against each of the other: a few, or one a side. */
function sidesOf(
  found: FoundTerms,
  near: CompiledNear,
  lookup: PlaceLookup,
): Record<'left' | 'right', readonly (readonly Place[])[]> {
  const left = listsOf(found, near.left, lookup)
  const right = listsOf(found, near.right, lookup)
  if (left.length * right.length <= FEW_PAIRS) return { left, right }
  return { left: [inOrder(left.flat())], right: [inOrder(right.flat())] }
}

/** Pairs of terms that are looked at one by one; sides of more terms are put in order first. */
export const FEW_PAIRS = 16

/** The same in several lists, one for each term, which saves putting them in order. */
function listsOf(
  found: FoundTerms,
  query: CompiledQuery,
  lookup: PlaceLookup,
): readonly (readonly Place[])[] {
  switch (query.kind) {
    case 'leaf':
      return query.variants
        .map((variant) => {
          const places = placesOfTerm(found, variant.term, query.fields)
          return lookup.isNamed ? places.map((place) => ({ ...place, variant })) : places
        })
        .filter((places) => places.length > 0)
    case 'or':
      return query.children.flatMap((child) => listsOf(found, child, lookup))
    case 'near':
      return [stretchesOf(found, query, lookup)]
    case 'and':
    case 'not':
    case 'atLeast':
      // refused when the rule was read: they hold for the item, not for a place in it
      return []
    default:
      return assertNever(query)
  }
}

/** The stretches that the sides of an inner NEAR make; of NOT NEAR the places of its left side that are left. */
function stretchesOf(found: FoundTerms, near: CompiledNear, lookup: PlaceLookup): readonly Place[] {
  const known = lookup.stretches?.get(near)
  if (known !== undefined) return known
  const left = placesOf(found, near.left, lookup)
  const right = placesOf(found, near.right, lookup)
  const stretches = near.isNegated
    ? placesApart(left, right, near)
    : joinPlaces(left, right, near.distance, near.isOrdered)
  lookup.stretches?.set(near, stretches)
  return stretches
}

function placesOfTerm(found: FoundTerms, term: number, fields: number): readonly Place[] {
  const { hits, places } = found
  if ((hits.fieldsOf(term) & fields) === 0) return NOWHERE
  const key = termInFields(term, fields)
  const known = places.get(key)
  if (known !== undefined) return known
  const fresh = inOrder(hits.hitsOf(term, fields).flatMap((hit) => placesOfHit(found, hit)))
  places.set(key, fresh)
  return fresh
}

const NOWHERE: readonly Place[] = []

/** A hit in a field that is no prose has no place in a text. */
function placesOfHit(found: FoundTerms, hit: TermHit): readonly Place[] {
  const { tokens } = found.searched.scan
  const { firstToken, nextToken, from, to } = hit
  if (firstToken < 0) return []
  const position = tokens.positions[firstToken] ?? 0
  const positionEnd = tokens.positionEndAt(nextToken - 1)
  return [{ from, to, position, positionEnd, hit, variant: null, parts: [], hitCount: 1 }]
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
    const inside = firstInside(place, inner)
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
    const before = reach[firstFrom(right, place.to) - 1]
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
