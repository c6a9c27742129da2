import { canonicalizeUrl } from '../core/feed/canonical-url.ts'
import { hostOf } from '../core/feed/host-of.ts'
import { listUsualFeedUrls } from '../core/feed/list-usual-feed-urls.ts'
import type { Timestamp } from '../core/time.ts'
import type { Fetcher } from '../fetch/fetcher.ts'
import type { FeedLink } from '../parse/find-feed-links.ts'
import type { ReadingPool } from '../parse/reading-pool.ts'

/** Looking for feeds from a page on. */

/** What it takes to ask an address and read what comes. */
export type FindTools = { readonly fetcher: Fetcher; readonly reading: ReadingPool }

export type FeedSearch = {
  /** Why the page itself could not be read; null when it could. */
  readonly failure: SearchFailure | null
  readonly feeds: readonly FoundFeed[]
  /** Addresses that were asked and are no feed. */
  readonly tried: readonly TriedAddress[]
  /** How many more links look like feeds and were not asked. */
  readonly unaskedCount: number
}

export type SearchFailure = {
  readonly message: string
  /** It is on a private address, and may not be. */
  readonly isPrivate: boolean
}

/** How an address came to be asked: it was typed, the page announces it, links to it, or it is where feeds usually are. */
export type FeedOrigin = 'itself' | FeedLink['kind'] | 'guessed'

export type FoundFeed = {
  /** The address to poll. */
  readonly url: string
  readonly foundBy: FeedOrigin
  /** The feed's own title, else what the page calls it. */
  readonly title: string | null
  readonly format: string
  readonly language: string | null
  readonly itemCount: number
  /** The latest time of publication among its items. */
  readonly newest: Timestamp | null
}

export type TriedAddress = {
  readonly url: string
  readonly foundBy: FeedOrigin
  readonly message: string
}

export type FindOptions = {
  readonly addresses: 'public' | 'any'
  readonly signal: AbortSignal
  /** Told before each address is asked. */
  readonly onVisit: (url: string) => void
}

/** Most pages announce one feed or two; a directory of feeds has dozens, and nobody pastes more at once. */
const MOST_VISITS = 20

/**
 * Asks a page, then what it announces, then its links that look like feeds, one at a time; whatever is a feed is found.
 * A link to another page is read for its own links as long as there is no feed, because sites explain their feeds on a
 * page called RSS. Where nothing is found, a few usual addresses are tried, and the first that is a feed ends it.
 */
export async function findFeeds(
  tools: FindTools,
  url: string,
  options: FindOptions,
): Promise<FeedSearch> {
  const start = await visit(tools, { url, foundBy: 'itself', title: null }, 'page', options)
  if (start.kind === 'feed') return resultOf([start.feed], [], 0)
  if (start.page === null) {
    const { message, isPrivate } = start
    return { ...resultOf([], [], 0), failure: { message, isPrivate } }
  }

  const asked = new Set([canonicalizeUrl(url), canonicalizeUrl(start.page.url)])
  const queue: Candidate[] = [...candidatesOf(start.page, 0)]
  const feeds: FoundFeed[] = []
  const tried: TriedAddress[] = [{ url, foundBy: 'itself', message: start.message }]
  /** Hosts that did not answer, or asked to be left alone. */
  const closed = new Set<string>()
  let visitCount = 0
  for (const candidate of queue) {
    if (asked.has(canonicalizeUrl(candidate.url)) || closed.has(hostOf(candidate.url))) continue
    if (visitCount === MOST_VISITS || options.signal.aborted) break
    visitCount += 1
    asked.add(canonicalizeUrl(candidate.url))
    const visited = await visit(tools, candidate, 'feed', options)
    if (visited.kind === 'feed') {
      const { url: found } = visited.feed
      // two addresses may have moved to one
      if (feeds.every((feed) => feed.url !== found)) feeds.push(visited.feed)
      asked.add(canonicalizeUrl(found))
      continue
    }
    tried.push({ url: candidate.url, foundBy: candidate.foundBy, message: visited.message })
    if (!visited.mayGoOn) closed.add(hostOf(candidate.url))
    if (feeds.length === 0 && candidate.depth === 0 && visited.page !== null) {
      // the loop goes on to what is pushed here
      queue.push(...candidatesOf(visited.page, 1))
    }
  }
  const unasked = queue.map((candidate) => canonicalizeUrl(candidate.url))
  const unaskedCount = new Set(unasked.filter((canonical) => !asked.has(canonical))).size
  const isDone = feeds.length > 0 || options.signal.aborted || closed.has(hostOf(start.page.url))
  if (isDone) return resultOf(feeds, tried, unaskedCount)

  const guess = await guessFeed(tools, start.page.url, asked, options)
  return resultOf(guess.feeds, [...tried, ...guess.tried], unaskedCount)
}

/** Tries the usual addresses, and stops at the first feed and at the first sign that nobody wants us there. */
async function guessFeed(
  tools: FindTools,
  pageUrl: string,
  asked: ReadonlySet<string | null>,
  options: FindOptions,
): Promise<Pick<FeedSearch, 'feeds' | 'tried'>> {
  const tried: TriedAddress[] = []
  for (const url of listUsualFeedUrls(pageUrl)) {
    if (asked.has(canonicalizeUrl(url))) continue
    if (options.signal.aborted) break
    const candidate = { url, foundBy: 'guessed', title: null } as const
    const visited = await visit(tools, candidate, 'feed', options)
    if (visited.kind === 'feed') return { feeds: [visited.feed], tried }
    tried.push({ url, foundBy: 'guessed', message: visited.message })
    if (!visited.mayGoOn) break
  }
  return { feeds: [], tried }
}

type Candidate = {
  readonly url: string
  readonly foundBy: FeedOrigin
  readonly title: string | null
  /** 0: the page that was typed names it; 1: a page behind one of its links. */
  readonly depth: number
}

type Page = { readonly url: string; readonly links: readonly FeedLink[] }

type Visited =
  | { readonly kind: 'feed'; readonly feed: FoundFeed }
  | {
      readonly kind: 'no-feed'
      readonly message: string
      /** What answered instead, when it may be a page. */
      readonly page: Page | null
      readonly isPrivate: boolean
      /** Whether the server answered at all and did not ask to be left alone. */
      readonly mayGoOn: boolean
    }

async function visit(
  { fetcher, reading }: FindTools,
  { url, foundBy, title }: Omit<Candidate, 'depth'>,
  accept: 'page' | 'feed',
  { addresses, signal, onVisit }: FindOptions,
): Promise<Visited> {
  onVisit(url)
  const result = await fetcher.fetch(
    { url, method: 'GET', body: null, headers: {}, validators: null, addresses, accept },
    signal,
  )
  if (result.kind === 'unchanged') {
    const message = 'answered 304 to a request without conditions'
    return { kind: 'no-feed', message, page: null, isPrivate: false, mayGoOn: true }
  }
  if (result.kind !== 'fetched') {
    const { message } = result
    const isPrivate = result.kind === 'failed' && result.reason === 'blocked-address'
    const mayGoOn = result.kind === 'gone' || (result.kind === 'failed' && result.status !== null)
    return { kind: 'no-feed', message, page: null, isPrivate, mayGoOn }
  }
  const { contentType, url: foundAt } = result
  const document = { bytes: result.body, contentType, url: foundAt }
  const parsed = await reading.readFeed({ ...document, timezone: 'UTC', now: null }, signal)
  if (parsed.kind === 'stopped') {
    return { kind: 'no-feed', message: 'stopped', page: null, isPrivate: false, mayGoOn: false }
  }
  if (parsed.kind !== 'parsed') {
    const message = parsed.kind === 'malformed' ? parsed.message : `not a feed: ${parsed.what}`
    const links = await reading.readLinks(document, signal)
    const page = { url: foundAt, links }
    return { kind: 'no-feed', message, page, isPrivate: false, mayGoOn: true }
  }
  const { feed } = parsed
  const times = feed.items.flatMap(({ published, updated }) => published ?? updated ?? [])
  const found = {
    url: result.movedTo ?? url,
    foundBy,
    title: feed.title === '' ? title : feed.title,
    format: feed.format,
    language: feed.language,
    itemCount: feed.items.length,
    newest: times.reduce<Timestamp | null>((a, b) => (a !== null && a > b ? a : b), null),
  }
  return { kind: 'feed', feed: found }
}

function candidatesOf({ links }: Page, depth: number): readonly Candidate[] {
  return links.map(({ kind, ...link }) => ({ ...link, foundBy: kind, depth }))
}

function resultOf(
  feeds: readonly FoundFeed[],
  tried: readonly TriedAddress[],
  unaskedCount: number,
): FeedSearch {
  return { failure: null, feeds, tried, unaskedCount }
}
