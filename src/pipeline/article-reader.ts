import type { FeedItem } from '../core/feed/feed-item.ts'
import type { FetchFailureReason, FetchResult } from '../core/feed/fetch-result.ts'
import { hostOf } from '../core/feed/host-of.ts'
import { throttleMsOf } from '../core/feed/poll-policy.ts'
import { MINUTE_MS, msOf, SECOND_MS, type Timestamp } from '../core/time.ts'
import type { Fetcher } from '../fetch/fetcher.ts'
import { type ArticleResult, extractArticle } from '../parse/extract-article.ts'

/** What asking for the article behind an item came to; reasons are for people. */
export type ArticleReading =
  | ArticleResult
  /** The host cannot be reached or says nothing; its other articles will fare no better. */
  | { readonly kind: 'silent'; readonly reason: string }
  /** The host, perhaps one that a redirect led to, wants to be left alone for `throttleMs` from now. */
  | {
      readonly kind: 'throttled'
      readonly reason: string
      readonly host: string
      readonly throttleMs: number
    }
  /** Not asked for, as its host wants to be left alone until then. */
  | { readonly kind: 'held-back'; readonly until: Timestamp }
  /** We broke it off ourselves. */
  | { readonly kind: 'stopped' }

/** Whether an article that was read for another item a moment ago will do: not for an item that was edited since. */
export type ArticleMemory = 'use' | 'renew'

/** What of an item its article is found and recognised by. */
export type LinkedItem = Pick<FeedItem, 'title' | 'text' | 'summary'> & { readonly url: string }

/** How long articles may hold back what waits for them, in real time. */
export type ArticleBudgets = { readonly pollMs: number; readonly retryMs: number }

export const defaultBudgets: ArticleBudgets = {
  /** All articles of one poll: what the feed itself gave is matched then; as long as one visit may take. */
  pollMs: 15 * SECOND_MS,
  /** One look after articles that wait: twice a visit, so that even the slowest gets a whole one, and below the minute
   * after which the daemon looks again. `poll` ends that much later at most. */
  retryMs: 30 * SECOND_MS,
}

type ArticleAccess = {
  readonly addresses: 'public' | 'any'
  readonly headers: Readonly<Record<string, string>>
}

/** Feeds of one publisher often link the same article; it is fetched once. */
const REMEMBER_MS = 5 * MINUTE_MS
const MAX_REMEMBERED = 500

type Remembered = { readonly at: Timestamp; readonly reading: Promise<ArticleReading> }

/** Fetches the articles behind items and takes their texts out of the pages. */
export class ArticleReader {
  readonly budgets: ArticleBudgets
  readonly #fetcher: Fetcher
  readonly #remembered = new Map<string, Remembered>()

  constructor(fetcher: Fetcher, budgets: ArticleBudgets = defaultBudgets) {
    this.#fetcher = fetcher
    this.budgets = budgets
  }

  /** The article behind an item, or why it cannot be had; never rejects for what a server does. */
  async read(
    item: LinkedItem,
    access: ArticleAccess,
    memory: ArticleMemory,
    now: Timestamp,
    signal: AbortSignal,
  ): Promise<ArticleReading> {
    const key = `${access.addresses} ${item.url}`
    const known = memory === 'use' ? this.#remembered.get(key) : undefined
    if (known !== undefined && msOf(now) - msOf(known.at) < REMEMBER_MS) {
      const reading = await known.reading
      // whoever asked first may have run out of time when we have not
      if (reading.kind !== 'stopped' || signal.aborted) return reading
    }
    const reading = this.#fetchArticle(item, access, signal)
    this.#remember(key, { at: now, reading })
    return await reading
  }

  #remember(key: string, entry: Remembered): void {
    this.#remembered.delete(key)
    this.#remembered.set(key, entry)
    // a failure is tried again by whoever asks next
    const forget = (): void => {
      if (this.#remembered.get(key) === entry) this.#remembered.delete(key)
    }
    entry.reading.then((r) => (r.kind === 'extracted' ? undefined : forget()), forget)
    const oldest = this.#remembered.keys().next().value
    if (this.#remembered.size > MAX_REMEMBERED && oldest !== undefined)
      this.#remembered.delete(oldest)
  }

  async #fetchArticle(
    { url, title, summary }: LinkedItem,
    access: ArticleAccess,
    signal: AbortSignal,
  ): Promise<ArticleReading> {
    const fetched = await this.#fetcher.fetch(
      { url, method: 'GET', body: null, validators: null, accept: 'page', ...access },
      signal,
    )
    if (fetched.kind !== 'fetched') return readingWithoutPage(fetched)
    const expectation = { title, teaser: summary }
    return await extractArticle(fetched.body, fetched.contentType, fetched.url, expectation)
  }
}

/** Failures of a host, not of one page. */
const SILENCES: ReadonlySet<FetchFailureReason> = new Set(['timeout', 'connect', 'dns', 'tls'])

function readingWithoutPage(result: Exclude<FetchResult, { kind: 'fetched' }>): ArticleReading {
  switch (result.kind) {
    case 'unchanged':
      return { kind: 'no-article', reason: 'the server sent no page' }
    case 'gone':
      return { kind: 'no-article', reason: result.message }
    case 'throttled': {
      const throttleMs = throttleMsOf(result.status, result.retryAfterMs)
      const reason = result.message
      return throttleMs === null
        ? { kind: 'no-article', reason }
        : { kind: 'throttled', reason, host: hostOf(result.url), throttleMs }
    }
    case 'held-back':
      return { kind: 'held-back', until: result.until }
    case 'failed':
      if (result.reason === 'aborted') return { kind: 'stopped' }
      return { kind: SILENCES.has(result.reason) ? 'silent' : 'no-article', reason: result.message }
  }
}
