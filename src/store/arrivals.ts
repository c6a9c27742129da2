import { hasBelievableDate, newsTimeOf } from '../core/feed/doubt-of-date.ts'
import type { FeedId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
import type { Db } from './schema.ts'

/**
 * When the last items of a feed came, newest first; of those that were there at its first poll, when they were published,
 * if that is believable.
 */
export async function listArrivals(
  db: Db,
  feedId: FeedId,
  limit: number,
  now: Timestamp,
): Promise<readonly Timestamp[]> {
  const rows = await selectArrivals(db, feedId, limit, now)
  return rows.flatMap((row) => {
    const firstSeenAt = row.first_seen_at as Timestamp // both written from Timestamps alone
    if (row.was_published === 0) return [firstSeenAt]
    const dated = { published: row.published_at as Timestamp | null, firstSeenAt }
    return hasBelievableDate(dated) ? [newsTimeOf(dated)] : []
  })
}

const selectArrivals = compileOnce((db, feedId: string, limit: number, now: Timestamp) =>
  db
    .selectFrom('items')
    .select(['first_seen_at', 'published_at', 'was_published'])
    .where('feed_id', '=', feedId)
    .where('first_seen_at', '<=', now) // a clock that was ahead is not believed
    .orderBy('first_seen_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit),
)
