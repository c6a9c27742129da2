import type { Settings } from '../config/settings.ts'
import { renderNotice } from '../core/alert/render-notice.ts'
import type { Timestamp } from '../core/time.ts'
import { enqueueAdminNotice, findAlertKind, getAlert } from '../store/alerts.ts'
import { markConditionsUntold } from '../store/conditions.ts'
import { type Delivery, hasOtherOutcome } from '../store/deliveries.ts'
import type { Tx } from '../store/schema.ts'
import type { Deps } from './deps.ts'

type FailedDelivery = {
  readonly delivery: Delivery
  readonly subject: string
  readonly reason: string
}

/**
 * Tells the administrators of a delivery that was given up. A notice that fails itself is told to nobody; what it said of
 * feeds is told anew, if it lasts.
 */
export async function noticeOfFailure(
  tx: Tx,
  deps: Pick<Deps, 'messageIds'>,
  settings: Settings,
  { delivery, subject, reason }: FailedDelivery,
  now: Timestamp,
): Promise<void> {
  if ((await findAlertKind(tx, delivery.alertId)) === 'admin') {
    await tellAgain(tx, delivery.alertId)
    return
  }
  const notice = renderNotice({
    subject: `Not delivered to ${delivery.to.address}: ${subject}`,
    paragraphs: [
      `An alert could not be delivered to ${delivery.to.address} and is not tried again.`,
      `Alert: ${subject}`,
      `Reason: ${reason}`,
      `Attempts: ${delivery.attemptCount}. Message-ID: ${delivery.messageId}`,
      'Correct the address in config.yaml, or the mail settings. "policywatch ledger" shows what was not delivered.',
    ],
  })
  await enqueueAdminNotice(tx, notice, settings.admins, deps.messageIds, now)
}

/** When no administrator was reached. What a notice tells was marked as told when it was made. */
async function tellAgain(tx: Tx, alertId: number): Promise<void> {
  if (await hasOtherOutcome(tx, alertId, 'failed')) return
  const { createdAt } = await getAlert(tx, alertId)
  await markConditionsUntold(tx, createdAt)
}
