import { type SelectQueryBuilder, sql } from 'kysely'
import type { Item } from '../core/feed/item.ts'
import type { FeedId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { type ArchivePlace, itemOf } from './items.ts'
import type { Db, Schema } from './schema.ts'

export type ArchivePage = {
  readonly before: ArchivePlace
  /** First seen since then; null: from the beginning. */
  readonly since: Timestamp | null
  /** null: of all feeds, also of those that are no longer configured. */
  readonly feedId: FeedId | null
  readonly limit: number
}

/** A page of the archive, last seen first. */
export async function listArchivePage(db: Db, page: ArchivePage): Promise<readonly Item[]> {
  const rows = await selectArchivePage(db, page).selectAll().execute()
  return rows.map(itemOf)
}

/** The rows of a page in its order, for whoever wants some columns alone. */
export function selectArchivePage(
  db: Db,
  { before, since, feedId, limit }: ArchivePage,
): SelectQueryBuilder<Schema, 'items', object> {
  let query = db
    .selectFrom('items')
    .where(sql<boolean>`(first_seen_at, id) < (${before.seenAt}, ${before.id})`) // the index holds both
  if (since !== null) query = query.where('first_seen_at', '>=', since)
  if (feedId !== null) query = query.where('feed_id', '=', feedId)
  return query.orderBy('first_seen_at', 'desc').orderBy('id', 'desc').limit(limit)
}

/** The items of a story with their texts, in the order in which they were seen; not more than `limit`. */
export async function listStoryItems(
  db: Db,
  storyId: number,
  limit: number,
): Promise<readonly Item[]> {
  const rows = await db
    .selectFrom('items')
    .selectAll()
    .where('story_id', '=', storyId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(itemOf)
}
