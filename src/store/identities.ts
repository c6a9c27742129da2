import { sql } from 'kysely'
import type { FeedId } from '../core/ids.ts'
import { msOf, type Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
import { inParts, PART_SIZE } from './in-parts.ts'
import { insertRows } from './insert-rows.ts'
import { bytesOfKey, hexOfKey } from './key-bytes.ts'
import type { Db, Tx } from './schema.ts'
import { listStoredIds } from './stored-ids.ts'
import { type JsonList, jsonOf } from './values-of.ts'

/** Which of these keys a feed has shown before, and the item that each belonged to. */
export async function findKnownKeys(
  db: Db,
  feedId: FeedId,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const known = new Map<string, number>()
  for (const part of inParts(keys, PART_SIZE)) {
    for (const row of await selectKeys(db, feedId, jsonOf(part.map(hexOfKey)))) {
      const key = part[row.place]
      if (key !== undefined) known.set(key, row.item_id)
    }
  }
  return known
}

/** `place`: of the key in the list. */
const selectKeys = compileOnce(
  (_, feedId: string, keys: JsonList<string>) => sql<{ place: number; item_id: number }>`
    select wanted.key as place, item_id
    from json_each(${keys}) wanted cross join identities
      on feed_id = ${feedId} and identities.key = unhex(wanted.value)`,
)

/** Whether a feed has shown anything before; an item's keys outlive it. */
export async function hasKeys(db: Db, feedId: FeedId): Promise<boolean> {
  return (await selectAnyKey(db, feedId)).length > 0
}

const selectAnyKey = compileOnce((db, feedId: string) =>
  db.selectFrom('identities').select('item_id').where('feed_id', '=', feedId).limit(1),
)

/**
 * Remembers that these keys mean these items. A key belongs to the item that carried it last. Of an item that retention has
 * removed it is remembered anew, for as long as if it went today.
 */
export async function rememberKeys(
  tx: Tx,
  feedId: FeedId,
  entries: readonly { readonly key: string; readonly itemId: number }[],
  now: Timestamp,
): Promise<void> {
  const stored = await listStoredIds(tx, [...new Set(entries.map(({ itemId }) => itemId))])
  const seenAt = msOf(now)
  const rows = entries.map(({ key, itemId }) => ({
    feed_id: feedId,
    key: bytesOfKey(key),
    item_id: itemId,
    seen_at: seenAt,
    item_gone_at: stored.has(itemId) ? null : now,
  }))
  await insertRows(tx, 'identities', rows, REMEMBERED_ANEW)
}

const REMEMBERED_ANEW = `on conflict (feed_id, key) do update set
  item_id = excluded.item_id, seen_at = excluded.seen_at, item_gone_at = excluded.item_gone_at`
