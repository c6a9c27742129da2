import { type Selectable, sql } from 'kysely'
import type { Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
import type { Delivery } from './deliveries.ts'
import { isUntriedSince, lastBefore, type OutboxRun } from './outbox-run.ts'
import type { Db, Schema, Tx } from './schema.ts'

/** Word for word the condition of the index on open deliveries; with bound values SQLite would not use it. */
export const IS_OPEN = sql<boolean>`d.state in ('pending', 'held', 'sending', 'uncertain')`

/**
 * When a delivery `d` of an alert `a` is due; null when never. Once an attempt was begun its own next one alone counts:
 * what the alert waited for is over.
 */
export const DUE_AT = sql<Timestamp>`
  iif(a.sealed_at is null, max(d.next_attempt_at, a.gather_until, a.due_at), d.next_attempt_at)` // a maximum of Timestamps

/**
 * Takes the delivery that has waited longest, marks it as being sent and opens a row for the attempt; null when nothing
 * is due. What `run` has attempted itself is left to a later one.
 */
export async function claimDelivery(
  tx: Tx,
  now: Timestamp,
  run: OutboxRun | null,
): Promise<Delivery | null> {
  const [row] = await takeDue(tx, now, lastBefore(run))
  if (row === undefined) return null
  const earlier = await selectTelling(tx, row.id)
  const [attempt] = await insertAttempt(tx, row.id, row.message_id, now)
  if (attempt === undefined) throw new Error('an attempt got no row')
  const mayBeOut = earlier.some(({ outcome }) => outcome === 'uncertain')
  const bareRefusals = earlier.filter(
    ({ outcome, response }) => outcome === 'refused' && response?.startsWith('554'),
  )
  return { ...deliveryOf(row, attempt.id), mayBeOut, bareRefusalCount: bareRefusals.length }
}

const takeDue = compileOnce((tx: Tx, now: Timestamp, lastAttemptId: number) =>
  tx
    .updateTable('deliveries')
    .set({
      state: 'sending',
      reason: null,
      attempt_count: sql<number>`attempt_count + 1`,
      first_attempt_at: sql<string>`coalesce(first_attempt_at, ${now})`,
    })
    .where('id', '=', ({ selectFrom }) =>
      selectFrom('deliveries as d')
        .innerJoin('alerts as a', 'a.id', 'd.alert_id')
        .select('d.id')
        .where(IS_OPEN)
        .where('d.state', '<>', 'sending')
        .where('d.next_attempt_at', '<=', now)
        .where(DUE_AT, '<=', now)
        .where(isUntriedSince(lastAttemptId))
        .orderBy('d.next_attempt_at')
        .orderBy('d.id')
        .limit(1),
    )
    .returningAll(),
)

/** Earlier attempts whose outcome bears on this one. */
const selectTelling = compileOnce((tx: Tx, deliveryId: number) =>
  tx
    .selectFrom('delivery_attempts')
    .select(['outcome', 'response'])
    .where('delivery_id', '=', deliveryId)
    .where('outcome', 'in', ['uncertain', 'refused']),
)

const insertAttempt = compileOnce(
  (tx: Tx, deliveryId: number, messageId: string, startedAt: Timestamp) =>
    tx
      .insertInto('delivery_attempts')
      .values({ delivery_id: deliveryId, message_id: messageId, started_at: startedAt })
      .returning('id'),
)

/** Gathering may make a delivery wait a few seconds longer than the next ones; of these the earliest is looked for. */
const NEXT_ONES = 20

/** The Message-IDs of what has not ended. */
export async function listOpenMessageIds(db: Db): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('deliveries as d')
    .select('d.message_id')
    .where(IS_OPEN)
    .execute()
  return rows.map((row) => row.message_id)
}

/** When the next delivery falls due, as far as is known now; null when nothing waits. */
export async function findNextDueAt(db: Db): Promise<Timestamp | null> {
  const rows = await db
    .selectFrom('deliveries as d')
    .innerJoin('alerts as a', 'a.id', 'd.alert_id')
    .select(DUE_AT.as('at'))
    .where(IS_OPEN)
    .where('d.state', '<>', 'sending')
    .where('d.next_attempt_at', 'is not', null)
    .orderBy('d.next_attempt_at')
    .limit(NEXT_ONES)
    .execute()
  return rows.map(({ at }) => at).toSorted()[0] ?? null
}

/** Since when the delivery is due that has waited longest, also while it is being sent; null when none is due. */
export async function findOldestDueAt(db: Db, now: Timestamp): Promise<Timestamp | null> {
  const row = await db
    .selectFrom('deliveries as d')
    .innerJoin('alerts as a', 'a.id', 'd.alert_id')
    .select(({ fn }) => fn.min<Timestamp | null>(DUE_AT).as('at'))
    .where(IS_OPEN)
    .where('d.next_attempt_at', '<=', now)
    .where(DUE_AT, '<=', now)
    .executeTakeFirst()
  return row?.at ?? null
}

function deliveryOf(
  row: Selectable<Schema['deliveries']>,
  attemptId: number,
): Omit<Delivery, 'mayBeOut' | 'bareRefusalCount'> {
  return {
    id: row.id,
    alertId: row.alert_id,
    to: { name: row.name, address: row.address },
    messageId: row.message_id,
    attemptCount: row.attempt_count,
    firstAttemptAt: row.first_attempt_at as Timestamp, // set by claimDelivery
    attemptId,
  }
}
