import { sql } from 'kysely'
import { type FeedId, feedIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import type { Db } from './schema.ts'

/** What came since then; what a new feed listed already was no news. */
export type NewsCounts = {
  readonly items: number
  readonly stories: number
  readonly matches: number
}

/** Matches have no index by time: of this many of the latest those since then are counted. */
const LATEST_MATCHES = 20_000

export async function countNews(db: Db, since: Timestamp): Promise<NewsCounts> {
  const { rows } = await sql<{ items: number; stories: number }>`
    select count(*) items, count(distinct story_id) stories from items
    where first_seen_at >= ${since} and was_published = 0`.execute(db)
  const matches = await sql<{ count: number }>`
    select count(*) count from (select matched_at from matches order by id desc limit ${LATEST_MATCHES})
    where matched_at >= ${since}`.execute(db)
  return {
    items: rows[0]?.items ?? 0,
    stories: rows[0]?.stories ?? 0,
    matches: matches.rows[0]?.count ?? 0,
  }
}

/** How many items of each feed came on a day, by `YYYY-MM-DD`; days and feeds without any are left out. */
export type DayCounts = ReadonlyMap<FeedId, ReadonlyMap<string, number>>

/** Days begin at midnight of the zone that is `offsetMinutes` ahead of UTC. */
export async function countItemsByDay(
  db: Db,
  feedId: FeedId | 'all',
  since: Timestamp,
  offsetMinutes: number,
): Promise<DayCounts> {
  const ofFeed = feedId === 'all' ? sql`` : sql`and feed_id = ${feedId}`
  const { rows } = await sql<{ feed_id: string; day: string; count: number }>`
    select feed_id, date(first_seen_at, ${`${offsetMinutes} minutes`}) day, count(*) count from items
    where first_seen_at >= ${since} and was_published = 0 ${ofFeed}
    group by feed_id, day`.execute(db)
  const counts = new Map<FeedId, Map<string, number>>()
  for (const row of rows) {
    const feed = feedIdOf(row.feed_id)
    const days = counts.get(feed) ?? new Map<string, number>()
    counts.set(feed, days.set(row.day, row.count))
  }
  return counts
}
