import type { FeedSettings } from '../config/settings.ts'
import type { NormalizedFeed } from '../core/feed/feed-item.ts'
import { type Fetched, NO_VALIDATORS } from '../core/feed/fetch-result.ts'
import type { FeedState } from '../core/feed/poll-policy.ts'
import type { Timestamp } from '../core/time.ts'

/** What a poll that succeeds leaves of those that did not. */
export const NO_FAILURES = {
  failureCount: 0,
  throttleCount: 0,
  throttledUntil: null,
  retryAt: null,
} satisfies Partial<FeedState>

/**
 * The state that a poll starts from. Another address starts over: nothing was seen there yet, so what it shows is already
 * published. Who the feed is, and the identities of its items, stay known.
 */
export function stateBefore(feed: FeedSettings, state: FeedState | null): FeedState {
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
    lastMessage: null,
    ...NO_FAILURES,
    validators: NO_VALIDATORS,
    bodyHash: null,
  }
  if (state === null) return fresh
  if (state.url === feed.url) return state
  const { title, link, language, lastPolledAt, lastSucceededAt } = state
  return { ...fresh, title, link, language, lastPolledAt, lastSucceededAt }
}

/**
 * The state after a poll whose document is stored; `bodyHash` is null for one of which the end is missing: it is fetched whole
 * next time, as its rest was never read. An empty document shows that nothing was published yet: what comes is news.
 */
export function stateAfter(
  before: FeedState,
  startedAt: Timestamp,
  fetched: Fetched,
  document: NormalizedFeed,
  bodyHash: string | null,
  now: Timestamp,
): FeedState {
  return {
    ...before,
    title: document.title === '' ? before.title : document.title,
    link: document.link ?? before.link,
    language: document.language ?? before.language,
    firstSucceededAt: before.firstSucceededAt ?? now,
    lastPolledAt: startedAt,
    lastSucceededAt: now,
    lastOutcome: 'stored',
    lastMessage: null,
    ...NO_FAILURES,
    validators: bodyHash === null ? NO_VALIDATORS : fetched.validators,
    bodyHash,
  }
}
