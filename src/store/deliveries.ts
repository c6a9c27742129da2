import type { Mailbox } from '../core/alert/mailbox.ts'
import type { RetryDecision } from '../core/alert/retry-policy.ts'
import type { SendResult } from '../core/alert/send-result.ts'
import { assertNever } from '../core/assert-never.ts'
import { type SubscriptionId, subscriptionIdOf } from '../core/ids.ts'
import { msOf, type Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
import { insertRows } from './insert-rows.ts'
import type { Db, Schema, Tx } from './schema.ts'

/** Before the end of a delivery: pending, held, sending, uncertain. Its end: sent, suppressed, failed. */
export const DELIVERY_STATES = [
  'pending',
  'held',
  'sending',
  'uncertain',
  'sent',
  'suppressed',
  'failed',
] as const

export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** An attempt to hand one alert to one address, claimed for sending. */
export type Delivery = {
  readonly id: number
  readonly alertId: number
  readonly to: Mailbox
  /** With angle brackets; the same at every attempt. */
  readonly messageId: string
  /** This attempt's number, from 1. */
  readonly attemptCount: number
  readonly firstAttemptAt: Timestamp
  /** Earlier attempts that were refused by 554 without a reason. */
  readonly bareRefusalCount: number
  /** An earlier attempt was uncertain: the server may have the message. */
  readonly mayBeOut: boolean
  /** Row of this attempt. */
  readonly attemptId: number
}

/** What makes Message-IDs unique in the world: this installation and the domain that it sends from. */
export type MessageIds = { readonly installation: string; readonly domain: string }

type DeliveriesToInsert = {
  readonly alertId: number
  readonly to: readonly Mailbox[]
  readonly dueAt: Timestamp
  readonly heldReason: string | null
}

/** One delivery for each address, named once and for all; `knownCount` addresses of the alert have theirs already. */
export async function insertDeliveries(
  tx: Tx,
  wanted: DeliveriesToInsert,
  messageIds: MessageIds,
  now: Timestamp,
  knownCount = 0,
): Promise<void> {
  const stamp = msOf(now).toString(36)
  const rows = wanted.to.map((mailbox, index) => ({
    alert_id: wanted.alertId,
    address: mailbox.address,
    name: mailbox.name,
    state: wanted.heldReason === null ? 'pending' : 'held',
    reason: wanted.heldReason,
    message_id: `<${stamp}.${wanted.alertId}.${knownCount + index + 1}.${messageIds.installation}@${messageIds.domain}>`,
    next_attempt_at: wanted.dueAt,
  }))
  await insertRows(tx, 'deliveries', rows)
}

/** Records what became of an attempt and what follows from it. */
export async function saveSendResult(
  tx: Tx,
  delivery: Delivery,
  result: SendResult,
  decision: RetryDecision,
  now: Timestamp,
): Promise<void> {
  await endAttempt(tx, delivery.attemptId, now, result.kind, responseOf(result))
  const { state, reason, next_attempt_at, finished_at } = columnsAfter(decision, now)
  await updateDelivery(tx, delivery.id, state, reason, next_attempt_at, finished_at)
}

const endAttempt = compileOnce(
  (tx: Tx, attemptId: number, finishedAt: Timestamp, outcome: string, response: string) =>
    tx
      .updateTable('delivery_attempts')
      .set({ finished_at: finishedAt, outcome, response })
      .where('id', '=', attemptId),
)

const updateDelivery = compileOnce(
  (
    tx: Tx,
    id: number,
    state: string,
    reason: string | null,
    nextAttemptAt: string | null,
    finishedAt: string | null,
  ) =>
    tx
      .updateTable('deliveries')
      .set({ state, reason, next_attempt_at: nextAttemptAt, finished_at: finishedAt })
      .where('id', '=', id),
)

/** What a server, or the network, said. */
export function responseOf(result: SendResult): string {
  return 'response' in result ? result.response : result.message
}

/** Ends a claimed delivery without sending it, for instance because its address has left the configuration. */
export async function suppressDelivery(
  tx: Tx,
  delivery: Delivery,
  reason: string,
  now: Timestamp,
): Promise<void> {
  await endAttempt(tx, delivery.attemptId, now, 'suppressed', reason)
  await updateDelivery(tx, delivery.id, 'suppressed', reason, null, now)
}

/** Adds the addresses that the subscription has gained since its alert was opened. */
export async function insertMissingDeliveries(
  tx: Tx,
  wanted: DeliveriesToInsert,
  messageIds: MessageIds,
  now: Timestamp,
): Promise<void> {
  const rows = await selectAddresses(tx, wanted.alertId)
  const known = new Set(rows.map((row) => row.address.toLowerCase()))
  const to = wanted.to.filter((mailbox) => !known.has(mailbox.address.toLowerCase()))
  if (to.length === 0) return
  await insertDeliveries(tx, { ...wanted, to }, messageIds, now, known.size)
}

const selectAddresses = compileOnce((tx: Tx, alertId: number) =>
  tx.selectFrom('deliveries').select('address').where('alert_id', '=', alertId),
)

/** Gives a claimed delivery back, to be held until `until` for a stated reason. */
export async function holdDelivery(
  tx: Tx,
  delivery: Delivery,
  until: Timestamp,
  reason: string,
): Promise<void> {
  await returnDelivery(tx, delivery, until)
  await tx
    .updateTable('deliveries')
    .set({ state: 'held', reason })
    .where('id', '=', delivery.id)
    .execute()
}

/** Gives a claimed delivery back as if it had not been taken: the program stops before anything was sent. */
export async function returnDelivery(tx: Tx, delivery: Delivery, now: Timestamp): Promise<void> {
  await tx.deleteFrom('delivery_attempts').where('id', '=', delivery.attemptId).execute()
  const last = await tx
    .selectFrom('delivery_attempts')
    .select('outcome')
    .where('delivery_id', '=', delivery.id)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  await tx
    .updateTable('deliveries')
    .set({
      state: last?.outcome === 'uncertain' ? 'uncertain' : 'pending',
      next_attempt_at: now,
      attempt_count: delivery.attemptCount - 1,
      ...(delivery.attemptCount === 1 ? { first_attempt_at: null } : {}),
    })
    .where('id', '=', delivery.id)
    .execute()
}

/**
 * Makes attempts of a process that died due again: the server may have the message, so that they are uncertain. Returns
 * how many there were.
 */
export async function recoverDeliveries(tx: Tx, now: Timestamp): Promise<number> {
  const reason = 'the program ended during the attempt'
  await tx
    .updateTable('delivery_attempts')
    .set({ finished_at: now, outcome: 'uncertain', response: reason })
    .where('finished_at', 'is', null)
    .execute()
  const result = await tx
    .updateTable('deliveries')
    .set({ state: 'uncertain', reason, next_attempt_at: now })
    .where('state', '=', 'sending')
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

function columnsAfter(
  decision: RetryDecision,
  now: Timestamp,
): Pick<Schema['deliveries'], 'state' | 'reason' | 'next_attempt_at' | 'finished_at'> {
  switch (decision.kind) {
    case 'sent':
      return { state: 'sent', reason: decision.response, next_attempt_at: null, finished_at: now }
    case 'again':
      return {
        state: decision.state,
        reason: decision.reason,
        next_attempt_at: decision.at,
        finished_at: null,
      }
    case 'failed':
      return { state: 'failed', reason: decision.reason, next_attempt_at: null, finished_at: now }
    default:
      return assertNever(decision)
  }
}

/** Whether any delivery of an alert has another state than this one. */
export async function hasOtherOutcome(
  db: Db,
  alertId: number,
  state: DeliveryState,
): Promise<boolean> {
  const row = await db
    .selectFrom('deliveries')
    .select('id')
    .where('alert_id', '=', alertId)
    .where('state', '<>', state)
    .executeTakeFirst()
  return row !== undefined
}

/** A delivery that was given up; its address in small letters. */
export type FailedDelivery = {
  readonly alertId: number
  readonly subscriptionId: SubscriptionId
  readonly address: string
}

/** The deliveries to subscriptions that were given up since then, oldest first. */
export async function listFailedSince(
  db: Db,
  since: Timestamp,
): Promise<readonly FailedDelivery[]> {
  const rows = await db
    .selectFrom('deliveries as d')
    .innerJoin('alerts as a', 'a.id', 'd.alert_id')
    .select(['d.alert_id', 'd.address', 'a.subscription_id'])
    .where('d.finished_at', '>=', since)
    .where('d.state', '=', 'failed')
    .where('a.subscription_id', 'is not', null)
    .orderBy('d.id')
    .execute()
  return rows.map((row) => ({
    alertId: row.alert_id,
    subscriptionId: subscriptionIdOf(row.subscription_id ?? ''),
    address: row.address.toLowerCase(),
  }))
}
