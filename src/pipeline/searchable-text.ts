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

/** What the feed itself gave: its content and what the description says beyond it. */
export function textOfFeed(item: Pick<FeedItem, 'text' | 'summary'>): SearchableText {
  const hasContent = item.text !== '' && item.text !== item.summary
  return {
    text: textOfBoth(item),
    storyText: item.text,
    searched: hasContent ? 'content' : 'teaser',
  }
}

/** The article, and what the feed gave beyond it. */
export function textOfArticle(
  item: Pick<FeedItem, 'title' | 'text' | 'summary'>,
  article: { readonly title: string | null; readonly text: string },
): SearchableText {
  const missing = paragraphsMissingIn(article.text, textOfBoth(item))
  return {
    text: [article.text, ...missing].join('\n\n'),
    storyText: withoutHeadline(article.text, [item.title, article.title]),
    searched: 'article',
  }
}

/** Content and description; where all of the content stands in the description, the description alone. */
function textOfBoth({ text, summary }: Pick<FeedItem, 'text' | 'summary'>): string {
  // most feeds give one of them
  if (summary === null || summary === text) return text
  if (paragraphsMissingIn(summary, text).length === 0) return summary
  return [text, ...paragraphsMissingIn(text, summary)].join('\n\n')
}

/** Descriptions are often cut: "The ministers met in …". */
const CUT_END = /\s?(?:\[?(?:…|\.{3})\]?)$/

/**
 * Paragraphs of `other` that `text` does not hold. None of two texts need repeat the other; what a rule would have hit in
 * either must not get lost.
 */
function paragraphsMissingIn(text: string, other: string): readonly string[] {
  const whole = new Set(text.split('\n\n').map(foldSpace))
  let folded: string | null = null // not before a paragraph is no paragraph of the other text
  let searchesLeft = MAX_SEARCHES
  return other.split('\n\n').filter((paragraph) => {
    const wanted = foldSpace(paragraph)
    if (whole.has(wanted)) return false
    searchesLeft -= 1
    folded ??= foldSpace(text)
    return searchesLeft < 0 || !folded.includes(wanted.replace(CUT_END, ''))
  })
}

/** Each search may read all of the text; no description has as many paragraphs. What is not searched for is added. */
const MAX_SEARCHES = 500

/** The body of a release is the same in several ministries; the headline above it is each one's own. */
function withoutHeadline(article: string, titles: readonly (string | null)[]): string {
  const headlines = new Set(titles.flatMap((title) => (title === null ? [] : [foldTitle(title)])))
  return article
    .split('\n\n')
    .filter((paragraph) => !headlines.has(foldTitle(paragraph)))
    .join('\n\n')
}
