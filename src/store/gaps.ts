import { type FeedId, feedIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
import type { Db, Tx } from './schema.ts'

/** A stretch of time in which a feed may have published items that were never seen. */
export type Gap = {
  readonly feedId: FeedId
  readonly from: Timestamp
  readonly until: Timestamp
}

export async function appendGap(tx: Tx, gap: Gap): Promise<void> {
  await tx
    .insertInto('gaps')
    .values({ feed_id: gap.feedId, from_at: gap.from, until_at: gap.until })
    .execute()
}

/** Gaps that were noticed since `since`, oldest first. */
export async function listGaps(db: Db, since: Timestamp): Promise<readonly Gap[]> {
  const rows = await selectGaps(db, since)
  return rows.map((row) => ({
    feedId: feedIdOf(row.feed_id),
    from: row.from_at as Timestamp, // written by appendGap alone
    until: row.until_at as Timestamp,
  }))
}

const selectGaps = compileOnce((db, since: Timestamp) =>
  db.selectFrom('gaps').selectAll().where('until_at', '>=', since).orderBy('id'),
)
