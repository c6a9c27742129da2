import type { FeedSettings } from '../config/settings.ts'
import { type MovingPoll, moveAfterFailure, moveAfterSuccess } from '../core/feed/decide-move.ts'
import type { NormalizedFeed } from '../core/feed/feed-item.ts'
import { type FeedState, NOT_MOVED, type PollOutcome } from '../core/feed/feed-state.ts'
import { type Fetched, NO_VALIDATORS, type Unchanged } from '../core/feed/fetch-result.ts'
import { freshUntil } from '../core/feed/freshness.ts'
import {
  nextTurn,
  type PollPlan,
  retryAfterFailure,
  retryAfterThrottle,
} from '../core/feed/poll-policy.ts'
import type { Timestamp } from '../core/time.ts'

/** What a poll that succeeds leaves of those that did not. */
const NO_FAILURES = {
  failureCount: 0,
  throttleCount: 0,
  throttledUntil: null,
  retryAt: null,
} satisfies Partial<FeedState>

/**
 * The state that a poll starts from. Another address starts over: nothing was seen there yet, so what it shows is already
 * published. Who the feed is, and the identities of its items, stay known. An address that the old one was already seen to
 * lead to is no other one.
 */
export function stateBefore(
  feed: FeedSettings,
  stored: FeedState | null,
  now: Timestamp,
): FeedState {
  const state = stored === null ? null : withoutFuture(stored, now)
  const fresh: FeedState = {
    feedId: feed.id,
    url: feed.url,
    title: null,
    link: null,
    language: null,
    firstSucceededAt: null,
    lastPolledAt: null,
    lastSucceededAt: null,
    lastOutcome: null,
    outcomeCount: 0,
    lastMessage: null,
    ...NO_FAILURES,
    validators: NO_VALIDATORS,
    bodyHash: null,
    fullAt: null,
    ttlMinutes: null,
    freshUntil: null,
    move: NOT_MOVED,
    lastNewsAt: null,
    quietAfter: null,
    listedItems: [],
  }
  if (state === null) return fresh
  if (state.url === feed.url) return state
  const { move } = state
  const isWhereItLed = feed.url === move.adoptedUrl || (feed.url === move.to && move.count > 0)
  if (isWhereItLed) return { ...state, url: feed.url, move: NOT_MOVED }
  const { title, link, language, lastPolledAt, lastSucceededAt, lastNewsAt } = state
  return { ...fresh, title, link, language, lastPolledAt, lastSucceededAt, lastNewsAt }
}

/** A clock that was ahead is not believed about when news came last: as far as is known that was just now. */
function withoutFuture(state: FeedState, now: Timestamp): FeedState {
  const isAhead = state.lastNewsAt !== null && state.lastNewsAt > now
  return isAhead ? { ...state, lastNewsAt: now, quietAfter: null } : state
}

/** What a poll shows beside its document. */
export type Visited = {
  readonly plan: PollPlan
  readonly asked: MovingPoll['asked']
  readonly startedAt: Timestamp
  readonly endedAt: Timestamp
  readonly answer: Fetched | Unchanged
}

/**
 * The state after a poll whose document is stored; `bodyHash` is null for one of which the end is missing: it is fetched whole
 * next time, as its rest was never read. An empty document shows that nothing was published yet: what comes is news.
 */
export function stateAfter(
  before: FeedState,
  visited: Visited,
  document: NormalizedFeed,
  bodyHash: string | null,
): FeedState {
  const { answer, endedAt } = visited
  return {
    ...stateAfterSuccess({ ...before, ttlMinutes: document.ttlMinutes }, visited, 'stored'),
    title: titleAfter(before, document),
    link: document.link ?? before.link,
    language: document.language ?? before.language,
    firstSucceededAt: before.firstSucceededAt ?? endedAt,
    validators: bodyHash === null ? NO_VALIDATORS : answer.validators,
    bodyHash,
    fullAt: endedAt,
  }
}

/** What the feed calls itself: the last title that it gave. */
export function titleAfter(
  before: FeedState,
  document: Pick<NormalizedFeed, 'title'>,
): string | null {
  return document.title === '' ? before.title : document.title
}

/** The state after a poll that brought the same as before, perhaps with other validators. */
export function stateAfterUnchanged(before: FeedState, visited: Visited): FeedState {
  const { answer, endedAt } = visited
  const itemsAre = before.listedItems.length > 0 ? 'shared' : 'strange'
  return {
    ...stateAfterSuccess(before, visited, 'unchanged'),
    validators: answer.validators,
    fullAt: answer.kind === 'fetched' ? endedAt : before.fullAt,
    move: moveAfterSuccess(before.move, movingPollOf(before, visited, itemsAre)),
  }
}

/** What every poll that read the feed leaves, new or not. */
function stateAfterSuccess(
  before: FeedState,
  { plan, startedAt, endedAt, answer }: Visited,
  outcome: 'stored' | 'unchanged',
): FeedState {
  const { maxAgeSeconds } = answer
  const { ttlMinutes } = before
  const isSaid = maxAgeSeconds !== null || ttlMinutes !== null
  return {
    ...before,
    lastPolledAt: startedAt,
    lastSucceededAt: endedAt,
    ...countOutcome(before, outcome),
    lastMessage: null,
    ...NO_FAILURES,
    freshUntil: isSaid
      ? freshUntil(startedAt, nextTurn(plan, startedAt), maxAgeSeconds, ttlMinutes)
      : null,
  }
}

/** What a poll that read the feed tells of moves. */
export function movingPollOf(
  { url }: FeedState,
  { asked, answer, endedAt }: Visited,
  itemsAre: MovingPoll['itemsAre'],
): MovingPoll {
  return { url, asked, answeredBy: answer.url, movedTo: answer.movedTo, itemsAre, at: endedAt }
}

/** The state after a poll that read nothing. */
export function stateAfterFailure(
  before: FeedState,
  plan: PollPlan,
  outcome: PollOutcome,
  now: Timestamp,
): FeedState {
  const failureCount = before.failureCount + 1
  return {
    ...before,
    ...countOutcome(before, outcome),
    failureCount,
    throttleCount: 0,
    throttledUntil: null,
    retryAt: retryAfterFailure(plan, failureCount, now),
    move: moveAfterFailure(before.move, failureCount),
  }
}

/** The state after an answer that asks to come back later, which is not a failure. */
export function stateAfterThrottle(
  before: FeedState,
  plan: PollPlan,
  until: Timestamp,
  now: Timestamp,
): FeedState {
  const throttleCount = before.throttleCount + 1
  return {
    ...before,
    ...countOutcome(before, 'throttled'),
    throttleCount,
    throttledUntil: until,
    retryAt: retryAfterThrottle(plan, throttleCount, until, now),
    move: moveAfterFailure(before.move, throttleCount),
  }
}

function countOutcome(
  { lastOutcome, outcomeCount }: FeedState,
  outcome: PollOutcome,
): Pick<FeedState, 'lastOutcome' | 'outcomeCount'> {
  return { lastOutcome: outcome, outcomeCount: lastOutcome === outcome ? outcomeCount + 1 : 1 }
}
