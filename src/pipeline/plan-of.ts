import type { FeedSettings } from '../config/settings.ts'
import { pollDelayMs } from '../core/feed/poll-delay.ts'
import type { PollPlan } from '../core/feed/poll-policy.ts'

/** When a feed is to be polled; `delayShare` (0 to 1) is the installation's own. */
export function planOf({ url, schedule, timezone }: FeedSettings, delayShare: number): PollPlan {
  return { url, schedule, timezone, delayMs: pollDelayMs(schedule, timezone, delayShare) }
}
