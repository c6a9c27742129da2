import type { FeedId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import type { Db, Tx } from './schema.ts'

/** Keys in one statement; SQLite takes 32,766 parameters. */
const KEYS_PER_STATEMENT = 1_000

/** Which of these keys a feed has shown before, and the item that each belonged to. */
export async function findKnownKeys(
  db: Db,
  feedId: FeedId,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const known = new Map<string, number>()
  for (const part of inParts(keys)) {
    const rows = await db
      .selectFrom('identities')
      .select(['key', 'item_id'])
      .where('feed_id', '=', feedId)
      .where('key', 'in', part)
      .execute()
    for (const row of rows) known.set(row.key, row.item_id)
  }
  return known
}

/** Remembers that these keys mean these items; a key already known keeps its item and is seen anew. */
export async function rememberKeys(
  tx: Tx,
  feedId: FeedId,
  entries: readonly { readonly key: string; readonly itemId: number }[],
  now: Timestamp,
): Promise<void> {
  for (const part of inParts(entries)) {
    await tx
      .insertInto('identities')
      .values(
        part.map(({ key, itemId }) => ({ feed_id: feedId, key, item_id: itemId, seen_at: now })),
      )
      .onConflict((conflict) => conflict.columns(['feed_id', 'key']).doUpdateSet({ seen_at: now }))
      .execute()
  }
}

function* inParts<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += KEYS_PER_STATEMENT) {
    yield list.slice(at, at + KEYS_PER_STATEMENT)
  }
}
