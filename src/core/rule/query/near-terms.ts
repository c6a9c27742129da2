import {
  type CompiledNear,
  type CompiledQuery,
  leavesOf,
  type TermVariant,
} from './compiled-query.ts'
import type { FoundTerms } from './found-terms.ts'

/** How near two terms are to stand. */
export type Nearness = {
  readonly fields: number
  /** Words between them at most. */
  readonly distance: number
  readonly isOrdered: boolean
}

/**
 * Whether two terms stand near each other, read off their hits in one pass and without an object being made of
 * each: most rules with NEAR are called up by common words, and do not hold. null where the hits do not follow one another
 * plainly (one within another, or in fields that are not asked for); then it is for somebody else to say.
 */
export function standNear(
  found: FoundTerms,
  left: number,
  right: number,
  { fields, distance, isOrdered }: Nearness,
): boolean | null {
  const { hits } = found
  if (((hits.fieldsOf(left) | hits.fieldsOf(right)) & ~fields) !== 0) return null
  const inOrder = isFollowed(found, left, right, distance)
  if (inOrder !== false || isOrdered) return inOrder
  return isFollowed(found, right, left, distance)
}

/** Whether one of `later` begins behind one of `earlier` and within the distance. */
function isFollowed(
  found: FoundTerms,
  earlier: number,
  later: number,
  distance: number,
): boolean | null {
  const { hits } = found
  let next = hits.firstOf(later)
  let before = -1
  for (let hit = hits.firstOf(earlier); hit >= 0; hit = hits.nextOf(hit)) {
    const to = hits.toOf(hit)
    // what stands in no prose is near nothing
    if (to < before || hits.firstTokenOf(hit) < 0) return null
    before = to
    while (next >= 0 && hits.fromOf(next) < to) {
      const from = hits.fromOf(next)
      next = hits.nextOf(next)
      if (next >= 0 && hits.fromOf(next) < from) return null
    }
    if (next >= 0 && isWithin(found, hit, next, distance)) return true
  }
  return false
}

/** A hit, by its number, and what its term is called there. */
export type NumberedHit = { readonly variant: TermVariant; readonly hit: number }

/**
 * The hits of a NEAR of nothing but terms that stand near one of the other side; null where there are too many to
 * hold each against each.
 */
export function nearTermHits(found: FoundTerms, near: CompiledNear): readonly NumberedHit[] | null {
  const left = hitsOfSide(found, near.left)
  const right = hitsOfSide(found, near.right)
  if (left.length * right.length > MAX_PAIRS) return null
  const isNear = (one: NumberedHit, other: NumberedHit): boolean =>
    isPair(found, one.hit, other.hit, near.distance) ||
    (!near.isOrdered && isPair(found, other.hit, one.hit, near.distance))
  return [
    ...left.filter((one) => right.some((other) => isNear(one, other))),
    ...right.filter((other) => left.some((one) => isNear(one, other))),
  ]
}

const MAX_PAIRS = 1_000

function hitsOfSide(found: FoundTerms, side: CompiledQuery): readonly NumberedHit[] {
  const { hits } = found
  const numbered: NumberedHit[] = []
  for (const { fields, variants } of leavesOf(side)) {
    for (const variant of variants) {
      for (let hit = hits.firstOf(variant.term); hit >= 0; hit = hits.nextOf(hit)) {
        const isInProse = hits.firstTokenOf(hit) >= 0
        if (isInProse && hits.isInFields(hit, fields)) numbered.push({ variant, hit })
      }
    }
  }
  return numbered
}

/** Whether a hit begins behind another and within the distance. */
function isPair(found: FoundTerms, earlier: number, later: number, distance: number): boolean {
  const { hits } = found
  if (hits.fromOf(later) < hits.toOf(earlier)) return false
  return isWithin(found, earlier, later, distance)
}

/** Whether a hit that begins behind another does so within the distance. */
function isWithin(
  { hits, searched }: FoundTerms,
  earlier: number,
  later: number,
  distance: number,
): boolean {
  const { tokens } = searched.scan
  const position = tokens.positions[hits.firstTokenOf(later)] ?? 0
  return position <= tokens.positionEndAt(hits.nextTokenOf(earlier) - 1) + 2 * distance
}
