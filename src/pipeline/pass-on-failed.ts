import type { Settings } from '../config/settings.ts'
import { addMs, DAY_MS, type Timestamp } from '../core/time.ts'
import { markConditionsUntold } from '../store/conditions.ts'
import { insertMissingDeliveries, listFailedSince, type MessageIds } from '../store/deliveries.ts'
import {
  forgetFailing,
  listFailedNotices,
  listFailingAddresses,
  markFailingUntold,
} from '../store/failing-addresses.ts'
import type { Tx } from '../store/schema.ts'

/** An address may be corrected for as long as others are tried. */
const CORRECTED_WITHIN_MS = 5 * DAY_MS

/**
 * Alerts that were given up because of an address that has left its subscription since go to the addresses that came in its
 * place: somebody has corrected it. An address that nobody is to be written to at fails no longer.
 */
export async function passOnFailed(
  tx: Tx,
  settings: Settings,
  messageIds: MessageIds,
  now: Timestamp,
): Promise<void> {
  for (const failed of await listFailedSince(tx, addMs(now, -CORRECTED_WITHIN_MS))) {
    const to = settings.subscriptions.get(failed.subscriptionId)?.to ?? []
    const isAsked = to.some(({ address }) => address.toLowerCase() === failed.address)
    if (to.length === 0 || isAsked) continue
    const wanted = { alertId: failed.alertId, to, dueAt: now, heldReason: null }
    await insertMissingDeliveries(tx, wanted, messageIds, now)
  }
  await tellNewAdmins(tx, settings, addMs(now, -CORRECTED_WITHIN_MS))
  const asked = new Set(
    [...settings.subscriptions.values()].flatMap(({ to }) =>
      to.map(({ address }) => address.toLowerCase()),
    ),
  )
  const left = (await listFailingAddresses(tx)).filter(({ address }) => !asked.has(address))
  await forgetFailing(
    tx,
    left.map(({ address }) => address),
  )
}

/** What was told to an administrator who was refused, and is none any more, is told to those who are. */
async function tellNewAdmins(tx: Tx, { admins }: Settings, since: Timestamp): Promise<void> {
  const asked = new Set(admins.map(({ address }) => address.toLowerCase()))
  for (const { address, toldAt } of await listFailedNotices(tx, since)) {
    if (asked.has(address)) continue
    await markConditionsUntold(tx, toldAt)
    await markFailingUntold(tx, toldAt)
  }
}
