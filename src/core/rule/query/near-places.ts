import { assertNever } from '../../assert-never.ts'
import { type TermHit, termInFields } from '../term/term-hits.ts'
import {
  type CompiledNear,
  type CompiledQuery,
  leavesOf,
  type TermVariant,
} from './compiled-query.ts'
import type { FoundTerms, VariantHit } from './found-terms.ts'
import { joinPlaces } from './join-places.ts'
import { firstFrom, inOrder, type Place, placesOfHits } from './near-place.ts'
import { type Nearness, standNear } from './near-terms.ts'
import { firstInside, hasPartner, reachOf } from './place-reach.ts'

/** Whether both sides stand near each other somewhere. */
export function isNearTrue(found: FoundTerms, near: CompiledNear): boolean {
  if (near.isNegated) return placesOfNear(found, near).length > 0
  const right = listsOf(found, near.right)
  return listsOf(found, near.left).some((left) =>
    right.some((list) => hasPair(left, list, near) || (!near.isOrdered && hasNested(left, list))),
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

/** The hits of both sides that stand near each other; none if NEAR does not hold. */
export function hitsOfNear(found: FoundTerms, near: CompiledNear): readonly VariantHit[] {
  const variants = new Map<number, TermVariant>()
  for (const leaf of leavesOf(near)) {
    for (const variant of leaf.variants) variants.set(variant.term, variant)
  }
  return placesOfNear(found, near)
    .flatMap(placesOfHits)
    .flatMap(({ term, hit }) => {
      const variant = variants.get(term)
      return variant === undefined || hit === null ? [] : { variant, hit }
    })
}

function placesOfNear(found: FoundTerms, near: CompiledNear): readonly Place[] {
  if (near.isNegated)
    return placesApart(placesOf(found, near.left), placesOf(found, near.right), near)
  const isNear = new Set<Place>()
  const lists = listsOf(found, near.right)
  for (const left of listsOf(found, near.left)) {
    for (const right of lists) {
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
function placesOf(found: FoundTerms, query: CompiledQuery): readonly Place[] {
  const lists = listsOf(found, query)
  return lists.length === 1 ? (lists[0] ?? NOWHERE) : inOrder(lists.flat())
}

/** The same in several lists, one for each term, which saves putting them in order. */
function listsOf(found: FoundTerms, query: CompiledQuery): readonly (readonly Place[])[] {
  switch (query.kind) {
    case 'leaf':
      return query.variants
        .map(({ term }) => placesOfTerm(found, term, query.fields))
        .filter((places) => places.length > 0)
    case 'or':
      return query.children.flatMap((child) => listsOf(found, child))
    case 'near': {
      const left = placesOf(found, query.left)
      const right = placesOf(found, query.right)
      return [
        query.isNegated
          ? placesApart(left, right, query)
          : joinPlaces(left, right, query.distance, query.isOrdered),
      ]
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

function placesOfTerm(found: FoundTerms, term: number, fields: number): readonly Place[] {
  const { hits, places } = found
  if ((hits.fieldsOf(term) & fields) === 0) return NOWHERE
  const key = termInFields(term, fields)
  const known = places.get(key)
  if (known !== undefined) return known
  const fresh = inOrder(hits.hitsOf(term, fields).flatMap((hit) => placesOfHit(found, term, hit)))
  places.set(key, fresh)
  return fresh
}

const NOWHERE: readonly Place[] = []

/** A hit in a field that is no prose has no place in a text. */
function placesOfHit(found: FoundTerms, term: number, hit: TermHit): readonly Place[] {
  const { tokens } = found.searched.scan
  const { firstToken, nextToken, from, to } = hit
  if (firstToken < 0) return []
  const position = tokens.positions[firstToken] ?? 0
  const positionEnd = tokens.positionEndAt(nextToken - 1)
  return [{ from, to, position, positionEnd, term, hit, parts: [] }]
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
