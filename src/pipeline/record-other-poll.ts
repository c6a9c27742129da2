import type { Validators } from '../core/feed/fetch-result.ts'
import { backoffUntil, type FeedState, throttleMsOf } from '../core/feed/poll-policy.ts'
import { addMs, type Timestamp } from '../core/time.ts'
import { saveFeedState, saveHostBlock } from '../store/feeds.ts'
import { appendPoll, type Poll } from '../store/polls.ts'
import type { Tx } from '../store/schema.ts'

/** Records a poll that brought the same as before. A 304 may renew the validators; those that it leaves out stay. */
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
    failureCount: 0,
    retryAt: null,
    validators: {
      etag: validators.etag ?? state.validators.etag,
      lastModified: validators.lastModified ?? state.validators.lastModified,
    },
  })
  await appendPoll(tx, { ...poll, matchCount: 0 })
}

/** Records a poll that brought nothing to read: the feed backs off, and a throttled host is left alone. */
export async function recordFailedPoll(
  tx: Tx,
  state: FeedState,
  poll: Omit<Poll, 'matchCount'>,
  retryAfterMs: number | null,
  now: Timestamp,
): Promise<void> {
  const throttleMs = poll.outcome === 'throttled' ? throttleMsOf(poll.status, retryAfterMs) : null
  if (throttleMs !== null) {
    await saveHostBlock(tx, new URL(state.url).host, addMs(now, throttleMs))
  }
  // coming back later because the server asked for it is not a failure
  const failureCount = throttleMs === null ? state.failureCount + 1 : state.failureCount
  await saveFeedState(tx, {
    ...state,
    lastPolledAt: poll.startedAt,
    lastOutcome: poll.outcome,
    lastMessage: poll.message,
    failureCount,
    retryAt: backoffUntil(failureCount, now),
  })
  await appendPoll(tx, { ...poll, matchCount: 0 })
}
