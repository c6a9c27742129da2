import {
  compareItems,
  ITEMS_IN_ORDER_CHUNK,
  type OrderedItem,
} from '../../core/search-index/item-order.ts'
import type { Db } from '../../store/schema.ts'
import type { SearchBlock } from '../../store/search-index/search-blocks.ts'
import { findOrder } from '../../store/search-index/search-chunks.ts'
import { listStoredIds } from '../../store/stored-ids.ts'

export type JoinedOrders = {
  /** The items of all blocks that are still stored, each once. */
  readonly order: readonly OrderedItem[]
  /** For each block and each of its ordinals the one in `order`; -1 for an item that is gone. */
  readonly ordinals: readonly Int32Array[]
}

type Entry = OrderedItem & { readonly source: number; readonly ordinal: number }

/** Puts the items of several blocks into one order. */
export async function* joinOrders(
  db: Db,
  blocks: readonly SearchBlock[],
): AsyncGenerator<void, JoinedOrders> {
  const ordinals = blocks.map(({ itemCount }) => new Int32Array(itemCount).fill(-1))
  const entries: Entry[] = []
  for (const [source, block] of blocks.entries()) {
    for (let first = 0; first < block.itemCount; first += ITEMS_IN_ORDER_CHUNK) {
      const items = (await findOrder(db, block.id, first)) ?? []
      const living = await listStoredIds(
        db,
        items.map(({ id }) => id),
      )
      for (const [index, { seenMs, id }] of items.entries()) {
        if (living.has(id)) entries.push({ seenMs, id, source, ordinal: first + index })
      }
      yield
    }
  }
  entries.sort(compareItems) // of rows in order, which takes little
  yield
  const order: OrderedItem[] = []
  for (const { seenMs, id, source, ordinal } of entries) {
    const last = order.at(-1)
    // an item that was edited is in several blocks
    if (last === undefined || last.id !== id || last.seenMs !== seenMs) order.push({ seenMs, id })
    const ofBlock = ordinals[source]
    if (ofBlock !== undefined) ofBlock[ordinal] = order.length - 1
  }
  return { order, ordinals }
}
