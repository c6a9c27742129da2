import type { SearchBlock } from '../../store/search-index/search-blocks.ts'

/** Blocks of about one size become one when there are so many of them. */
export type MergeTier = { readonly below: number; readonly count: number }

/** Of how many items blocks are made. */
export type BlockSizes = {
  /** Fewer new items than these are found by reading them, which takes some milliseconds. */
  readonly fewest: number
  /** Items of a block as it is first written. They are in memory until then, and its keys are sorted in one go of some ten milliseconds. */
  readonly most: number
  readonly tiers: readonly MergeTier[]
  readonly mostMerged: number
}

/**
 * An item is written once as it is new and twice more, and ten million are in some two hundred blocks. Of larger blocks there would be
 * fewer to ask, but what is read of one at once would take longer.
 */
export const BLOCK_SIZES: BlockSizes = {
  fewest: 256,
  most: 2_048,
  tiers: [
    { below: 1_024, count: 8 },
    { below: 49_152, count: 32 },
  ],
  mostMerged: 65_536,
}

/** The oldest blocks of a size of which there are enough; none where there are not. */
export function chooseBlocksToMerge(
  newestFirst: readonly SearchBlock[],
  { tiers, mostMerged }: BlockSizes,
): readonly SearchBlock[] {
  let least = 0
  for (const { below, count } of tiers) {
    const alike = newestFirst.filter(({ itemCount }) => itemCount >= least && itemCount < below)
    least = below
    if (alike.length < count) continue
    const chosen = takeOldest(alike, count, mostMerged)
    if (chosen.length > 1) return chosen
  }
  return []
}

function takeOldest(
  newestFirst: readonly SearchBlock[],
  count: number,
  mostItems: number,
): readonly SearchBlock[] {
  let chosen: SearchBlock[] = []
  let itemCount = 0
  for (const block of newestFirst.toReversed()) {
    if (chosen.length === count) break
    if (itemCount + block.itemCount > mostItems) {
      if (chosen.length > 1) break
      ;[chosen, itemCount] = [[], 0]
    }
    chosen.push(block)
    itemCount += block.itemCount
  }
  return chosen
}
