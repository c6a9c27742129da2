import type { Settings } from '../config/settings.ts'
import { latestDueAt } from '../core/alert/plan-alerts.ts'
import { addMs, type Timestamp } from '../core/time.ts'
import { hastenHeld, listHeldAlerts } from '../store/alert-times.ts'
import type { MessageIds } from '../store/deliveries.ts'
import type { Tx } from '../store/schema.ts'
import { adoptAlerts } from './adopt-alerts.ts'
import { LONGEST_HOLD_MS } from './hold-backlog.ts'
import { passOnFailed } from './pass-on-failed.ts'

/**
 * Judges what waits in the outbox by settings that have come into force: what waits for a subscription that was renamed or
 * failed for a wrong address goes to the right one, and nothing is held longer than the settings say now, for its clock may
 * have been ahead or a digest may come more often.
 */
export async function adoptSettings(
  tx: Tx,
  settings: Settings,
  messageIds: MessageIds,
  now: Timestamp,
): Promise<void> {
  await adoptAlerts(tx, settings)
  await passOnFailed(tx, settings, messageIds, now)
  for (const held of await listHeldAlerts(tx, now)) {
    const { alertId, subscriptionId, kind } = held
    const subscription = settings.subscriptions.get(subscriptionId)
    if (subscription === undefined) continue // ends when its time has come
    // a digest of a subscription that has none any more, or no budget, is news that waits
    const { deliver, budget } = subscription
    const isDigest = deliver.kind === 'digest' || (held.isOverBudget && budget > 0)
    const asKind = kind === 'digest' && !isDigest ? 'news' : kind
    const dueAt = latestDueAt(subscription, asKind, settings.timezone, now)
    const readAt = addMs(now, LONGEST_HOLD_MS)
    const latest = kind === 'already-published' && readAt > dueAt ? readAt : dueAt
    await hastenHeld(tx, alertId, latest)
  }
}
