import type { Settings } from '../config/settings.ts'
import type { SubscriptionLoad } from '../core/alert/plan-alerts.ts'
import type { SubscriptionId } from '../core/ids.ts'
import { previousOccurrence } from '../core/schedule.ts'
import type { Timestamp } from '../core/time.ts'
import { countAlertsOfDay, listGatheringSubscriptions } from '../store/alerts.ts'
import type { Db } from '../store/schema.ts'

/** What these subscriptions have had since midnight, or wait for, for their budgets, and have open. */
export async function readLoad(
  db: Db,
  { timezone }: Pick<Settings, 'timezone'>,
  subscriptionIds: readonly SubscriptionId[],
  now: Timestamp,
): Promise<SubscriptionLoad> {
  const midnight = previousOccurrence('0 0 * * *', timezone, now) ?? now
  return {
    sentToday: await countAlertsOfDay(db, subscriptionIds, midnight, now),
    gathering: await listGatheringSubscriptions(db, subscriptionIds),
  }
}
