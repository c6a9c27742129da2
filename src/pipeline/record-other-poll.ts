import type { FeedSettings } from '../config/settings.ts'
import type { FeedState } from '../core/feed/feed-state.ts'
import type { PollPlan } from '../core/feed/poll-policy.ts'
import type { Timestamp } from '../core/time.ts'
import { saveFeedState, saveHostBlock } from '../store/feeds.ts'
import { appendPoll, type Poll } from '../store/polls.ts'
import type { Tx } from '../store/schema.ts'
import {
  stateAfterFailure,
  stateAfterThrottle,
  stateAfterUnchanged,
  type Visited,
} from './feed-state.ts'
import { findQuietAfter } from './find-quiet-after.ts'
import { recordFailing, recordThrottled, recordWell } from './record-conditions.ts'

/** Records a poll that brought the same as before, perhaps with other validators. */
export async function recordUnchangedPoll(
  tx: Tx,
  before: FeedState,
  visited: Visited,
  poll: Omit<Poll, 'matchCount'>,
): Promise<void> {
  const { answer, endedAt } = visited
  const after = stateAfterUnchanged(before, visited)
  const state = {
    ...after,
    quietAfter: after.quietAfter ?? (await findQuietAfter(tx, after, endedAt)),
  }
  await recordWell(tx, state, answer, null, endedAt)
  await saveFeedState(tx, state)
  await appendPoll(tx, { ...poll, matchCount: 0 })
}

/** A host that wants to be left alone, perhaps one that a redirect led to, and until when. */
export type Throttle = { readonly host: string; readonly until: Timestamp }

/**
 * Records a poll that brought nothing to read: the feed backs off; a host that asked for it is left alone, and so is a
 * feed that redirects to it.
 */
export async function recordFailedPoll(
  tx: Tx,
  feed: FeedSettings,
  plan: PollPlan,
  before: FeedState,
  poll: Omit<Poll, 'matchCount'>,
  throttle: Throttle | null,
  now: Timestamp,
): Promise<void> {
  const { startedAt: lastPolledAt, message: lastMessage, outcome } = poll
  const last = { lastPolledAt, lastMessage }
  if (throttle === null) {
    const state = { ...stateAfterFailure(before, plan, outcome, now), ...last }
    await recordFailing(tx, feed, state, poll.status, now)
    await saveFeedState(tx, state)
  } else {
    const until = await saveHostBlock(tx, throttle.host, throttle.until, now)
    const state = { ...stateAfterThrottle(before, plan, until, now), ...last }
    await recordThrottled(tx, throttle.host, until, state.throttleCount, lastMessage, now)
    await saveFeedState(tx, state)
  }
  await appendPoll(tx, { ...poll, matchCount: 0 })
}
