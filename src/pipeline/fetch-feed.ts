import type { FeedSettings } from '../config/settings.ts'
import type { MovingPoll } from '../core/feed/decide-move.ts'
import { type FeedState, type Move, NOT_MOVED } from '../core/feed/feed-state.ts'
import type { FetchResult, Validators } from '../core/feed/fetch-result.ts'
import { addMs, DAY_MS, type Timestamp } from '../core/time.ts'
import type { Deps } from './deps.ts'

/** What came of asking for a feed, and where that was. */
export type FetchedFeed = {
  readonly result: FetchResult
  readonly asked: MovingPoll['asked']
  /** What is known of its move now. */
  readonly move: Move
}

/** How often the configured address is asked while another one is asked in its place. */
const CHECK_EVERY_MS = DAY_MS

/**
 * Asks for a feed where it is: at its configured address, or at the one where that has moved. Of a feed that moved the
 * configured address is asked once a day, and at once when the new one says that it is gone; what it answers counts if it
 * is the feed.
 */
export async function fetchFeed(
  deps: Pick<Deps, 'fetcher' | 'reading'>,
  feed: FeedSettings,
  { move }: FeedState,
  validators: Validators | null,
  now: Timestamp,
  signal: AbortSignal,
): Promise<FetchedFeed> {
  const ask = async (url: string): Promise<FetchResult> =>
    await deps.fetcher.fetch(requestFor(feed, url, validators), signal)
  const { adoptedUrl, checkedAt } = move
  if (adoptedUrl === null) return { result: await ask(feed.url), asked: 'configured', move }

  const isToBeChecked =
    checkedAt === null || checkedAt > now || now >= addMs(checkedAt, CHECK_EVERY_MS)
  if (isToBeChecked) {
    const result = await ask(feed.url)
    if (await isTheFeed(deps, feed, result, adoptedUrl, signal)) {
      return { result, asked: 'configured', move }
    }
  }
  const result = await ask(adoptedUrl)
  if (result.kind === 'gone') {
    return { result: await ask(feed.url), asked: 'configured', move: NOT_MOVED }
  }
  return { result, asked: 'adopted', move: isToBeChecked ? { ...move, checkedAt: now } : move }
}

function requestFor(
  feed: FeedSettings,
  url: string,
  validators: Validators | null,
): Parameters<Deps['fetcher']['fetch']>[0] {
  const { method, body, headers, allowPrivate } = feed
  // what was meant for the configured server is given to no other
  const isSameOrigin = url === feed.url || new URL(url).origin === new URL(feed.url).origin
  return {
    url,
    method,
    body,
    headers: isSameOrigin ? headers : {},
    validators,
    addresses: allowPrivate ? 'any' : 'public',
    accept: 'feed',
  }
}

/** Whether an answer of the configured address is the feed, and not the notice that it has moved, or a page in its place. */
async function isTheFeed(
  deps: Pick<Deps, 'reading'>,
  feed: FeedSettings,
  result: FetchResult,
  adoptedUrl: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (result.kind === 'unchanged') return true
  if (result.kind !== 'fetched') return false
  if (result.url === adoptedUrl) return true
  const { body: bytes, contentType, url } = result
  const job = { bytes, contentType, url, timezone: feed.timezone, now: null }
  return (await deps.reading.readFeed(job, signal)).kind === 'parsed'
}
