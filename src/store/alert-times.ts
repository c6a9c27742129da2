import { sql } from 'kysely'
import type { AlertKind } from '../core/alert/plan-alerts.ts'
import { type SubscriptionId, subscriptionIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { IS_OPEN } from './due-deliveries.ts'
import type { Db, Tx } from './schema.ts'

/** Ends the gathering for these subscriptions: their feeds have all been polled. Returns how many alerts that frees. */
export async function endGathering(
  tx: Tx,
  subscriptionIds: readonly SubscriptionId[],
  now: Timestamp,
): Promise<number> {
  if (subscriptionIds.length === 0) return 0
  const result = await tx
    .updateTable('alerts')
    .set({ gather_until: now })
    .where('subscription_id', 'in', subscriptionIds)
    .where('sealed_at', 'is', null)
    .where('gather_until', '>', now)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Ends every gathering: the rounds that would have ended them died with their process. */
export async function endAllGathering(tx: Tx, now: Timestamp): Promise<void> {
  await tx
    .updateTable('alerts')
    .set({ gather_until: now })
    .where('sealed_at', 'is', null)
    .where('gather_until', '>', now)
    .execute()
}

/** Treats every digest as due, also those of what was already published. */
export async function hastenDigests(tx: Tx, now: Timestamp): Promise<void> {
  const open = tx
    .selectFrom('alerts')
    .select('id')
    .where('kind', 'in', ['digest', 'already-published'])
    .where('sealed_at', 'is', null)
  await tx
    .updateTable('deliveries')
    .set({ state: 'pending', reason: null, next_attempt_at: now })
    .where('state', '=', 'held')
    .where('next_attempt_at', '>', now)
    .where('alert_id', 'in', open)
    .execute()
  await tx
    .updateTable('alerts')
    .set({ due_at: now })
    .where('due_at', '>', now)
    .where('id', 'in', open)
    .execute()
}

/** An alert with deliveries that are held beyond now. */
export type HeldAlert = {
  readonly alertId: number
  readonly subscriptionId: SubscriptionId
  readonly kind: AlertKind
  /** It is a digest because the budget of its day was used up. */
  readonly isOverBudget: boolean
}

export async function listHeldAlerts(db: Db, now: Timestamp): Promise<readonly HeldAlert[]> {
  const rows = await db
    .selectFrom('deliveries as d')
    .innerJoin('alerts as a', 'a.id', 'd.alert_id')
    .select(['a.id', 'a.subscription_id', 'a.kind', 'a.notice'])
    .distinct()
    .where(IS_OPEN)
    .where('d.state', '=', 'held')
    .where('d.next_attempt_at', '>', now)
    .execute()
  return rows.map((row) => ({
    alertId: row.id,
    subscriptionId: subscriptionIdOf(row.subscription_id ?? ''),
    kind: row.kind as AlertKind, // notices to administrators are not held
    isOverBudget: row.kind === 'digest' && row.notice !== null,
  }))
}

/** Lets an alert that is held beyond `latest` go then. */
export async function hastenHeld(tx: Tx, alertId: number, latest: Timestamp): Promise<void> {
  const result = await tx
    .updateTable('deliveries')
    .set({ next_attempt_at: latest })
    .where('alert_id', '=', alertId)
    .where('state', '=', 'held')
    .where('next_attempt_at', '>', latest)
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) return
  await tx
    .updateTable('alerts')
    .set({ due_at: latest })
    .where('id', '=', alertId)
    .where('due_at', '>', latest)
    .execute()
}

/** Treats every delivery that waits for another try as due. */
export async function hastenRetries(tx: Tx, now: Timestamp): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ next_attempt_at: now })
    .where('state', 'in', ['pending', 'uncertain'])
    .where('attempt_count', '>', 0)
    .where('next_attempt_at', '>', now)
    .execute()
}

/** When the last e-mail of a subscription before this one was closed, so that what it says cannot change; null: there is none. */
export async function findPreviousSeal(
  db: Db,
  subscriptionId: SubscriptionId,
  alertId: number,
  before: Timestamp,
): Promise<Timestamp | null> {
  const row = await db
    .selectFrom('alerts')
    .select(({ fn }) => fn.max('sealed_at').as('at'))
    .where('subscription_id', '=', subscriptionId)
    .where('id', '<>', alertId)
    .where('sealed_at', '<', before)
    .executeTakeFirst()
  return (row?.at ?? null) as Timestamp | null // written by sealAlert alone
}

/** When an alert could go out at the earliest: it had matched, and its digest had come round; null where there is none. */
export async function findAlertReadyAt(db: Db, alertId: number): Promise<Timestamp | null> {
  const row = await db
    .selectFrom('alerts')
    .select(sql<Timestamp>`max(created_at, due_at)`.as('at')) // a maximum of Timestamps
    .where('id', '=', alertId)
    .executeTakeFirst()
  return row?.at ?? null
}
