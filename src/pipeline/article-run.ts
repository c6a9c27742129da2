/**
 * The articles that one poll, or one look after articles that wait, asks for. It ends with its signal, asks no host that
 * is silent or that wants to be left alone, and says of each article that it could not read when to try again.
 */
import type { FeedSettings } from '../config/settings.ts'
import { assertNever } from '../core/assert-never.ts'
import type { FeedItem } from '../core/feed/feed-item.ts'
import { hostOf } from '../core/feed/host-of.ts'
import { type ArticleState, NO_ARTICLE } from '../core/feed/item.ts'
import {
  articleRetryAt,
  silentHostRetryAt,
  throttledArticleRetryAt,
} from '../core/feed/poll-policy.ts'
import { addMs, type Timestamp } from '../core/time.ts'
import { inTransaction } from '../store/database.ts'
import { findHostBlock, saveHostBlock } from '../store/feeds.ts'
import type { ArticleMemory } from './article-reader.ts'
import type { Deps } from './deps.ts'
import { recordThrottled } from './record-conditions.ts'
import { type SearchableText, textOfArticle } from './searchable-text.ts'
import type { HostBounds } from './work-by-host.ts'

/** One article that is wanted; `attempts` counts those made before. */
export type ArticleWish = {
  readonly feed: FeedSettings
  readonly item: Pick<FeedItem, 'url' | 'title' | 'text' | 'summary'>
  readonly attempts: number
  readonly memory: ArticleMemory
}

export type ArticleOutcome =
  /** What is missing of it, if anything, is the article's problem. */
  | { readonly kind: 'read'; readonly text: SearchableText; readonly article: ArticleState }
  | { readonly kind: 'unread'; readonly article: ArticleState }
  /** Not asked for, or broken off for no fault of its own. */
  | { readonly kind: 'waiting'; readonly article: ArticleState }

/**
 * Articles at the same time: of one host as many as two readers of the site would ask for; over all few, for with many feeds
 * under way each open page counts.
 */
export const ARTICLE_BOUNDS: HostBounds = { perHost: 2, atOnce: 8 }

/** Two slow pages may be chance; with more, one silent host would use up the time of all others. */
const MAX_SILENCES = 2

export class ArticleRun {
  readonly #deps: Pick<Deps, 'db' | 'articles' | 'now'>
  readonly #signal: AbortSignal
  readonly #silences = new Map<string, number>()

  constructor(deps: Pick<Deps, 'db' | 'articles' | 'now'>, signal: AbortSignal) {
    this.#deps = deps
    this.#signal = signal
  }

  async read({ feed, item, attempts, memory }: ArticleWish): Promise<ArticleOutcome> {
    const { url } = item
    if (url === null) return unread({ ...NO_ARTICLE, problem: 'the item has no link' })
    const host = articleHostOf(item)
    const wait = await this.#decideWait(host)
    if (wait !== null) return waiting({ attempts, ...wait })

    const { articles, now } = this.#deps
    const access = accessOf(feed)
    const startedMs = performance.now()
    const reading = await articles.read({ ...item, url }, access, memory, now(), this.#signal)
    const made = attempts + 1
    switch (reading.kind) {
      case 'extracted': {
        const { shortfall } = reading
        const retryAt = shortfall?.kind === 'broken-off' ? articleRetryAt(made, now()) : null
        return {
          kind: 'read',
          text: textOfArticle(item, reading),
          article: { attempts: made, retryAt, problem: shortfall?.reason ?? null },
        }
      }
      case 'silent':
        this.#silences.set(host, this.#silencesOf(host) + 1)
        return this.#failed(made, reading.reason)
      case 'no-article':
        return this.#failed(made, reading.reason)
      case 'throttled': {
        const asked = addMs(now(), reading.throttleMs)
        const until = await inTransaction(this.#deps.db, async (tx) => {
          const subject = { kind: 'host', host: reading.host } as const
          await recordThrottled(tx, subject, asked, 1, `${reading.reason} (an article)`, now())
          return await saveHostBlock(tx, reading.host, asked, now())
        })
        const retryAt = throttledArticleRetryAt(made, until, now())
        return unread({ attempts: made, retryAt, problem: reading.reason })
      }
      case 'held-back':
        return waiting({ attempts, ...untilUnblocked(reading.until) })
      case 'stopped': {
        const tookMs = performance.now() - startedMs
        if (tookMs < articles.budgets.slowMs) return waiting({ attempts, ...this.#outOfTime() })
        return this.#failed(made, `it did not arrive within ${Math.round(tookMs / 1000)} s`)
      }
      default:
        return assertNever(reading)
    }
  }

  /** When a host is to be asked again, and why not now; null when it may be asked now. */
  async #decideWait(host: string): Promise<Omit<ArticleState, 'attempts'> | null> {
    if (this.#signal.aborted) return this.#outOfTime()
    const now = this.#deps.now()
    const until = await findHostBlock(this.#deps.db, host, now)
    if (until !== null) return untilUnblocked(until)
    if (this.#silencesOf(host) < MAX_SILENCES) return null
    return {
      retryAt: silentHostRetryAt(now),
      problem: 'not read yet, as its server does not answer',
    }
  }

  #silencesOf(host: string): number {
    return this.#silences.get(host) ?? 0
  }

  #outOfTime(): Omit<ArticleState, 'attempts'> {
    return {
      retryAt: this.#deps.now(),
      problem: 'not read yet, as other articles took the time',
    }
  }

  #failed(attempts: number, problem: string): ArticleOutcome {
    return unread({ attempts, retryAt: articleRetryAt(attempts, this.#deps.now()), problem })
  }
}

/** The host that an article is asked of; '' when there is none to ask. */
export function articleHostOf(item: Pick<FeedItem, 'url'>): string {
  return item.url === null ? '' : hostOf(item.url)
}

function untilUnblocked(until: Timestamp): Omit<ArticleState, 'attempts'> {
  return { retryAt: until, problem: 'not read yet, as its server asked to come back later' }
}

/** What a feed's settings allow for its articles too. Its headers stay with the feed: they may hold a secret. */
function accessOf(feed: FeedSettings): {
  readonly addresses: 'public' | 'any'
  readonly headers: Readonly<Record<string, string>>
} {
  return { addresses: feed.allowPrivate ? 'any' : 'public', headers: {} }
}

function waiting(article: ArticleState): ArticleOutcome {
  return { kind: 'waiting', article }
}

function unread(article: ArticleState): ArticleOutcome {
  return { kind: 'unread', article }
}
