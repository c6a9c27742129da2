import { everyPair } from './every-pair.ts'
import { inOrder, type Place } from './near-place.ts'
import { outermostPairs } from './outermost-pairs.ts'

/**
 * The stretches that two sides of an inner NEAR make together, `left` first if `isOrdered`, in the order of the text.
 *
 * What is asked of a stretch later is not only where it begins and ends, but also which end belongs to which
 * beginning: z ONEAR/0 ((a ONEAR/9 b) ONEAR/0 c) wants an a behind z whose own b is before c. So all are kept. Two words
 * that stand in a text ten thousand times make a hundred million pairs: of so many only the outermost are kept,
 * and a NEAR around them may miss a stretch that is neither the longest nor the shortest of its beginning and end.
 */
export function joinPlaces(
  left: readonly Place[],
  right: readonly Place[],
  distance: number,
  isOrdered: boolean,
): readonly Place[] {
  return inOrder(
    everyPair(left, right, distance, isOrdered) ?? outermostPairs(left, right, distance, isOrdered),
  )
}
