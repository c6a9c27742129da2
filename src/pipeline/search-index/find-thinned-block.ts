import { ITEMS_IN_ORDER_CHUNK } from '../../core/search-index/item-order.ts'
import type { Db } from '../../store/schema.ts'
import type { SearchBlock } from '../../store/search-index/search-blocks.ts'
import { findOrder } from '../../store/search-index/search-chunks.ts'
import { listStoredIds } from '../../store/stored-ids.ts'

/** Rows of a block that are looked at, over all of it. */
const MOST_SAMPLES = 8
/** Of a block that has lost more than a quarter, one is made without what is gone. */
const LEAST_SHARE = 0.75

/** A block of which retention has removed much, by a sample; null where there is none. */
export async function* findThinnedBlock(
  db: Db,
  blocks: readonly SearchBlock[],
): AsyncGenerator<void, SearchBlock | null> {
  for (const block of blocks.toReversed()) {
    if ((await readLivingShare(db, block)) < LEAST_SHARE) return block
    yield
  }
  return null
}

async function readLivingShare(db: Db, { id, itemCount }: SearchBlock): Promise<number> {
  const rowCount = Math.ceil(itemCount / ITEMS_IN_ORDER_CHUNK)
  const sampleCount = Math.min(rowCount, MOST_SAMPLES)
  let [count, livingCount] = [0, 0]
  for (let sample = 0; sample < sampleCount; sample += 1) {
    const row = Math.floor((sample * rowCount) / sampleCount)
    const items = (await findOrder(db, id, row * ITEMS_IN_ORDER_CHUNK)) ?? []
    const ids = items.slice(0, ITEMS_PER_SAMPLE).map((item) => item.id)
    count += ids.length
    livingCount += (await listStoredIds(db, ids)).size
  }
  return count === 0 ? 0 : livingCount / count
}

const ITEMS_PER_SAMPLE = 64
