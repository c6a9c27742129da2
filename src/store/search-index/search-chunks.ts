import { CompiledQuery } from 'kysely'
import { decodeOrder, type OrderedItem } from '../../core/search-index/item-order.ts'
import type { PostingChunk } from '../../core/search-index/posting-chunk.ts'
import type { Db } from '../schema.ts'

/** The chunk of a block that has a key, if any has it; null where all keys sort behind. */
export async function findChunk(db: Db, blockId: number, key: string): Promise<Uint8Array | null> {
  // as it is: a search asks each of hundreds of blocks for each key, and building the statement took as long as running it
  const query = CompiledQuery.raw(FIND_CHUNK, [blockId, key])
  const { rows } = await db.executeQuery<{ readonly data: Uint8Array }>(query)
  return rows[0]?.data ?? null
}

const FIND_CHUNK =
  'select data from search_chunks where block_id = ? and first_key <= ? order by first_key desc limit 1'

/** The next chunks of a block, behind the one that begins with a key; null: from the beginning. */
export async function listChunksBehind(
  db: Db,
  blockId: number,
  firstKey: string | null,
  limit: number,
): Promise<readonly PostingChunk[]> {
  const rows = await db
    .selectFrom('search_chunks')
    .select(['first_key', 'data'])
    .where('block_id', '=', blockId)
    .where('first_key', '>', firstKey ?? '')
    .orderBy('first_key')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ firstKey: row.first_key, data: row.data }))
}

/** Some items of a block in their order, from an ordinal on that begins a row; null where the block is gone. */
export async function findOrder(
  db: Db,
  blockId: number,
  firstOrdinal: number,
): Promise<readonly OrderedItem[] | null> {
  const row = await db
    .selectFrom('search_orders')
    .select('data')
    .where('block_id', '=', blockId)
    .where('first_ordinal', '=', firstOrdinal)
    .executeTakeFirst()
  return row === undefined ? null : decodeOrder(row.data)
}
