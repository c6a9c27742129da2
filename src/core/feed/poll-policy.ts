import type { FeedId } from '../ids.ts'
import { nextOccurrence, previousOccurrence } from '../schedule.ts'
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS, type Timestamp } from '../time.ts'
import type { Validators } from './fetch-result.ts'

/** What is remembered of a feed between polls. */
export type FeedState = {
  readonly feedId: FeedId
  /** The address that the state was learnt from; another address in the configuration starts over. */
  readonly url: string
  readonly title: string | null
  readonly link: string | null
  readonly language: string | null
  /** null: never yet, so that whatever the first success brings was already published. */
  readonly firstSucceededAt: Timestamp | null
  readonly lastPolledAt: Timestamp | null
  readonly lastSucceededAt: Timestamp | null
  readonly lastOutcome: PollOutcome | null
  readonly lastMessage: string | null
  /** Failures in a row. */
  readonly failureCount: number
  /** Answers in a row, the last one among them, by which the server asked to come back later; such an answer is no failure. */
  readonly throttleCount: number
  /** Until when it asked to be left alone, by hand too. */
  readonly throttledUntil: Timestamp | null
  /** After a poll that brought nothing: not polled by schedule before this instant, and then whatever the schedule says. */
  readonly retryAt: Timestamp | null
  readonly validators: Validators
  readonly bodyHash: string | null
}

/** How a poll ended; the `outcome` of its row. */
export type PollOutcome =
  | 'stored' // read, and what it held is in the database
  | 'unchanged' // 304, or the same body as before
  | 'throttled'
  | 'gone'
  | 'failed'
  | 'not-a-feed'
  | 'malformed'

export type PollTrigger = 'schedule' | 'now'

export type PollDecision =
  | { readonly kind: 'poll'; readonly validators: Validators | null }
  | { readonly kind: 'skip'; readonly reason: string; readonly until: Timestamp | null }

export type PollPlan = {
  readonly url: string
  readonly schedule: string
  readonly timezone: string
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
  return wait ?? { kind: 'poll', validators: known?.bodyHash == null ? null : known.validators }
}

/** What keeps a feed from being polled by schedule; null when it is due. */
function findWait(
  plan: PollPlan,
  { lastPolledAt, retryAt }: FeedState,
  now: Timestamp,
): Extract<PollDecision, { kind: 'skip' }> | null {
  // a clock that was ahead wrote times that would stop the feed until they come
  if (lastPolledAt === null || lastPolledAt > now) return null
  if (isInForce(retryAt, now)) {
    return { kind: 'skip', reason: 'it failed and backs off', until: retryAt }
  }
  if (retryAt !== null) return null
  const due = previousOccurrence(plan.schedule, plan.timezone, now)
  return due !== null && lastPolledAt < due
    ? null
    : { kind: 'skip', reason: 'its schedule has not come round', until: null }
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
    ? nextOccurrence(plan.schedule, plan.timezone, now)
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
  const tick = nextOccurrence(plan.schedule, plan.timezone, after)
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

const ARTICLE_RETRY_MS: readonly number[] = [
  10 * MINUTE_MS,
  HOUR_MS,
  6 * HOUR_MS,
  24 * HOUR_MS,
  48 * HOUR_MS,
]
