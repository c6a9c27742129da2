/**
 * Dice that fall the same way for the same seed, on every machine, and the long tail that words follow: what
 * stands at rank r is met about 1/r as often as what stands first.
 */
export type Dice = {
  /** From 0 up to, but not, 1. */
  readonly next: () => number
  readonly below: (limit: number) => number
  readonly between: (least: number, most: number) => number
  readonly chance: (share: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
  /** A place in the list, early ones more often. */
  readonly pickEarly: <T>(list: readonly T[]) => T
  /** A rank between two, each about as often as one over itself. */
  readonly rank: (least: number, most: number) => number
}

/** The generator known as mulberry32: small, quick and even enough for prose. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  const rank = (least: number, most: number): number =>
    Math.min(most - 1, Math.floor(least * Math.exp(next() * Math.log(most / least))))
  return {
    next,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (share) => next() < share,
    pick: (list) => at(list, below(list.length)),
    pickEarly: (list) => at(list, Math.floor(next() ** 2 * list.length)),
    rank,
  }
}

/** A seed of its own for each kind of thing and number, so that thing 7 is the same whenever it is asked for. */
export function seedOf(kind: string, index: number): number {
  let hash = 2166136261
  for (const character of `${kind}#${index}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619)
  }
  return hash >>> 0
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index]
  if (found === undefined) throw new RangeError('nothing to pick from')
  return found
}
