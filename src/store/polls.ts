import type { PollOutcome } from '../core/feed/feed-state.ts'
import { type FeedId, feedIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { insertRows } from './insert-rows.ts'
import type { Db, Tx } from './schema.ts'
import { valuesOf } from './values-of.ts'

/** One visit to a feed with its outcome; counts are of items, `byteCount` is of the decompressed body. */
export type Poll = {
  readonly feedId: FeedId
  readonly startedAt: Timestamp
  readonly durationMs: number
  readonly outcome: PollOutcome
  readonly status: number | null
  readonly byteCount: number
  readonly itemCount: number
  readonly addedCount: number
  readonly revisedCount: number
  readonly matchCount: number
  /** What went wrong, or what was odd; null when nothing was. */
  readonly message: string | null
}

export async function appendPoll(tx: Tx, poll: Poll): Promise<void> {
  await appendPolls(tx, [poll])
}

export async function appendPolls(tx: Tx, polls: readonly Poll[]): Promise<void> {
  await insertRows(
    tx,
    'polls',
    polls.map((poll) => ({
      feed_id: poll.feedId,
      started_at: poll.startedAt,
      duration_ms: poll.durationMs,
      outcome: poll.outcome,
      status: poll.status,
      byte_count: poll.byteCount,
      item_count: poll.itemCount,
      added_count: poll.addedCount,
      revised_count: poll.revisedCount,
      match_count: poll.matchCount,
      message: poll.message,
    })),
  )
}

/** How often each of these feeds was visited and answered, from `since` on and before `until`; feeds that never did are left out. */
export async function countAnswers(
  db: Db,
  feedIds: readonly FeedId[],
  since: Timestamp,
  until: Timestamp,
): Promise<ReadonlyMap<FeedId, number>> {
  const rows = await db
    .selectFrom('polls')
    .select(({ fn }) => ['feed_id', fn.countAll<number>().as('count')])
    .where('feed_id', 'in', valuesOf(feedIds))
    .where('started_at', '>=', since)
    .where('started_at', '<', until)
    .where('outcome', 'in', ['stored', 'unchanged'])
    .groupBy('feed_id')
    .execute()
  return new Map(rows.map((row) => [feedIdOf(row.feed_id), row.count]))
}

/** The polls of a feed that began before an instant, the newest first; null begins with the last one. */
export async function listPolls(
  db: Db,
  feedId: FeedId,
  before: Timestamp | null,
  limit: number,
): Promise<readonly Poll[]> {
  const rows = await db
    .selectFrom('polls')
    .selectAll()
    .where('feed_id', '=', feedId)
    .$if(before !== null, (query) => query.where('started_at', '<', before ?? ''))
    .orderBy('started_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    feedId,
    startedAt: row.started_at as Timestamp, // times and outcomes are written by appendPolls alone
    durationMs: row.duration_ms,
    outcome: row.outcome as PollOutcome,
    status: row.status,
    byteCount: row.byte_count,
    itemCount: row.item_count,
    addedCount: row.added_count,
    revisedCount: row.revised_count,
    matchCount: row.match_count,
    message: row.message,
  }))
}
