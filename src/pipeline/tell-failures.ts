import type { Settings } from '../config/settings.ts'
import { noticeOfFailing } from '../core/alert/notice-of-failing.ts'
import { renderNotice } from '../core/alert/render-notice.ts'
import { DAY_MS, msOf, type Timestamp } from '../core/time.ts'
import { enqueueAdminNotice, findAlertKind, getAlert } from '../store/alerts.ts'
import { markConditionsUntold } from '../store/conditions.ts'
import { inTransaction } from '../store/database.ts'
import { type Delivery, hasOtherOutcome } from '../store/deliveries.ts'
import {
  listUntoldFailing,
  markFailingTold,
  markFailingUntold,
  noteFailing,
} from '../store/failing-addresses.ts'
import type { Tx } from '../store/schema.ts'
import type { Deps } from './deps.ts'

/** A notice that was tried for longer was not refused: the mail server was away. */
const TRIED_FOR_LONG_MS = DAY_MS

/**
 * Notes a delivery that was given up, for the administrators to be told. A notice that fails itself is told to nobody. What it
 * said is told anew, if it lasts, where the mail server was away; where the address is refused it would be so again, and
 * waits for that to be corrected (pass-on-failed.ts).
 */
export async function noteFailure(tx: Tx, delivery: Delivery, now: Timestamp): Promise<void> {
  if ((await findAlertKind(tx, delivery.alertId)) === 'admin') {
    const triedForMs = msOf(now) - msOf(delivery.firstAttemptAt)
    if (triedForMs >= TRIED_FOR_LONG_MS) await tellAgain(tx, delivery.alertId)
    return
  }
  await noteFailing(tx, delivery.to.address, delivery.id, now)
}

/**
 * Tells the administrators, in one message, of the addresses to which alerts were given up since they were last told. What is
 * marked as told and the message are one transaction. Returns whether there was anything to tell.
 */
export async function tellFailures(
  deps: Pick<Deps, 'db' | 'messageIds' | 'now'>,
  { admins }: Pick<Settings, 'admins'>,
): Promise<boolean> {
  if (admins.length === 0 || (await listUntoldFailing(deps.db)).length === 0) return false
  return await inTransaction(deps.db, async (tx) => {
    const untold = await listUntoldFailing(tx)
    if (untold.length === 0) return false
    const now = deps.now()
    const unreached = untold.map((failing) => ({
      ...failing,
      alert: failing.subject ?? `alert ${failing.alertId}`,
    }))
    await markFailingTold(tx, now)
    const notice = renderNotice(noticeOfFailing(unreached))
    await enqueueAdminNotice(tx, notice, admins, deps.messageIds, now)
    return true
  })
}

/** When no administrator was reached. What a notice tells was marked as told when it was made. */
async function tellAgain(tx: Tx, alertId: number): Promise<void> {
  if (await hasOtherOutcome(tx, alertId, 'failed')) return
  const { createdAt } = await getAlert(tx, alertId)
  await markConditionsUntold(tx, createdAt)
  await markFailingUntold(tx, createdAt)
}
