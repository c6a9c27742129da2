import { type SubscriptionId, subscriptionIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import type { DeliveryState } from './deliveries.ts'
import { DUE_AT, IS_OPEN } from './due-deliveries.ts'
import type { Db } from './schema.ts'

/** A delivery that waits for a reason, or was given up. */
export type TroubledDelivery = {
  readonly id: number
  readonly alertId: number
  /** null: for the administrators. */
  readonly subscriptionId: SubscriptionId | null
  readonly address: string
  readonly state: DeliveryState
  readonly reason: string
  /** null for what failed. */
  readonly nextAttemptAt: Timestamp | null
}

/** What failed since then, then what waits, the earliest first. */
export async function listTroubledDeliveries(
  db: Db,
  since: Timestamp,
  limit: number,
): Promise<readonly TroubledDelivery[]> {
  const all = db
    .selectFrom('deliveries as d')
    .innerJoin('alerts as a', 'a.id', 'd.alert_id')
    .select(['d.id', 'd.alert_id', 'a.subscription_id', 'd.address', 'd.state', 'd.reason'])
    .select(DUE_AT.as('due_at'))
    .limit(limit)
  const failed = await all
    .where('d.finished_at', '>=', since)
    .where('d.state', '=', 'failed')
    .orderBy('d.finished_at', 'desc')
    .execute()
  const waiting = await all
    .where(IS_OPEN)
    .where('d.reason', 'is not', null)
    .orderBy('d.next_attempt_at')
    .execute()
  return [...failed, ...waiting].slice(0, limit).map((row) => ({
    id: row.id,
    alertId: row.alert_id,
    subscriptionId: row.subscription_id === null ? null : subscriptionIdOf(row.subscription_id),
    address: row.address,
    state: row.state as DeliveryState, // the column's check
    reason: row.reason ?? '',
    nextAttemptAt: row.state === 'failed' ? null : row.due_at,
  }))
}
