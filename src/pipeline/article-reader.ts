import type { FeedItem } from '../core/feed/feed-item.ts'
import type { FetchFailureReason, FetchResult } from '../core/feed/fetch-result.ts'
import { hostOf } from '../core/feed/host-of.ts'
import { throttleMsOf } from '../core/feed/poll-policy.ts'
import { MINUTE_MS, msOf, SECOND_MS, type Timestamp } from '../core/time.ts'
import type { Fetcher } from '../fetch/fetcher.ts'
import type { ArticleResult } from '../parse/extract-article.ts'
import type { ReadingPool } from '../parse/reading-pool.ts'

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
export type ArticleBudgets = {
  readonly pollMs: number
  readonly retryMs: number
  readonly firstMs: number
  readonly slowMs: number
}

export const defaultBudgets: ArticleBudgets = {
  /** All articles of one poll: what the feed itself gave is matched then; as long as one visit may take. */
  pollMs: 15 * SECOND_MS,
  /** One look after articles that wait: twice a visit, so that even the slowest gets a whole one, and below the minute
   * after which the daemon looks again. */
  retryMs: 30 * SECOND_MS,
  /** How long a single poll goes on looking after the articles of a feed's first poll. A list of 60 slow ones takes two. */
  firstMs: 5 * MINUTE_MS,
  /** One that took this long when the time was up was too slow by itself: most of a visit. */
  slowMs: 10 * SECOND_MS,
}

/** What brings pages, and what reads them. */
type ArticleSources = { readonly fetcher: Fetcher; readonly reading: ReadingPool }

type ArticleAccess = {
  readonly addresses: 'public' | 'any'
  readonly headers: Readonly<Record<string, string>>
}

/** Feeds of one publisher often link the same article; it is fetched once. */
const REMEMBER_MS = 5 * MINUTE_MS
/** A thousand long articles. */
const MAX_REMEMBERED_CHARS = 20_000_000

type Remembered = {
  readonly at: Timestamp
  readonly reading: Promise<ArticleReading>
  /** 0 while it is on the way. */
  readonly chars: number
}

/** Fetches the articles behind items and takes their texts out of the pages. */
export class ArticleReader {
  readonly budgets: ArticleBudgets
  readonly #fetcher: Fetcher
  readonly #reading: ReadingPool
  /** The oldest first. */
  readonly #remembered = new Map<string, Remembered>()
  #rememberedChars = 0

  constructor({ fetcher, reading }: ArticleSources, budgets: ArticleBudgets = defaultBudgets) {
    this.#fetcher = fetcher
    this.#reading = reading
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
    this.#remember(key, { at: now, reading, chars: 0 })
    reading.then(
      (outcome) => this.#keep(key, reading, outcome, now),
      () => this.#forget(key, reading),
    )
    return await reading
  }

  /** Keeps what was read, as far as it fits; a failure is tried again by whoever asks next. */
  #keep(
    key: string,
    reading: Promise<ArticleReading>,
    outcome: ArticleReading,
    now: Timestamp,
  ): void {
    if (this.#remembered.get(key)?.reading !== reading) return
    this.#forget(key, reading)
    if (outcome.kind !== 'extracted' || outcome.shortfall?.kind === 'broken-off') return
    this.#remember(key, { at: now, reading, chars: outcome.text.length })
    for (const [oldKey, old] of this.#remembered) {
      const isFresh = msOf(now) - msOf(old.at) < REMEMBER_MS
      if (isFresh && this.#rememberedChars <= MAX_REMEMBERED_CHARS) break
      this.#forget(oldKey, old.reading)
    }
  }

  #remember(key: string, entry: Remembered): void {
    const before = this.#remembered.get(key)
    if (before !== undefined) this.#forget(key, before.reading)
    this.#remembered.set(key, entry)
    this.#rememberedChars += entry.chars
  }

  #forget(key: string, reading: Promise<ArticleReading>): void {
    const entry = this.#remembered.get(key)
    if (entry?.reading !== reading) return
    this.#remembered.delete(key)
    this.#rememberedChars -= entry.chars
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
    const { body: bytes, contentType, url: foundAt } = fetched
    const expectation = { title, teaser: summary }
    return await this.#reading.readArticle(
      { bytes, contentType, url: foundAt, expectation },
      signal,
    )
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
