import { sql } from 'kysely'
import type { SendResult } from '../core/alert/send-result.ts'
import { LONGEST_ATTEMPT_MS } from '../core/alert/smtp-limits.ts'
import { addMs, type Timestamp } from '../core/time.ts'
import { type Delivery, type DeliveryState, responseOf } from './deliveries.ts'
import { DUE_AT } from './due-deliveries.ts'
import type { Db, Tx } from './schema.ts'

/** Whether a delivery may be sent at once or once more rests on this. */
export type ResendRow = Pick<Delivery, 'id' | 'alertId' | 'to' | 'messageId'> & {
  readonly state: DeliveryState
  readonly reason: string | null
  /** null for what has ended. */
  readonly nextAttemptAt: Timestamp | null
}

export async function findDelivery(db: Db, deliveryId: number): Promise<ResendRow | null> {
  const row = await db
    .selectFrom('deliveries as d')
    .innerJoin('alerts as a', 'a.id', 'd.alert_id')
    .select(['d.id', 'd.alert_id', 'd.address', 'd.name', 'd.message_id', 'd.state', 'd.reason'])
    .select(DUE_AT.as('due_at'))
    .where('d.id', '=', deliveryId)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    id: row.id,
    alertId: row.alert_id,
    to: { name: row.name, address: row.address },
    messageId: row.message_id,
    state: row.state as DeliveryState, // the column's check
    reason: row.reason,
    nextAttemptAt: row.due_at,
  }
}

/**
 * Makes a delivery due now, whatever it waits for, under the Message-ID that it has. One that was given up has its days of
 * patience anew.
 */
export async function makeDueNow(
  tx: Tx,
  { id, alertId }: ResendRow,
  now: Timestamp,
): Promise<void> {
  await sql`
    update deliveries set
      first_attempt_at = iif(state = 'failed', null, first_attempt_at),
      state = iif(state = 'uncertain', state, 'pending'),
      reason = iif(state = 'uncertain', reason, null),
      next_attempt_at = ${now}, finished_at = null
    where id = ${id} and state in ('pending', 'held', 'uncertain', 'failed')`.execute(tx)
  await sql`
    update alerts set due_at = min(due_at, ${now}), gather_until = min(gather_until, ${now})
    where id = ${alertId} and sealed_at is null`.execute(tx)
}

/** Opens a row for one more attempt at what was delivered; null while another one lasts. */
export async function beginRepeat(
  tx: Tx,
  { id, messageId }: ResendRow,
  now: Timestamp,
): Promise<number | null> {
  await endUnrecorded(tx, id, now)
  const { numUpdatedRows } = await tx
    .updateTable('deliveries')
    .set({ attempt_count: sql<number>`attempt_count + 1` })
    .where('id', '=', id)
    .where('state', '=', 'sent')
    .where(
      sql<boolean>`not exists (
        select 1 from delivery_attempts t where t.delivery_id = ${id} and t.finished_at is null)`,
    )
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return null
  const attempt = await tx
    .insertInto('delivery_attempts')
    .values({ delivery_id: id, message_id: messageId, started_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return attempt.id
}

/** An attempt whose result could not be written, on a full disk, must not stand in the way of all later ones. */
async function endUnrecorded(tx: Tx, deliveryId: number, now: Timestamp): Promise<void> {
  await tx
    .updateTable('delivery_attempts')
    .set({
      finished_at: now,
      outcome: 'uncertain',
      response: 'what became of it could not be recorded',
    })
    .where('delivery_id', '=', deliveryId)
    .where('finished_at', 'is', null)
    .where('started_at', '<', addMs(now, -LONGEST_ATTEMPT_MS))
    .where(
      sql<boolean>`exists (select 1 from deliveries d where d.id = delivery_id and d.state = 'sent')`,
    )
    .execute()
}

/** Records what became of it; the delivery stays what it is. */
export async function endRepeat(
  tx: Tx,
  attemptId: number,
  result: SendResult,
  now: Timestamp,
): Promise<void> {
  await tx
    .updateTable('delivery_attempts')
    .set({ finished_at: now, outcome: result.kind, response: responseOf(result) })
    .where('id', '=', attemptId)
    .execute()
}
