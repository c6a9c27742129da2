import type { FeedState } from '../core/feed/feed-state.ts'
import { ARRIVALS_LOOKED_AT, quietAfter } from '../core/feed/rhythm.ts'
import type { Timestamp } from '../core/time.ts'
import { listArrivals } from '../store/arrivals.ts'
import type { Db } from '../store/schema.ts'

/** When no news by then is unlike a feed, by what it has brought so far. */
export async function findQuietAfter(
  db: Db,
  { feedId, firstSucceededAt, lastNewsAt }: FeedState,
  now: Timestamp,
): Promise<Timestamp> {
  const arrivals = await listArrivals(db, feedId, ARRIVALS_LOOKED_AT, now)
  const newest = arrivals.toSorted().at(-1) ?? null // published dates stand among them
  return quietAfter(arrivals, lastNewsAt ?? newest, firstSucceededAt ?? now)
}
