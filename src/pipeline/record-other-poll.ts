import type { Validators } from '../core/feed/fetch-result.ts'
import {
  type FeedState,
  type PollPlan,
  retryAfterFailure,
  retryAfterThrottle,
} from '../core/feed/poll-policy.ts'
import type { Timestamp } from '../core/time.ts'
import { saveFeedState, saveHostBlock } from '../store/feeds.ts'
import { appendPoll, type Poll } from '../store/polls.ts'
import type { Tx } from '../store/schema.ts'
import { NO_FAILURES } from './feed-state.ts'

/** Records a poll that brought the same as before, perhaps with other validators. */
export async function recordUnchangedPoll(
  tx: Tx,
  state: FeedState,
  validators: Validators,
  poll: Omit<Poll, 'matchCount'>,
  now: Timestamp,
): Promise<void> {
  await saveFeedState(tx, {
    ...state,
    lastPolledAt: poll.startedAt,
    lastSucceededAt: now,
    lastOutcome: poll.outcome,
    lastMessage: null,
    ...NO_FAILURES,
    validators,
  })
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
  plan: PollPlan,
  state: FeedState,
  poll: Omit<Poll, 'matchCount'>,
  throttle: Throttle | null,
  now: Timestamp,
): Promise<void> {
  const waits =
    throttle === null
      ? countFailure(plan, state, now)
      : countThrottle(plan, state, await saveHostBlock(tx, throttle.host, throttle.until, now), now)
  await saveFeedState(tx, {
    ...state,
    lastPolledAt: poll.startedAt,
    lastOutcome: poll.outcome,
    lastMessage: poll.message,
    ...waits,
  })
  await appendPoll(tx, { ...poll, matchCount: 0 })
}

type Waits = Pick<FeedState, 'failureCount' | 'throttleCount' | 'throttledUntil' | 'retryAt'>

function countFailure(plan: PollPlan, state: FeedState, now: Timestamp): Waits {
  const failureCount = state.failureCount + 1
  const retryAt = retryAfterFailure(plan, failureCount, now)
  return { failureCount, throttleCount: 0, throttledUntil: null, retryAt }
}

/** Coming back later because the server asked for it is not a failure. */
function countThrottle(plan: PollPlan, state: FeedState, until: Timestamp, now: Timestamp): Waits {
  const { failureCount } = state
  const throttleCount = state.throttleCount + 1
  const retryAt = retryAfterThrottle(plan, throttleCount, until, now)
  return { failureCount, throttleCount, throttledUntil: until, retryAt }
}
