import { sql } from 'kysely'
import type { FeedId } from '../core/ids.ts'
import { feedIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import type { DeliveryState } from './deliveries.ts'
import { DUE_AT, IS_OPEN } from './due-deliveries.ts'
import type { Db } from './schema.ts'

/** Deliveries by state; those that have ended are counted when they ended since `since`. */
export async function countDeliveries(
  db: Db,
  since: Timestamp,
): Promise<ReadonlyMap<DeliveryState, number>> {
  const counted = db
    .selectFrom('deliveries as d')
    .select(({ fn }) => ['d.state', fn.countAll<number>().as('count')])
    .groupBy('d.state')
  const rows = await counted
    .where(IS_OPEN)
    .unionAll(counted.where('d.finished_at', '>=', since))
    .execute()
  return new Map(rows.map((row) => [row.state as DeliveryState, row.count])) // the column's check
}

/** Deliveries that ended before an instant, by state. A sum for each state takes half the time of a group. */
export async function countEndedBefore(
  db: Db,
  before: Timestamp,
): Promise<ReadonlyMap<DeliveryState, number>> {
  const { rows } = await sql<{ sent: number; suppressed: number; failed: number }>`
    select coalesce(sum(state = 'sent'), 0) sent, coalesce(sum(state = 'suppressed'), 0) suppressed,
      coalesce(sum(state = 'failed'), 0) failed
    from deliveries where finished_at < ${before}`.execute(db)
  const { sent, suppressed, failed } = rows[0] ?? { sent: 0, suppressed: 0, failed: 0 }
  return new Map([
    ['sent', sent],
    ['suppressed', suppressed],
    ['failed', failed],
  ])
}

/** How many items each feed has in the archive. */
export async function countItems(db: Db): Promise<ReadonlyMap<FeedId, number>> {
  const rows = await db
    .selectFrom('items')
    .select(({ fn }) => ['feed_id', fn.countAll<number>().as('count')])
    .groupBy('feed_id')
    .execute()
  return new Map(rows.map((row) => [feedIdOf(row.feed_id), row.count]))
}

/** A delivery as a person looks at it. */
export type DeliverySummary = {
  readonly at: Timestamp
  /** null: a notice to the administrators. */
  readonly subscription: string | null
  readonly address: string
  /** null before the first attempt. */
  readonly subject: string | null
  readonly state: DeliveryState
  readonly reason: string | null
  /** null for what has ended. */
  readonly nextAttemptAt: Timestamp | null
  readonly messageId: string
}

/** The latest deliveries, newest first. */
export async function listDeliveries(db: Db, limit: number): Promise<readonly DeliverySummary[]> {
  const rows = await db
    .selectFrom('deliveries as d')
    .innerJoin('alerts as a', 'a.id', 'd.alert_id')
    .select(['d.address', 'd.state', 'd.reason', 'd.message_id', 'd.finished_at', 'a.created_at'])
    .select(['a.subscription_id', 'a.subject', DUE_AT.as('due_at')])
    .orderBy('d.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    at: (row.finished_at ?? row.created_at) as Timestamp, // both written from Timestamps
    subscription: row.subscription_id,
    address: row.address,
    subject: row.subject,
    state: row.state as DeliveryState,
    reason: row.reason,
    nextAttemptAt: row.due_at,
    messageId: row.message_id,
  }))
}
