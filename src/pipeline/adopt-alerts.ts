import type { Settings } from '../config/settings.ts'
import type { SubscriptionId } from '../core/ids.ts'
import { copyOptOuts } from '../store/opt-outs.ts'
import {
  giveAlertTo,
  isToldBy,
  listOrphanedAlerts,
  type OrphanedAlert,
} from '../store/orphaned-alerts.ts'
import type { Db, Tx } from '../store/schema.ts'

/**
 * A subscription that is renamed is another one in the configuration, and what waited for the old name would be told to
 * nobody: a rule hits a story once. So an alert of a subscription that is gone goes to the one that has come in its
 * place: it takes the alert's rules, writes to one of its addresses, and tells none of its matches itself. Where there
 * are several such, or none, the alert ends with its reason. Who unsubscribed from the old one gets nothing of the new one.
 */
export async function adoptAlerts(tx: Tx, settings: Settings): Promise<void> {
  for (const alert of await listOrphanedAlerts(tx, [...settings.subscriptions.keys()])) {
    const [heir, ...others] = await listHeirs(tx, settings, alert)
    if (heir === undefined || others.length > 0) continue
    await giveAlertTo(tx, alert.alertId, heir)
    await copyOptOuts(tx, alert.subscriptionId, heir)
  }
}

async function listHeirs(
  db: Db,
  settings: Settings,
  { alertId, addresses, ruleIds }: OrphanedAlert,
): Promise<readonly SubscriptionId[]> {
  const rules = ruleIds.filter((id) => settings.rules.has(id))
  const wanted = new Set(addresses)
  const heirs: SubscriptionId[] = []
  for (const subscription of settings.subscriptions.values()) {
    const takesItsRules = rules.length > 0 && rules.every((id) => subscription.ruleIds.has(id))
    const hasAddress = subscription.to.some(({ address }) => wanted.has(address.toLowerCase()))
    if (!takesItsRules || !hasAddress) continue
    if (!(await isToldBy(db, alertId, subscription.id))) heirs.push(subscription.id)
  }
  return heirs
}
