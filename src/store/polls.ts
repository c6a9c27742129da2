import type { PollOutcome } from '../core/feed/feed-state.ts'
import type { FeedId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import type { Tx } from './schema.ts'

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
