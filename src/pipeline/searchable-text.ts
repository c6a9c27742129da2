import type { FeedItem } from '../core/feed/feed-item.ts'
import type { SearchedText } from '../core/feed/item.ts'
import { foldSpace } from '../core/text/fold-space.ts'
import { foldTitle } from '../core/text/fold-title.ts'

/** The text that an item is matched on. */
export type SearchableText = {
  readonly text: string
  /** What tells the story apart: the article by itself, which is the same behind every feed that links it. */
  readonly storyText: string
  readonly searched: SearchedText
}

/** What the feed itself gave. */
export function textOfFeed(item: Pick<FeedItem, 'text' | 'summary'>): SearchableText {
  const hasContent = item.text !== '' && item.text !== item.summary
  return { text: item.text, storyText: item.text, searched: hasContent ? 'content' : 'teaser' }
}

/** The article, and what the feed gave beyond it. */
export function textOfArticle(
  item: Pick<FeedItem, 'title' | 'text'>,
  article: { readonly title: string | null; readonly text: string },
): SearchableText {
  return {
    text: withMissingParagraphs(article.text, item.text),
    storyText: withoutHeadline(article.text, [item.title, article.title]),
    searched: 'article',
  }
}

/** An article need not repeat what the feed says of it; what a rule would have hit there must not get lost. */
function withMissingParagraphs(article: string, feedText: string): string {
  const folded = foldSpace(article)
  const missing = feedText.split('\n\n').filter((text) => !folded.includes(foldSpace(text)))
  return [article, ...missing].join('\n\n')
}

/** The body of a release is the same in several ministries; the headline above it is each one's own. */
function withoutHeadline(article: string, titles: readonly (string | null)[]): string {
  const headlines = new Set(titles.flatMap((title) => (title === null ? [] : [foldTitle(title)])))
  return article
    .split('\n\n')
    .filter((paragraph) => !headlines.has(foldTitle(paragraph)))
    .join('\n\n')
}
