import { type Selectable, sql } from 'kysely'
import type { Mailbox } from '../core/alert/mailbox.ts'
import type { AlertKind, AlertPlan, Suppression } from '../core/alert/plan-alerts.ts'
import type { RenderedAlert } from '../core/alert/render-alert.ts'
import { type SubscriptionId, subscriptionIdOf } from '../core/ids.ts'
import { addMs, DAY_MS, type Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
import { insertDeliveries, type MessageIds } from './deliveries.ts'
import { addEditToAlert } from './edits.ts'
import { inParts, PART_SIZE } from './in-parts.ts'
import { insertRows } from './insert-rows.ts'
import type { Db, Schema, Tx } from './schema.ts'
import { STILL_GATHERS } from './seal-alert.ts'

/** `admin`: a notice to the administrators, complete when it is made. */
export type StoredAlertKind = AlertKind | 'admin'

/** The decision to tell a subscription about matches. */
export type Alert = {
  readonly id: number
  /** null: for the administrators. */
  readonly subscriptionId: SubscriptionId | null
  readonly kind: StoredAlertKind
  readonly createdAt: Timestamp
  readonly notice: string | null
  /** When it was claimed for its first attempt; null while matches may join. */
  readonly sealedAt: Timestamp | null
  readonly rendered: RenderedAlert | null
}

/**
 * Adds the matches and edits of each plan to the subscription's gathering alert, or opens one with a delivery for each
 * address. What the subscription was already told is left out.
 */
export async function enqueueAlerts(
  tx: Tx,
  plans: readonly AlertPlan[],
  messageIds: MessageIds,
  now: Timestamp,
): Promise<void> {
  for (const plan of plans) {
    const alertId = (await findGathering(tx, plan)) ?? (await openAlert(tx, plan, messageIds, now))
    const rows = plan.matchIds.map((matchId) => ({
      alert_id: alertId,
      match_id: matchId,
      subscription_id: plan.subscriptionId,
    }))
    await insertRows(tx, 'alert_matches', rows, 'on conflict do nothing')
    for (const id of plan.editIds) await addEditToAlert(tx, alertId, id, plan.subscriptionId)
  }
}

/** Records why these matches are told to nobody, or not to this address. */
export async function saveSuppressions(
  tx: Tx,
  suppressions: readonly Suppression[],
  now: Timestamp,
): Promise<void> {
  for (const part of inParts(suppressions, PART_SIZE)) {
    await tx
      .insertInto('suppressions')
      .values(
        part.map((suppression) => ({
          match_id: suppression.matchId,
          subscription_id: suppression.subscriptionId ?? '',
          address: suppression.address ?? '',
          reason: suppression.reason,
          suppressed_at: now,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

export async function findAlert(db: Db, alertId: number): Promise<Alert | null> {
  const [row] = await selectAlert(db, alertId)
  return row === undefined ? null : alertOf(row)
}

const selectAlert = compileOnce((db, alertId: number) =>
  db.selectFrom('alerts').selectAll().where('id', '=', alertId),
)

export async function getAlert(db: Db, alertId: number): Promise<Alert> {
  const alert = await findAlert(db, alertId)
  if (alert === null) throw new Error(`there is no alert ${alertId}`)
  return alert
}

export async function saveRendered(
  tx: Tx,
  alertId: number,
  rendered: RenderedAlert,
): Promise<void> {
  await updateRendered(tx, alertId, rendered.subject, rendered.text, rendered.html)
}

const updateRendered = compileOnce(
  (tx: Tx, alertId: number, subject: string, text: string, html: string) =>
    tx.updateTable('alerts').set({ subject, text, html }).where('id', '=', alertId),
)

/** A message that is complete when it is made: a notice to the administrators, or a proof of life. */
export type FrozenAlert = {
  /** null: for the administrators. */
  readonly subscriptionId: SubscriptionId | null
  readonly kind: 'admin' | 'all-quiet'
  readonly to: readonly Mailbox[]
  readonly rendered: RenderedAlert
}

/** Puts a finished message into the outbox; it is delivered and retried like any other. */
export async function enqueueFrozen(
  tx: Tx,
  { subscriptionId, kind, to, rendered }: FrozenAlert,
  messageIds: MessageIds,
  now: Timestamp,
): Promise<void> {
  if (to.length === 0) return
  const { id } = await tx
    .insertInto('alerts')
    .values({
      subscription_id: subscriptionId,
      kind,
      created_at: now,
      gather_until: now,
      due_at: now,
      sealed_at: now,
      ...rendered,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertDeliveries(tx, { alertId: id, to, dueAt: now, heldReason: null }, messageIds, now)
}

export async function enqueueAdminNotice(
  tx: Tx,
  rendered: RenderedAlert,
  to: readonly Mailbox[],
  messageIds: MessageIds,
  now: Timestamp,
): Promise<void> {
  await enqueueFrozen(tx, { subscriptionId: null, kind: 'admin', to, rendered }, messageIds, now)
}

/** Whether the administrators were told under this subject since then. */
export async function hasAdminNotice(db: Db, subject: string, since: Timestamp): Promise<boolean> {
  const row = await db
    .selectFrom('alerts')
    .select('id')
    .where('subscription_id', 'is', null)
    .where('created_at', '>=', since)
    .where('subject', '=', subject)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function findAlertKind(db: Db, alertId: number): Promise<StoredAlertKind | null> {
  const row = await db
    .selectFrom('alerts')
    .select('kind')
    .where('id', '=', alertId)
    .executeTakeFirst()
  return (row?.kind as StoredAlertKind | undefined) ?? null
}

/** An alert of news waits no longer than this before it is sealed: for quiet hours, which end within a day. */
const LONGEST_WAIT_MS = 2 * DAY_MS

/**
 * How many e-mails of news and edits go out to each of these subscriptions on the day that began at `midnight`, for its
 * budget: those that were closed on it, or are due on it or later.
 */
export async function countAlertsOfDay(
  db: Db,
  subscriptionIds: readonly SubscriptionId[],
  midnight: Timestamp,
  now: Timestamp,
): Promise<ReadonlyMap<SubscriptionId, number>> {
  const counts = new Map<SubscriptionId, number>()
  for (const ids of inParts(subscriptionIds, PART_SIZE)) {
    const rows = await db
      .selectFrom('alerts')
      .select(({ fn }) => ['subscription_id', fn.countAll<number>().as('count')])
      .where('subscription_id', 'in', ids)
      .where('created_at', '>=', addMs(midnight, -LONGEST_WAIT_MS)) // which an index holds
      .where('created_at', '<=', now)
      .where(sql`coalesce(sealed_at, due_at)`, '>=', midnight)
      .where('kind', 'in', ['news', 'edit'])
      .groupBy('subscription_id')
      .execute()
    for (const row of rows) counts.set(subscriptionIdOf(row.subscription_id ?? ''), row.count)
  }
  return counts
}

/** Those of these subscriptions whose next e-mail of news still takes matches in. */
export async function listGatheringSubscriptions(
  db: Db,
  subscriptionIds: readonly SubscriptionId[],
): Promise<ReadonlySet<SubscriptionId>> {
  const gathering = new Set<SubscriptionId>()
  for (const ids of inParts(subscriptionIds, PART_SIZE)) {
    const rows = await db
      .selectFrom('alerts')
      .select('subscription_id')
      .where('subscription_id', 'in', ids)
      .where('kind', '=', 'news')
      .where(STILL_GATHERS)
      .execute()
    for (const row of rows) gathering.add(subscriptionIdOf(row.subscription_id ?? ''))
  }
  return gathering
}

async function findGathering(tx: Tx, plan: AlertPlan): Promise<number | null> {
  const { subscriptionId, kind, itemId, notice } = plan
  // a digest of the budget is none of the schedule
  const [row] = await selectGathering(tx, subscriptionId, kind, itemId, notice === null ? 0 : 1)
  return row?.id ?? null
}

const selectGathering = compileOnce(
  (tx: Tx, subscriptionId: string, kind: string, itemId: number | null, hasNotice: 0 | 1) =>
    tx
      .selectFrom('alerts')
      .select('id')
      .where('subscription_id', '=', subscriptionId)
      .where('kind', '=', kind)
      .where('item_id', 'is', itemId)
      .where(sql<number>`notice is not null`, '=', hasNotice)
      .where(STILL_GATHERS),
)

async function openAlert(
  tx: Tx,
  plan: AlertPlan,
  messageIds: MessageIds,
  now: Timestamp,
): Promise<number> {
  const { subscriptionId, kind, gatherUntil, dueAt, notice, itemId } = plan
  const row = [subscriptionId, kind, now, gatherUntil, dueAt, notice, itemId] as const
  const [opened] = await insertAlert(tx, ...row)
  if (opened === undefined) throw new Error('an alert got no row')
  await insertDeliveries(tx, { ...plan, alertId: opened.id }, messageIds, now)
  return opened.id
}

const insertAlert = compileOnce(
  (
    tx: Tx,
    subscriptionId: string,
    kind: string,
    createdAt: Timestamp,
    gatherUntil: Timestamp,
    dueAt: Timestamp,
    notice: string | null,
    itemId: number | null,
  ) =>
    tx
      .insertInto('alerts')
      .values({
        subscription_id: subscriptionId,
        kind,
        created_at: createdAt,
        gather_until: gatherUntil,
        due_at: dueAt,
        notice,
        item_id: itemId,
      })
      .returning('id'),
)

function alertOf(row: Selectable<Schema['alerts']>): Alert {
  const { subject, text, html } = row
  return {
    id: row.id,
    subscriptionId: row.subscription_id === null ? null : subscriptionIdOf(row.subscription_id),
    kind: row.kind as StoredAlertKind, // kinds and times are written by this file alone
    createdAt: row.created_at as Timestamp,
    notice: row.notice,
    sealedAt: row.sealed_at as Timestamp | null,
    rendered: subject === null || text === null || html === null ? null : { subject, text, html },
  }
}
