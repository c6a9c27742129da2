import { inTransaction } from '../../store/database.ts'
import type { Db } from '../../store/schema.ts'
import {
  retireBlocks,
  type SearchBlock,
  sealBlock,
} from '../../store/search-index/search-blocks.ts'
import { joinChunks } from './join-chunks.ts'
import { joinOrders } from './join-orders.ts'
import { writeBlock } from './write-block.ts'

/** Makes one block of several, without the items that were removed since. Of one block it makes one that is thinner. */
export async function* mergeBlocks(db: Db, blocks: readonly SearchBlock[]): AsyncGenerator<void> {
  const ids = blocks.map(({ id }) => id)
  const { order, ordinals } = yield* joinOrders(db, blocks)
  if (order.length === 0) {
    await inTransaction(db, async (tx) => await retireBlocks(tx, ids))
    return
  }
  const written = yield* writeBlock(db, order, joinChunks(db, blocks, ordinals))
  await inTransaction(db, async (tx) => {
    await sealBlock(tx, written, order)
    await retireBlocks(tx, ids)
  })
}
