import { nextOccurrence, previousOccurrence } from '../schedule.ts'
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS, type Timestamp } from '../time.ts'
import type { FeedState } from './feed-state.ts'
import type { Validators } from './fetch-result.ts'

export type PollTrigger = 'schedule' | 'now'

export type PollDecision =
  | { readonly kind: 'poll'; readonly validators: Validators | null }
  | { readonly kind: 'skip'; readonly reason: string; readonly until: Timestamp | null }

export type PollPlan = {
  /** The configured address. */
  readonly url: string
  readonly schedule: string
  readonly timezone: string
  /** So long after an occurrence it is taken; see poll-delay.ts. */
  readonly delayMs: number
}

/** As long as a server is believed to want to be left alone. Nobody means "next year": the feed would be lost for as long. */
export const LONGEST_WAIT_MS = DAY_MS

/** Whether a wait holds at `now`. What ends later than any wait can was written by a clock that was ahead. */
export function isInForce(until: Timestamp | null, now: Timestamp): until is Timestamp {
  return until !== null && until > now && until <= addMs(now, LONGEST_WAIT_MS)
}

/**
 * Whether a feed is polled now. By schedule: when an occurrence has passed since the last poll, so that a restart polls
 * nothing twice and skips nothing, or when the back-off of a broken feed has ended. By hand: at once. Either way not before
 * a server's Retry-After has passed (the feed's own, or `hostBlockedUntil`).
 */
export function decidePoll(
  plan: PollPlan,
  state: FeedState | null,
  hostBlockedUntil: Timestamp | null,
  trigger: PollTrigger,
  now: Timestamp,
): PollDecision {
  const known = state !== null && state.url === plan.url ? state : null
  const asked = [hostBlockedUntil, known?.throttledUntil ?? null]
    .filter((until) => isInForce(until, now))
    .sort()
    .at(-1)
  if (asked !== undefined) {
    return { kind: 'skip', reason: 'the server asked to come back later', until: asked }
  }
  const wait = trigger === 'now' || known === null ? null : findWait(plan, known, now)
  return wait ?? { kind: 'poll', validators: known === null ? null : validatorsAt(known, now) }
}

/** Some servers say "unchanged" for ever: so often at least the whole document is asked for. */
const FULL_EVERY_MS = 12 * HOUR_MS

/** What goes with the request so that an unchanged document costs nothing; null asks for it whole. */
function validatorsAt(
  { bodyHash, validators, fullAt, lastSucceededAt }: FeedState,
  now: Timestamp,
): Validators | null {
  if (bodyHash === null || fullAt === null || fullAt > now) return null
  // a feed that is polled once a day is asked whole every other time, and not every time
  const wasUnchanged = lastSucceededAt !== null && lastSucceededAt > fullAt
  return wasUnchanged && now >= addMs(fullAt, FULL_EVERY_MS) ? null : validators
}

/** What keeps a feed from being polled by schedule; null when it is due. */
function findWait(
  plan: PollPlan,
  { lastPolledAt, retryAt, freshUntil }: FeedState,
  now: Timestamp,
): Extract<PollDecision, { kind: 'skip' }> | null {
  // a clock that was ahead wrote times that would stop the feed until they come
  if (lastPolledAt === null || lastPolledAt > now) return null
  if (isInForce(retryAt, now)) {
    return { kind: 'skip', reason: 'it failed and backs off', until: retryAt }
  }
  if (retryAt !== null) return null
  if (isInForce(freshUntil, now)) {
    return { kind: 'skip', reason: 'what it gave last is still fresh', until: freshUntil }
  }
  const due = previousTurn(plan, now)
  return due === null || due <= lastPolledAt ? NOT_DUE : null
}

const NOT_DUE = { kind: 'skip', reason: 'its schedule has not come round', until: null } as const

/** When a schedule's last occurrence was taken; null when none was yet. */
function previousTurn(plan: PollPlan, now: Timestamp): Timestamp | null {
  const occurrence = previousOccurrence(plan.schedule, plan.timezone, addMs(now, -plan.delayMs))
  return occurrence === null ? null : addMs(occurrence, plan.delayMs)
}

/** When a schedule's first occurrence is taken that is taken after an instant; null when it never comes round again. */
export function nextTurn(plan: Omit<PollPlan, 'url'>, after: Timestamp): Timestamp | null {
  const occurrence = nextOccurrence(plan.schedule, plan.timezone, addMs(after, -plan.delayMs))
  return occurrence === null ? null : addMs(occurrence, plan.delayMs)
}

/** When a feed is polled next by schedule: `now` when it is due; null when its schedule never comes round again. */
export function findNextPoll(
  plan: PollPlan,
  state: FeedState | null,
  hostBlockedUntil: Timestamp | null,
  now: Timestamp,
): Timestamp | null {
  const decision = decidePoll(plan, state, hostBlockedUntil, 'schedule', now)
  if (decision.kind === 'poll') return now
  return decision.until === null
    ? nextTurn(plan, now)
    : findNextPoll(plan, state, hostBlockedUntil, decision.until)
}

const FIRST_BACKOFF_MS = 5 * MINUTE_MS
/** Polling a broken feed never stops; it becomes this rare at most. */
const LONGEST_BACKOFF_MS = 6 * HOUR_MS
/** Asked to come back later without saying when. */
const THROTTLE_MS = 15 * MINUTE_MS

function backoffUntil(count: number, now: Timestamp): Timestamp {
  const ms = FIRST_BACKOFF_MS * 2 ** Math.min(count - 1, 10)
  return addMs(now, Math.min(ms, LONGEST_BACKOFF_MS))
}

/**
 * When a feed that has now failed `failureCount` times in a row is tried again: ever later, whatever its schedule. A first
 * failure does not keep its schedule from coming round sooner.
 */
export function retryAfterFailure(plan: PollPlan, failureCount: number, now: Timestamp): Timestamp {
  const retryAt = backoffUntil(failureCount, now)
  return failureCount === 1 ? earlierTick(plan, now, retryAt) : retryAt
}

/**
 * When a feed is tried again whose server has now asked `throttleCount` times in a row to come back later, this time at
 * `until`. A server that never says anything else is not asked more often than the schedule and the back-off would.
 */
export function retryAfterThrottle(
  plan: PollPlan,
  throttleCount: number,
  until: Timestamp,
  now: Timestamp,
): Timestamp {
  const retryAt = backoffUntil(throttleCount, now)
  return retryAt <= until ? until : earlierTick(plan, until, retryAt)
}

/** The first occurrence after an instant when it comes before `limit`, else `limit`. */
function earlierTick(plan: PollPlan, after: Timestamp, limit: Timestamp): Timestamp {
  const tick = nextTurn(plan, after)
  return tick !== null && tick < limit ? tick : limit
}

const TOO_MANY_REQUESTS = 429

/**
 * For how long a throttled answer asks to leave its whole host alone. null: it names no time and does not speak of too many
 * requests (a plain 503), so that it is a failure of this one address.
 */
export function throttleMsOf(status: number | null, retryAfterMs: number | null): number | null {
  return retryAfterMs ?? (status === TOO_MANY_REQUESTS ? THROTTLE_MS : null)
}

/** When an article that could not be read for the `attempts`-th time is tried again; null: no more. */
export function articleRetryAt(attempts: number, now: Timestamp): Timestamp | null {
  const delay = ARTICLE_RETRY_MS[attempts - 1]
  return delay === undefined ? null : addMs(now, delay)
}

/**
 * When an article is tried again whose server answered its `attempts`-th request with "come back later": at the end of
 * the block, and ever more rarely if that goes on, as some servers say so of a page for ever; null: no more.
 */
export function throttledArticleRetryAt(
  attempts: number,
  blockedUntil: Timestamp,
  now: Timestamp,
): Timestamp | null {
  if (attempts < 2) return blockedUntil
  const retryAt = articleRetryAt(attempts - 1, now)
  return retryAt === null || retryAt > blockedUntil ? retryAt : blockedUntil
}

/** When the articles of a host that did not answer others of its articles are asked for. */
export function silentHostRetryAt(now: Timestamp): Timestamp {
  return addMs(now, SILENT_HOST_MS)
}

/** As long as one failed article waits for its second attempt: a server in trouble is not asked more often. */
const SILENT_HOST_MS = 10 * MINUTE_MS

/** No article waits longer for another try. */
export const LONGEST_ARTICLE_WAIT_MS = 48 * HOUR_MS

const ARTICLE_RETRY_MS: readonly number[] = [
  10 * MINUTE_MS,
  HOUR_MS,
  6 * HOUR_MS,
  24 * HOUR_MS,
  LONGEST_ARTICLE_WAIT_MS,
]
