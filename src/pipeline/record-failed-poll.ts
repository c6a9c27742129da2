import type { FeedSettings, Settings } from '../config/settings.ts'
import type { ConditionSubject } from '../core/feed/condition.ts'
import type { FeedState } from '../core/feed/feed-state.ts'
import type { PollPlan } from '../core/feed/poll-policy.ts'
import type { Timestamp } from '../core/time.ts'
import { saveFeedState, saveHostBlock } from '../store/feeds.ts'
import { appendPoll, type Poll } from '../store/polls.ts'
import type { Tx } from '../store/schema.ts'
import { stateAfterFailure, stateAfterThrottle } from './feed-state.ts'
import { isRefusedAlone, recordFailing, recordThrottled } from './record-conditions.ts'

/** A host that wants to be left alone, perhaps one that a redirect led to, and until when. */
export type Throttle = { readonly host: string; readonly until: Timestamp }

/** A poll that brought nothing to read. */
export type FailedPoll = {
  readonly feed: FeedSettings
  readonly plan: PollPlan
  readonly before: FeedState
  readonly poll: Omit<Poll, 'matchCount'>
  readonly throttle: Throttle | null
}

/**
 * Records a poll that brought nothing to read: the feed backs off; a host that asked for it is left alone, and so is a
 * feed that redirects to it. A host that refuses one address alone for ever keeps nobody else waiting.
 */
export async function recordFailedPoll(
  tx: Tx,
  settings: Settings,
  { feed, plan, before, poll, throttle }: FailedPoll,
  now: Timestamp,
): Promise<void> {
  const { startedAt: lastPolledAt, message: lastMessage, outcome } = poll
  const last = { lastPolledAt, lastMessage }
  if (throttle === null) {
    const state = { ...stateAfterFailure(before, plan, outcome, now), ...last }
    await recordFailing(tx, settings, feed, state, poll.status, now)
    await saveFeedState(tx, state)
  } else {
    const { host } = throttle
    const isAlone = await isRefusedAlone(tx, settings, before, host)
    const until = isAlone ? throttle.until : await saveHostBlock(tx, host, throttle.until, now)
    const state = { ...stateAfterThrottle(before, plan, until, now), ...last }
    const subject: ConditionSubject = isAlone
      ? { kind: 'feed', feedId: feed.id }
      : { kind: 'host', host }
    await recordThrottled(tx, subject, until, state.throttleCount, lastMessage, now)
    await saveFeedState(tx, state)
  }
  await appendPoll(tx, { ...poll, matchCount: 0 })
}
