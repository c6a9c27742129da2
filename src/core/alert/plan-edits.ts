import type { SubscriptionId } from '../ids.ts'
import { addMs, type Timestamp } from '../time.ts'
import {
  type AlertPlan,
  decideWhen,
  LONGEST_GATHERING_MS,
  type Subscriber,
  type SubscriptionLoad,
} from './plan-alerts.ts'

/** An edit that a subscription wants to hear of. */
export type EditToTell = {
  readonly editId: number
  readonly itemId: number
  readonly subscriber: Subscriber
}

/**
 * When the edits of stories that were told are told: each by an e-mail of its own, which stands beneath the one that it is
 * about, or in the next digest where the subscription has digests or has used its budget up.
 */
export function planEdits(
  edits: readonly EditToTell[],
  load: SubscriptionLoad,
  timezone: string,
  now: Timestamp,
): readonly AlertPlan[] {
  const sentToday = new Map<SubscriptionId, number>(load.sentToday)
  return edits.map(({ editId, itemId, subscriber }) => {
    const { id, to } = subscriber
    const when = decideWhen(subscriber, 'edit', { ...load, sentToday }, timezone, now)
    if (when.kind === 'edit') sentToday.set(id, (sentToday.get(id) ?? 0) + 1)
    return {
      subscriptionId: id,
      to,
      matchIds: [],
      editIds: [editId],
      itemId: when.kind === 'edit' ? itemId : null,
      gatherUntil: addMs(now, LONGEST_GATHERING_MS),
      ...when,
    }
  })
}
