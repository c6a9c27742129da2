import type { FeedSettings } from '../config/settings.ts'
import { describeLanguage } from '../core/feed/describe-language.ts'
import type { Item, SearchedText } from '../core/feed/item.ts'
import type { ItemLanguage } from '../core/feed/language-of-item.ts'
import type { Timestamp } from '../core/time.ts'
import type { ToldItem } from '../store/told-items.ts'

export type ItemCircumstances = {
  /** null: the feed is no longer configured. */
  readonly feed: FeedSettings | null
  readonly language: ItemLanguage
  /** The other items of its story. */
  readonly siblings: readonly ToldItem[]
}

type FormatTime = (at: Timestamp) => string

/** What to know of an item, whatever the rule: in sentences, what was searched first. */
export function remarksOnItem(
  item: Item,
  { feed, language, siblings }: ItemCircumstances,
  formatTime: FormatTime,
): readonly string[] {
  return [
    `${SEARCHED[item.searched]} (${item.text.length.toLocaleString('en-US')} characters) and the headline.`,
    ...remarksOnArticle(item, feed, formatTime),
    `${describeLanguage(language)}.`,
    ...(feed === null ? ['Its feed is no longer configured: no rule looks at it.'] : []),
    ...(item.revisedAt === null
      ? []
      : [`Its feed has edited it, the last time that was seen on ${formatTime(item.revisedAt)}.`]),
    ...(item.wasPublished ? [remarkOnBeginning(feed)] : []),
    ...remarksOnStory(siblings),
  ]
}

const SEARCHED: Readonly<Record<SearchedText, string>> = {
  article: 'Searched were the article',
  content: 'Searched were the full content that the feed carries',
  teaser: 'Searched were the short description that the feed carries',
}

function remarksOnArticle(
  { searched, article }: Item,
  feed: FeedSettings | null,
  formatTime: FormatTime,
): readonly string[] {
  const { attempts, problem, retryAt } = article
  const next = retryAt === null ? 'it is not tried again' : `next try ${formatTime(retryAt)}`
  if (problem !== null) {
    const times = attempts === 1 ? 'one try' : `${attempts} tries`
    return [`The article could not be read (${times}): ${problem}; ${next}.`]
  }
  if (searched === 'article' || feed === null) return []
  if (retryAt !== null) return [`The article is not read yet; ${next}.`]
  if (!feed.fullText) return ['The article was not fetched: its feed has no “fullText: true”.']
  return attempts > 0 ? [] : ['No try at the article is recorded.']
}

function remarkOnBeginning(feed: FeedSettings | null): string {
  const what = 'It was already published when the watch of its feed began'
  switch (feed?.startWith) {
    case 'nothing':
      return `${what}, and such is not told (startWith: nothing).`
    case 'everything':
      return `${what}, and such is told as news (startWith: everything).`
    default:
      return `${what}: such is told in one digest “already published”.`
  }
}

const MAX_SIBLINGS = 5

function remarksOnStory(siblings: readonly ToldItem[]): readonly string[] {
  if (siblings.length === 0) return []
  const shown = siblings
    .slice(0, MAX_SIBLINGS)
    .map(({ id, feedId, title }) => `item ${id} of ${feedId}, “${title}”`)
  const left = siblings.length - shown.length
  const rest = left > 0 ? `; and ${left} more` : ''
  return [`The same story is told by ${shown.join('; ')}${rest}.`]
}
