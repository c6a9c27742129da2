import { inTransaction } from '../../store/database.ts'
import type { Db } from '../../store/schema.ts'
import {
  listSearchBlocks,
  listWrittenBlockIds,
  removeRows,
  type SearchBlock,
} from '../../store/search-index/search-blocks.ts'
import {
  listEdits,
  readSearchState,
  resetSearchIndex,
  type SearchState,
} from '../../store/search-index/search-state.ts'
import { buildBlock } from './build-block.ts'
import { BLOCK_SIZES, type BlockSizes, chooseBlocksToMerge } from './choose-blocks-to-merge.ts'
import { findThinnedBlock } from './find-thinned-block.ts'
import { keysVersion } from './keys-version.ts'
import { mergeBlocks } from './merge-blocks.ts'

/** Chunks of 8 KB that are removed in one transaction. */
const CHUNKS_PER_REMOVAL = 64

/** All blocks are looked at for it, and retention works once a day. */
const THINNED_EVERY_MS = 60 * 60_000

/** What one run leaves to the next. */
export type FillMemory = {
  /** Whether rows may be there that belong to no block. */
  hasLeftovers: boolean
  /** When last no block was found of which retention has removed much. */
  thinnedMs: number
}

export type FillOptions = {
  readonly sizes?: BlockSizes
  /** Told now and then how many items are still to be taken in; 0 when it is done. */
  readonly onProgress?: (waitingCount: number) => void
}

/** Whoever ran before may have been killed. */
export function freshMemory(): FillMemory {
  return { hasLeftovers: true, thinnedMs: -Infinity }
}

/**
 * Brings the search index up to date, a slice at a time: each is some milliseconds of work or one short transaction, and
 * between two of them others have their turn. It may be left off, or killed, at any of them: what is not sealed is
 * removed by the next run, and a search finds by reading what is not indexed.
 */
export async function* fillSearchIndex(
  db: Db,
  memory: FillMemory,
  { sizes = BLOCK_SIZES, onProgress }: FillOptions = {},
): AsyncGenerator<void> {
  for (;;) {
    const state = await readSearchState(db)
    if (state.keysVersion !== keysVersion()) {
      await inTransaction(db, async (tx) => await resetSearchIndex(tx, keysVersion()))
      memory.hasLeftovers = true
      continue
    }
    const blocks = await listSearchBlocks(db)
    yield
    if (memory.hasLeftovers) yield* removeLeftovers(db, blocks)
    memory.hasLeftovers = false
    const merged = chooseBlocksToMerge(blocks, sizes)
    const waiting = state.lastId - state.throughId
    onProgress?.(waiting < sizes.fewest ? 0 : waiting)
    if (merged.length > 0) {
      memory.hasLeftovers = true
      yield* mergeBlocks(db, merged)
    } else if (!(yield* addBlock(db, state, sizes))) {
      if (performance.now() - memory.thinnedMs < THINNED_EVERY_MS) return
      const thinned = yield* findThinnedBlock(db, blocks)
      if (thinned === null) {
        memory.thinnedMs = performance.now()
        return
      }
      memory.hasLeftovers = true
      yield* mergeBlocks(db, [thinned])
    }
  }
}

/** Adds a block of what is new or was edited; false where that is little. */
async function* addBlock(
  db: Db,
  { throughId: afterId, lastId, editedCount }: SearchState,
  { fewest, most }: BlockSizes,
): AsyncGenerator<void, boolean> {
  if (lastId - afterId >= fewest) {
    const throughId = Math.min(lastId, afterId + most)
    yield* buildBlock(db, { kind: 'next', afterId, throughId })
    return true
  }
  if (editedCount < fewest) return false
  yield* buildBlock(db, { kind: 'edited', ...(await listEdits(db, most)) })
  return true
}

async function* removeLeftovers(db: Db, blocks: readonly SearchBlock[]): AsyncGenerator<void> {
  const kept = new Set(blocks.map(({ id }) => id))
  for (const blockId of await listWrittenBlockIds(db)) {
    if (kept.has(blockId)) continue
    for (let isMore = true; isMore; ) {
      isMore = await inTransaction(
        db,
        async (tx) => await removeRows(tx, blockId, CHUNKS_PER_REMOVAL),
      )
      yield
    }
  }
}
