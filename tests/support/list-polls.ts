import type { FeedId } from '../../src/core/ids.ts'
import type { Poll } from '../../src/store/polls.ts'
import type { Db } from '../../src/store/schema.ts'

/** The polls of a feed as they were recorded, newest first. */
export async function listPolls(db: Db, feedId: FeedId): Promise<readonly Poll[]> {
  const rows = await db
    .selectFrom('polls')
    .selectAll()
    .where('feed_id', '=', feedId)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    feedId,
    startedAt: row.started_at as Poll['startedAt'],
    durationMs: row.duration_ms,
    outcome: row.outcome as Poll['outcome'],
    status: row.status,
    byteCount: row.byte_count,
    itemCount: row.item_count,
    addedCount: row.added_count,
    revisedCount: row.revised_count,
    matchCount: row.match_count,
    message: row.message,
  }))
}
