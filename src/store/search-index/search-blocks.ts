import { sql } from 'kysely'
import type { OrderedItem } from '../../core/search-index/item-order.ts'
import type { PostingChunk } from '../../core/search-index/posting-chunk.ts'
import { msOf, type Timestamp, timestampOf } from '../../core/time.ts'
import type { Db, Tx } from '../schema.ts'
import { valuesOf } from '../values-of.ts'

/** A part of the search index: some items, in the order in which they were first seen, and the keys of their words. */
export type SearchBlock = {
  readonly id: number
  readonly itemCount: number
  /** When the first and the last of its items were first seen. */
  readonly seenFromMs: number
  readonly seenToMs: number
  readonly byteCount: number
}

/** All blocks, the one with the newest item first. */
export async function listSearchBlocks(db: Db): Promise<readonly SearchBlock[]> {
  const rows = await db.selectFrom('search_blocks').selectAll().orderBy('seen_to', 'desc').execute()
  return rows.map((row) => ({
    id: row.id,
    itemCount: row.item_count,
    seenFromMs: msOf(row.seen_from as Timestamp), // written by sealBlock alone
    seenToMs: msOf(row.seen_to as Timestamp),
    byteCount: row.byte_count,
  }))
}

/** Whether all of these blocks are still in use. */
export async function areBlocksInUse(db: Db, ids: readonly number[]): Promise<boolean> {
  const row = await db
    .selectFrom('search_blocks')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('id', 'in', valuesOf(ids))
    .executeTakeFirstOrThrow()
  return row.count === ids.length
}

/** The number for a block that is about to be written. Until it is sealed it belongs to nothing, and goes when its writer dies. */
export async function takeBlockId(tx: Tx): Promise<number> {
  const { id } = await tx
    .insertInto('search_blocks')
    .values({ item_count: 0, seen_from: '', seen_to: '', byte_count: 0 })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx.deleteFrom('search_blocks').where('id', '=', id).execute() // the number stays taken
  return id
}

/** Puts a block into use whose chunks and order are all written. */
export async function sealBlock(
  tx: Tx,
  { id, byteCount }: { readonly id: number; readonly byteCount: number },
  order: readonly OrderedItem[],
): Promise<void> {
  const [first, last] = [order[0], order.at(-1)]
  if (first === undefined || last === undefined) throw new Error('a block without items')
  await tx
    .insertInto('search_blocks')
    .values({
      id,
      item_count: order.length,
      seen_from: timestampOf(first.seenMs),
      seen_to: timestampOf(last.seenMs),
      byte_count: byteCount,
    })
    .execute()
}

/** Takes blocks out of use. Their chunks and orders stay until removeLeftovers, for a search may be reading them. */
export async function retireBlocks(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx.deleteFrom('search_blocks').where('id', 'in', ids).execute()
}

export async function insertChunk(
  tx: Tx,
  blockId: number,
  { firstKey, data }: PostingChunk,
): Promise<void> {
  await tx
    .insertInto('search_chunks')
    .values({ block_id: blockId, first_key: firstKey, data })
    .execute()
}

export async function insertOrder(
  tx: Tx,
  blockId: number,
  firstOrdinal: number,
  data: Uint8Array,
): Promise<void> {
  await tx
    .insertInto('search_orders')
    .values({ block_id: blockId, first_ordinal: firstOrdinal, data })
    .execute()
}

/** Ids of all blocks of which rows are there, in use or not. */
export async function listWrittenBlockIds(db: Db): Promise<readonly number[]> {
  const ids = new Set<number>()
  for (const table of ['search_chunks', 'search_orders'] as const) {
    // a step through the index for each block, and not for each of its rows
    const { rows } = await sql<{ id: number }>`
      with recursive ids (id) as (
        select min(block_id) from ${sql.table(table)}
        union all
        select (select min(block_id) from ${sql.table(table)} where block_id > ids.id)
        from ids where ids.id is not null
      )
      select id from ids where id is not null`.execute(db)
    for (const { id } of rows) ids.add(id)
  }
  return [...ids]
}

/** Removes some rows of a block that is not in use; says whether there may be more. */
export async function removeRows(tx: Tx, blockId: number, limit: number): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('search_chunks')
    .where('block_id', '=', blockId)
    .where('first_key', 'in', (eb) =>
      eb
        .selectFrom('search_chunks')
        .select('first_key')
        .where('block_id', '=', blockId)
        .orderBy('first_key')
        .limit(limit),
    )
    .executeTakeFirstOrThrow()
  if (numDeletedRows === BigInt(limit)) return true
  await tx.deleteFrom('search_orders').where('block_id', '=', blockId).execute()
  return false
}
