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
  { hits, searched }: FoundTerms,
  earlier: number,
  later: number,
  distance: number,
): boolean | null {
  const { tokens } = searched.scan
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
    if (next < 0) return false
    const position = tokens.positions[hits.firstTokenOf(next)] ?? 0
    const positionEnd = tokens.positionEndAt(hits.nextTokenOf(hit) - 1)
    if (position <= positionEnd + 2 * distance) return true
  }
  return false
}
