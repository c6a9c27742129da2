import type { FeedItem } from '../core/feed/feed-item.ts'
import type { FetchResult } from '../core/feed/fetch-result.ts'
import { type ArticleState, NO_ARTICLE, type SearchedText } from '../core/feed/item.ts'
import { articleRetryAt } from '../core/feed/poll-policy.ts'
import { foldSpace } from '../core/text/fold-space.ts'
import { foldTitle } from '../core/text/fold-title.ts'
import { MINUTE_MS, msOf, type Timestamp } from '../core/time.ts'
import type { Fetcher } from '../fetch/fetcher.ts'
import { type ArticleResult, extractArticle } from '../parse/extract-article.ts'

/** The text that an item is matched on, and what is known of its article. */
export type SearchableText = {
  readonly text: string
  /** What tells the story apart: the article by itself, which is the same behind every feed that links it. */
  readonly storyText: string
  readonly searched: SearchedText
  readonly article: ArticleState
}

type ArticleAccess = {
  readonly addresses: 'public' | 'any'
  readonly headers: Readonly<Record<string, string>>
}

/** Feeds of one publisher often link the same article; it is fetched once. */
const REMEMBER_MS = 5 * MINUTE_MS
const MAX_REMEMBERED = 500

type Remembered = { readonly at: Timestamp; readonly result: Promise<ArticleResult> }

/** Fetches the articles behind items and takes their texts out of the pages. */
export class ArticleReader {
  readonly #fetcher: Fetcher
  readonly #remembered = new Map<string, Remembered>()

  constructor(fetcher: Fetcher) {
    this.#fetcher = fetcher
  }

  /**
   * The article's text; when it cannot be had, what the feed gave, with the reason and the time of the next attempt.
   * `attempts` counts those made before.
   */
  async read(
    item: Pick<FeedItem, 'url' | 'title' | 'text' | 'summary'>,
    access: ArticleAccess,
    attempts: number,
    now: Timestamp,
    signal: AbortSignal,
  ): Promise<SearchableText> {
    if (item.url === null) {
      return { ...textOfFeed(item), article: { ...NO_ARTICLE, problem: 'the item has no link' } }
    }
    const result = await this.#readOnce(item.url, item, access, now, signal)
    if (result.kind === 'extracted') {
      return {
        text: withMissingParagraphs(result.text, item.text),
        storyText: withoutHeadline(result.text, [item.title, result.title]),
        searched: 'article',
        article: { ...NO_ARTICLE, attempts: attempts + 1 },
      }
    }
    return {
      ...textOfFeed(item),
      article: {
        attempts: attempts + 1,
        retryAt: articleRetryAt(attempts + 1, now),
        problem: result.reason,
      },
    }
  }

  #readOnce(
    url: string,
    item: Pick<FeedItem, 'title' | 'summary'>,
    access: ArticleAccess,
    now: Timestamp,
    signal: AbortSignal,
  ): Promise<ArticleResult> {
    const key = `${access.addresses} ${url}`
    const known = this.#remembered.get(key)
    if (known !== undefined && msOf(now) - msOf(known.at) < REMEMBER_MS) return known.result
    const result = this.#fetchArticle(url, item, access, signal)
    this.#remembered.delete(key)
    this.#remembered.set(key, { at: now, result })
    // a failure is tried again by whoever asks next
    const forget = (): void => {
      if (this.#remembered.get(key)?.result === result) this.#remembered.delete(key)
    }
    result.then((r) => (r.kind === 'extracted' ? undefined : forget()), forget)
    const oldest = this.#remembered.keys().next().value
    if (this.#remembered.size > MAX_REMEMBERED && oldest !== undefined)
      this.#remembered.delete(oldest)
    return result
  }

  async #fetchArticle(
    url: string,
    item: Pick<FeedItem, 'title' | 'summary'>,
    access: ArticleAccess,
    signal: AbortSignal,
  ): Promise<ArticleResult> {
    const fetched = await this.#fetcher.fetch(
      { url, method: 'GET', body: null, validators: null, accept: 'page', ...access },
      signal,
    )
    if (fetched.kind !== 'fetched') return { kind: 'no-article', reason: reasonOf(fetched) }
    return await extractArticle(fetched.body, fetched.contentType, fetched.url, {
      title: item.title,
      teaser: item.summary,
    })
  }
}

/** What the feed itself gave. */
export function textOfFeed(
  item: Pick<FeedItem, 'text' | 'summary'>,
): Pick<SearchableText, 'text' | 'storyText' | 'searched'> {
  const hasContent = item.text !== '' && item.text !== item.summary
  return { text: item.text, storyText: item.text, searched: hasContent ? 'content' : 'teaser' }
}

/** The body of a release is the same in several ministries; the headline above it is each one's own. */
function withoutHeadline(article: string, titles: readonly (string | null)[]): string {
  const headlines = new Set(titles.flatMap((title) => (title === null ? [] : [foldTitle(title)])))
  return article
    .split('\n\n')
    .filter((paragraph) => !headlines.has(foldTitle(paragraph)))
    .join('\n\n')
}

/** An article need not repeat what the feed says of it; what a rule would have hit there must not get lost. */
function withMissingParagraphs(article: string, feedText: string): string {
  const folded = foldSpace(article)
  const missing = feedText.split('\n\n').filter((text) => !folded.includes(foldSpace(text)))
  return [article, ...missing].join('\n\n')
}

function reasonOf(result: Exclude<FetchResult, { kind: 'fetched' }>): string {
  return result.kind === 'unchanged' ? 'the server sent no page' : result.message
}
