import type { FeedId } from '../ids.ts'
import { previousOccurrence } from '../schedule.ts'
import { addMs, HOUR_MS, MINUTE_MS, type Timestamp } from '../time.ts'
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
  /** Not to be polled before this instant: backing off, or asked to come back later. */
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

type PollPlan = {
  readonly url: string
  readonly schedule: string
  readonly timezone: string
}

/**
 * Whether a feed is polled now. By schedule: when an occurrence has passed since the last poll, so that a restart polls
 * nothing twice and skips nothing. By hand: at once. Either way not before a server's Retry-After has passed
 * (`hostBlockedUntil`), and by schedule not while a broken feed backs off.
 */
export function decidePoll(
  plan: PollPlan,
  state: FeedState | null,
  hostBlockedUntil: Timestamp | null,
  trigger: PollTrigger,
  now: Timestamp,
): PollDecision {
  if (hostBlockedUntil !== null && hostBlockedUntil > now) {
    return { kind: 'skip', reason: 'the server asked to come back later', until: hostBlockedUntil }
  }
  const known = state !== null && state.url === plan.url ? state : null
  if (trigger === 'schedule' && known !== null) {
    if (known.retryAt !== null && known.retryAt > now) {
      return { kind: 'skip', reason: 'it failed and backs off', until: known.retryAt }
    }
    const due = previousOccurrence(plan.schedule, plan.timezone, now)
    if (due === null || (known.lastPolledAt !== null && known.lastPolledAt >= due)) {
      return { kind: 'skip', reason: 'its schedule has not come round', until: null }
    }
  }
  return { kind: 'poll', validators: known?.bodyHash == null ? null : known.validators }
}

const FIRST_BACKOFF_MS = 5 * MINUTE_MS
/** Polling a broken feed never stops; it becomes this rare at most. */
const LONGEST_BACKOFF_MS = 6 * HOUR_MS
/** Asked to come back later without saying when. */
const THROTTLE_MS = 15 * MINUTE_MS

/**
 * Until when a feed that has now failed `failureCount` times in a row is left alone; null: it may be polled at the next
 * tick, which a single failure does not change.
 */
export function backoffUntil(failureCount: number, now: Timestamp): Timestamp | null {
  if (failureCount < 2) return null
  return addMs(
    now,
    Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(failureCount - 2, 10), LONGEST_BACKOFF_MS),
  )
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
