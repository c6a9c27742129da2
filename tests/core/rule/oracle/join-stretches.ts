import type { NearQuery } from '../../../../src/core/rule/syntax/query.ts'
import type { Place } from './find-places.ts'
import type { Occurrence } from './find-term.ts'

/** What a side of NEAR covers, and the single terms that it is made of. */
export type Stretch = Occurrence & {
  readonly section: number
  readonly terms: readonly Place[]
}

export function stretchOf(place: Place): Stretch {
  const { start, end, position, positionEnd, section } = place
  return { start, end, position, positionEnd, section, terms: [place] }
}

/** Each pair of both sides that is near, as one stretch; of NOT NEAR what of the left side has nothing near. */
export function joinStretches(
  { distance, isOrdered, isNegated }: NearQuery,
  left: readonly Stretch[],
  right: readonly Stretch[],
): readonly Stretch[] {
  const isBehind = (one: Stretch, other: Stretch): boolean =>
    one.section === other.section &&
    other.start >= one.end &&
    other.position - one.positionEnd <= 2 * distance
  const isNear = (one: Stretch, other: Stretch): boolean =>
    isBehind(one, other) ||
    (!isOrdered && (isBehind(other, one) || isInside(one, other) || isInside(other, one)))
  if (isNegated) {
    return left.filter((one) => !right.some((other) => isNear(one, other) || overlaps(one, other)))
  }
  const pairs = left.flatMap((one) =>
    right.filter((other) => isNear(one, other)).map(hullWith(one)),
  )
  return [...new Map(pairs.map((pair) => [nameOf(pair), pair])).values()]
}

/** What tells stretches apart. */
function nameOf({ section, terms }: Stretch): string {
  const ranges = terms.map(({ start, end }) => `${start}-${end}`)
  return `${section}: ${[...new Set(ranges)].sort().join()}`
}

/** Whether a stretch lies between the terms of another: b in "a b c" of a NEAR c. */
function isInside(inner: Stretch, outer: Stretch): boolean {
  return (
    inner.section === outer.section &&
    outer.start <= inner.start &&
    inner.end <= outer.end &&
    !outer.terms.some((term) => overlaps(term, inner))
  )
}

type Range = { readonly start: number; readonly end: number; readonly section: number }

function overlaps(one: Range, other: Range): boolean {
  return one.section === other.section && one.start < other.end && other.start < one.end
}

function hullWith(one: Stretch): (other: Stretch) => Stretch {
  return (other) => ({
    start: Math.min(one.start, other.start),
    end: Math.max(one.end, other.end),
    position: Math.min(one.position, other.position),
    positionEnd: Math.max(one.positionEnd, other.positionEnd),
    section: one.section,
    terms: [...one.terms, ...other.terms],
  })
}
