import type { CharacterPlace } from './character-place.ts'

/**
 * Ways to go on with a term that are followed from one beginning, and its ends that are told apart there: more than any
 * text has. In rows of particles, or of hyphens, alone a term of a hundred words may stand in thousands of ways.
 */
export const MAX_ENDS = 8

/** The first MAX_ENDS of some places, in the order of the text, each once. */
export function firstEnds(places: readonly CharacterPlace[]): readonly CharacterPlace[] {
  if (areInOrder(places)) return places.length <= MAX_ENDS ? places : places.slice(0, MAX_ENDS)
  return [...places]
    .sort((one, other) => one.at - other.at)
    .filter((place, index, all) => place.at !== all[index - 1]?.at)
    .slice(0, MAX_ENDS)
}

function areInOrder(places: readonly CharacterPlace[]): boolean {
  let before = -1
  for (const { at } of places) {
    if (at <= before) return false
    before = at
  }
  return true
}
