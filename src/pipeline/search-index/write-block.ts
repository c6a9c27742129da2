import {
  encodeOrder,
  ITEMS_IN_ORDER_CHUNK,
  type OrderedItem,
} from '../../core/search-index/item-order.ts'
import type { PostingChunk } from '../../core/search-index/posting-chunk.ts'
import { inTransaction } from '../../store/database.ts'
import { inParts } from '../../store/in-parts.ts'
import type { Db } from '../../store/schema.ts'
import { insertChunk, insertOrder, takeBlockId } from '../../store/search-index/search-blocks.ts'

/** A block whose rows are there, and which belongs to nothing until it is sealed. */
export type WrittenBlock = { readonly id: number; readonly byteCount: number }

/** Half a megabyte in one transaction: a few milliseconds. */
const CHUNKS_AT_ONCE = 64
const ORDERS_AT_ONCE = 64

/** Writes the rows of a block. `chunks` may have null where others are to have their turn. */
export async function* writeBlock(
  db: Db,
  order: readonly OrderedItem[],
  chunks: Iterable<PostingChunk> | AsyncIterable<PostingChunk | null>,
): AsyncGenerator<void, WrittenBlock> {
  const id = await inTransaction(db, takeBlockId)
  let byteCount = 0
  const rows = inParts(order, ITEMS_IN_ORDER_CHUNK).map(encodeOrder)
  for (const [part, some] of inParts(rows, ORDERS_AT_ONCE).entries()) {
    const first = part * ORDERS_AT_ONCE
    await inTransaction(db, async (tx) => {
      for (const [index, data] of some.entries()) {
        await insertOrder(tx, id, (first + index) * ITEMS_IN_ORDER_CHUNK, data)
      }
    })
    for (const data of some) byteCount += data.length
    yield
  }
  let waiting: PostingChunk[] = []
  const write = async (): Promise<void> => {
    await inTransaction(db, async (tx) => {
      for (const chunk of waiting) await insertChunk(tx, id, chunk)
    })
    for (const { data } of waiting) byteCount += data.length
    waiting = []
  }
  for await (const chunk of chunks) {
    if (chunk !== null) waiting.push(chunk)
    if (chunk !== null && waiting.length < CHUNKS_AT_ONCE) continue
    if (waiting.length >= CHUNKS_AT_ONCE) await write()
    yield
  }
  await write()
  return { id, byteCount }
}
