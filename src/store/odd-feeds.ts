import { type FeedId, feedIdOf } from '../core/ids.ts'
import type { Db } from './schema.ts'

/** Feeds of which there are few, whoever names them: those that the configuration has lost are among them. */

export type MovedFeed = { readonly feedId: FeedId; readonly adoptedUrl: string }

/** The feeds that are asked at another address than the configured one. */
export async function listMovedFeeds(db: Db): Promise<readonly MovedFeed[]> {
  const rows = await db
    .selectFrom('feeds')
    .select(['id', 'adopted_url'])
    .where('adopted_url', 'is not', null)
    .execute()
  return rows.map((row) => ({ feedId: feedIdOf(row.id), adoptedUrl: row.adopted_url ?? '' }))
}

/** The feeds whose server last asked to come back later. */
export async function listThrottledFeeds(db: Db): Promise<readonly FeedId[]> {
  const rows = await db
    .selectFrom('feeds')
    .select('id')
    .where('retry_at', 'is not', null) // each of them waits, and these have an index
    .where('throttle_count', '>', 0)
    .execute()
  return rows.map((row) => feedIdOf(row.id))
}
