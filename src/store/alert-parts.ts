import type { AlertPart } from '../core/alert/alert-content.ts'
import type { RenderedAlert } from '../core/alert/render-alert.ts'
import type { Timestamp } from '../core/time.ts'
import type { Alert } from './alerts.ts'
import { insertDeliveries, type MessageIds } from './deliveries.ts'
import { moveEdits } from './edits.ts'
import { inParts, PART_SIZE } from './in-parts.ts'
import type { Tx } from './schema.ts'

/** Names an alert as one part of several. */
export async function savePart(tx: Tx, alertId: number, part: AlertPart): Promise<void> {
  await tx
    .updateTable('alerts')
    .set({ part_number: part.number, part_count: part.count })
    .where('id', '=', alertId)
    .execute()
}

/** Rows of what an alert tells. */
export type TellingRows = {
  readonly matchIds: readonly number[]
  readonly editIds: readonly number[]
}

/** Takes matches and edits out of an alert, for another one to tell them; it was not closed with them then. */
export async function removeFromAlert(
  tx: Tx,
  alertId: number,
  { matchIds, editIds }: TellingRows,
): Promise<void> {
  for (const ids of inParts(matchIds, PART_SIZE)) {
    const { numDeletedRows } = await tx
      .deleteFrom('alert_matches')
      .where('alert_id', '=', alertId)
      .where('match_id', 'in', ids)
      .executeTakeFirstOrThrow()
    await tx
      .updateTable('alerts')
      .set(({ eb }) => ({
        sealed_match_count: eb('sealed_match_count', '-', Number(numDeletedRows)),
      }))
      .where('id', '=', alertId)
      .execute()
  }
  for (const ids of inParts(editIds, PART_SIZE)) {
    await tx
      .deleteFrom('alert_edits')
      .where('alert_id', '=', alertId)
      .where('edit_id', 'in', ids)
      .execute()
  }
}

/** A further e-mail of an alert, frozen. */
type FurtherPart = { readonly part: AlertPart; readonly rendered: RenderedAlert }

/** Moves matches and edits that do not fit one e-mail into a further part to the same addresses, which is due at once. */
export async function insertPart(
  tx: Tx,
  alert: Alert,
  { part, rendered }: FurtherPart,
  { matchIds, editIds }: TellingRows,
  messageIds: MessageIds,
  now: Timestamp,
): Promise<void> {
  const { id } = await tx
    .insertInto('alerts')
    .values({
      subscription_id: alert.subscriptionId,
      kind: alert.kind,
      created_at: alert.createdAt,
      gather_until: now,
      due_at: now,
      notice: alert.notice,
      part_number: part.number,
      part_count: part.count,
      ...rendered,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const to = await tx
    .selectFrom('deliveries')
    .select(['name', 'address'])
    .where('alert_id', '=', alert.id)
    .orderBy('id')
    .execute()
  await insertDeliveries(tx, { alertId: id, to, dueAt: now, heldReason: null }, messageIds, now)
  for (const ids of inParts(matchIds, PART_SIZE)) {
    await tx
      .updateTable('alert_matches')
      .set({ alert_id: id })
      .where('alert_id', '=', alert.id)
      .where('match_id', 'in', ids)
      .execute()
  }
  await moveEdits(tx, alert.id, id, editIds)
}
