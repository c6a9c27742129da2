import type { Db, Tx } from '../schema.ts'

/** How far the search index has come. */
export type SearchState = {
  /** By which program its keys were made. */
  readonly keysVersion: string
  /** Every item up to this id is in a block, but for those that were edited since. */
  readonly throughId: number
  /** The id of the newest item. */
  readonly lastId: number
  readonly editedCount: number
}

export async function readSearchState(db: Db): Promise<SearchState> {
  const row = await db
    .selectFrom('search_state')
    .select(['keys_version', 'through_id'])
    .select((eb) => [
      eb
        .selectFrom('items')
        .select(({ fn }) => fn.max('id').as('id'))
        .as('last_id'),
      eb
        .selectFrom('search_edits')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .as('edited_count'),
    ])
    .executeTakeFirstOrThrow()
  return {
    keysVersion: row.keys_version,
    throughId: row.through_id,
    lastId: row.last_id ?? 0,
    editedCount: row.edited_count ?? 0,
  }
}

/** Says that every item up to this id is in a block. */
export async function saveThroughId(tx: Tx, throughId: number): Promise<void> {
  await tx.updateTable('search_state').set({ through_id: throughId }).execute()
}

/** Takes all blocks out of use, for another program makes other keys. What they consisted of is removed in slices. */
export async function resetSearchIndex(tx: Tx, keysVersion: string): Promise<void> {
  await tx.deleteFrom('search_blocks').execute()
  await tx.deleteFrom('search_edits').execute()
  await tx.updateTable('search_state').set({ keys_version: keysVersion, through_id: 0 }).execute()
}

/** The oldest edits that no block knows of: the number of the last of them, and their items, each once. */
export async function listEdits(
  db: Db,
  limit: number,
): Promise<{ readonly throughId: number; readonly itemIds: readonly number[] }> {
  const rows = await db
    .selectFrom('search_edits')
    .select(['id', 'item_id'])
    .orderBy('id')
    .limit(limit)
    .execute()
  const itemIds = [...new Set(rows.map((row) => row.item_id))]
  return { throughId: rows.at(-1)?.id ?? 0, itemIds: itemIds.sort((one, other) => one - other) }
}

/** Strikes edits out that a block has now. One that came while it was written has a higher number. */
export async function removeEdits(tx: Tx, throughId: number): Promise<void> {
  await tx.deleteFrom('search_edits').where('id', '<=', throughId).execute()
}
