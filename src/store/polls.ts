import type { PollOutcome } from '../core/feed/poll-policy.ts'
import type { FeedId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import type { Db, Tx } from './schema.ts'

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
  await tx
    .insertInto('polls')
    .values({
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
    })
    .execute()
}

/** The latest polls of a feed, newest first. */
export async function listPolls(db: Db, feedId: FeedId, limit: number): Promise<readonly Poll[]> {
  const rows = await db
    .selectFrom('polls')
    .selectAll()
    .where('feed_id', '=', feedId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    feedId,
    startedAt: row.started_at as Timestamp, // written by appendPoll alone
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
