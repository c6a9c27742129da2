import type { Settings } from '../config/settings.ts'
import type { ResendDecision } from '../core/alert/decide-resend.ts'
import type { SubscriptionId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import {
  listToldItems,
  listTracedDeliveries,
  type ToldItem,
  type TracedDelivery,
} from '../store/alert-deliveries.ts'
import {
  type AlertFilter,
  type AlertSummary,
  listAlertedSubscriptions,
  listAlerts,
} from '../store/alert-list.ts'
import { type Alert, findAlert } from '../store/alerts.ts'
import type { Db } from '../store/schema.ts'
import { listFeedTitles } from './list-feed-titles.ts'
import { decideFor } from './resend-delivery.ts'

export type AlertsView = {
  readonly alerts: readonly AlertSummary[]
  /** What to ask for to see older ones; null: there are none. */
  readonly olderThan: number | null
  /** Those that are configured, and those that ever had an alert. */
  readonly subscriptions: readonly SubscriptionId[]
}

const ALERTS_PER_PAGE = 50

export async function readAlerts(
  db: Db,
  settings: Settings,
  filter: AlertFilter,
): Promise<AlertsView> {
  const alerts = await listAlerts(db, filter, ALERTS_PER_PAGE + 1)
  const shown = alerts.slice(0, ALERTS_PER_PAGE)
  const known = [...settings.subscriptions.keys(), ...(await listAlertedSubscriptions(db))]
  return {
    alerts: shown,
    olderThan: alerts.length > shown.length ? (shown.at(-1)?.id ?? null) : null,
    subscriptions: [...new Set(known)].sort(),
  }
}

export type AlertView = {
  readonly alert: Alert
  readonly deliveries: readonly AlertDelivery[]
  readonly told: readonly (ToldItem & { readonly feedTitle: string })[]
  /** Whether deliveries or told items are more than are shown. */
  readonly isCut: boolean
}

/** `resend`: what may be done about it now. */
export type AlertDelivery = TracedDelivery & { readonly resend: ResendDecision }

const MOST_SHOWN = 200

/** null when there is no such alert. */
export async function readAlert(
  db: Db,
  settings: Settings,
  alertId: number,
  now: Timestamp,
): Promise<AlertView | null> {
  const alert = await findAlert(db, alertId)
  if (alert === null) return null
  const traced = await listTracedDeliveries(db, alertId, MOST_SHOWN + 1)
  const told = await listToldItems(db, alertId, MOST_SHOWN + 1)
  const titles = await listFeedTitles(db, settings)
  return {
    alert,
    deliveries: await Promise.all(
      traced.slice(0, MOST_SHOWN).map(async (delivery) => ({
        ...delivery,
        resend: await decideFor(db, alert, { ...delivery, address: delivery.to.address }, now),
      })),
    ),
    told: told
      .slice(0, MOST_SHOWN)
      .map((item) => ({ ...item, feedTitle: titles.get(item.feedId) ?? item.feedId })),
    isCut: traced.length > MOST_SHOWN || told.length > MOST_SHOWN,
  }
}
