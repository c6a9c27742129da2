import { sql } from 'kysely'
import { type SubscriptionId, subscriptionIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import type { StoredAlertKind } from './alerts.ts'
import type { DeliveryState } from './deliveries.ts'
import { inParts, PART_SIZE } from './in-parts.ts'
import type { Db } from './schema.ts'

/** An alert as a line of a list. */
export type AlertSummary = {
  readonly id: number
  /** null: for the administrators. */
  readonly subscriptionId: SubscriptionId | null
  readonly kind: StoredAlertKind
  readonly createdAt: Timestamp
  /** null before the first attempt. */
  readonly subject: string | null
  readonly matchCount: number
  /** Its deliveries by state. */
  readonly states: ReadonlyMap<DeliveryState, number>
}

export type Audience =
  | { readonly kind: 'all' }
  /** What no subscription asks for. */
  | { readonly kind: 'administrators' }
  | { readonly kind: 'subscription'; readonly id: SubscriptionId }

export type AlertFilter = {
  /** Alerts with at least one delivery in this state. */
  readonly state: DeliveryState | null
  readonly audience: Audience
  /** Alerts older than this one; null begins with the newest. */
  readonly before: number | null
}

/** The newest first. */
export async function listAlerts(
  db: Db,
  { state, audience, before }: AlertFilter,
  limit: number,
): Promise<readonly AlertSummary[]> {
  let query = db
    .selectFrom('alerts as a')
    .select(['a.id', 'a.subscription_id', 'a.kind', 'a.created_at', 'a.subject'])
    .select(
      sql<number>`(select count(*) from alert_matches m where m.alert_id = a.id)`.as('matches'),
    )
  if (before !== null) query = query.where('a.id', '<', before)
  if (audience.kind === 'administrators') query = query.where('a.subscription_id', 'is', null)
  if (audience.kind === 'subscription') {
    query = query.where('a.subscription_id', '=', audience.id)
  }
  if (state !== null) {
    query = query.where(
      sql<boolean>`exists (select 1 from deliveries d where d.alert_id = a.id and d.state = ${state})`,
    )
  }
  const rows = await query.orderBy('a.id', 'desc').limit(limit).execute()
  const states = await countStates(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({
    id: row.id,
    subscriptionId: row.subscription_id === null ? null : subscriptionIdOf(row.subscription_id),
    kind: row.kind as StoredAlertKind, // kinds and times are written by alerts.ts alone
    createdAt: row.created_at as Timestamp,
    subject: row.subject,
    matchCount: row.matches,
    states: states.get(row.id) ?? new Map(),
  }))
}

async function countStates(
  db: Db,
  alertIds: readonly number[],
): Promise<ReadonlyMap<number, ReadonlyMap<DeliveryState, number>>> {
  const states = new Map<number, Map<DeliveryState, number>>()
  for (const ids of inParts(alertIds, PART_SIZE)) {
    const rows = await db
      .selectFrom('deliveries')
      .select(({ fn }) => ['alert_id', 'state', fn.countAll<number>().as('count')])
      .where('alert_id', 'in', ids)
      .groupBy(['alert_id', 'state'])
      .execute()
    for (const row of rows) {
      const counts = states.get(row.alert_id) ?? new Map<DeliveryState, number>()
      states.set(row.alert_id, counts.set(row.state as DeliveryState, row.count)) // the column's check
    }
  }
  return states
}

/** Subscriptions that ever had an alert. */
export async function listAlertedSubscriptions(db: Db): Promise<readonly SubscriptionId[]> {
  const rows = await db
    .selectFrom('alerts')
    .select('subscription_id')
    .distinct()
    .where('subscription_id', 'is not', null)
    .orderBy('subscription_id')
    .execute()
  return rows.map((row) => subscriptionIdOf(row.subscription_id ?? ''))
}
