import { joined, type Place, placesOfHits } from './near-place.ts'
import { placesInside, reachOf } from './place-reach.ts'

/** Hits in the pairs that are looked at before it is said that they are too many: more than an article makes. */
const MAX_HITS = 40_000
/** Stretches up to which those between the same borders are told apart by what lies between. */
const MANY = 1_000

/**
 * Each stretch that two sides of NEAR make together, `left` first if `isOrdered`; null if there are too many to
 * look at each. Stretches that nothing can tell apart are one.
 */
export function everyPair(
  left: readonly Place[],
  right: readonly Place[],
  distance: number,
  isOrdered: boolean,
): readonly Place[] | null {
  const stretches = new Stretches()
  const isComplete =
    addBehind(stretches, left, right, distance) &&
    (isOrdered ||
      (addBehind(stretches, right, left, distance) &&
        addInside(stretches, left, right) &&
        addInside(stretches, right, left)))
  return isComplete ? stretches.places : null
}

function addBehind(
  stretches: Stretches,
  earlier: readonly Place[],
  later: readonly Place[],
  distance: number,
): boolean {
  for (const place of earlier) {
    const { lo, hi } = reachOf(place, later, distance)
    for (let index = lo; index < hi; index += 1) {
      if (!stretches.add(place, later[index] ?? place)) return false
    }
  }
  return true
}

function addInside(
  stretches: Stretches,
  outer: readonly Place[],
  inner: readonly Place[],
): boolean {
  for (const place of outer) {
    for (const inside of placesInside(place, inner)) {
      if (!stretches.add(place, inside)) return false
    }
  }
  return true
}

class Stretches {
  readonly places: Place[] = []
  readonly #borders = new Set<number>()
  readonly #hits = new Set<string>()
  #hitCount = 0

  /** Adds two places as one stretch; says whether there is room for more. */
  add(one: Place, other: Place): boolean {
    this.#hitCount += one.hitCount + other.hitCount
    if (this.#hitCount > MAX_HITS) return false
    const from = Math.min(one.from, other.from)
    const borders = from * MAX_CHARACTERS + Math.max(one.to, other.to)
    const isNew = !this.#borders.has(borders)
    const isMany = this.places.length >= MANY
    if (isMany && !isNew) return true
    const stretch = joined(one, other)
    const hits = isMany ? '' : hitsIn(stretch)
    if (!isNew && this.#hits.has(hits)) return true
    this.#borders.add(borders)
    this.#hits.add(hits)
    this.places.push(stretch)
    return true
  }
}

/** More characters than any text has, so that two borders make one number. */
const MAX_CHARACTERS = 2 ** 26

function hitsIn(stretch: Place): string {
  const hits = placesOfHits(stretch).map(({ from, to, variant }) => {
    const name = variant === null ? '' : `${variant.concept ?? ''}:${variant.text}`
    return `${from}-${to}${name}`
  })
  return [...new Set(hits)].sort().join()
}
