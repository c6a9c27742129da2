import type { FeedId } from '../ids.ts'
import type { Timestamp } from '../time.ts'

/** Which text of an item the rules were held against. */
export type SearchedText =
  /** The article behind the link. */
  | 'article'
  /** The full content that the feed carries. */
  | 'content'
  /** The feed's short description alone. */
  | 'teaser'

/** An item as stored: what one feed said once, with the text that is searched. */
export type Item = {
  readonly id: number
  readonly feedId: FeedId
  readonly storyId: number
  readonly guid: string | null
  readonly url: string | null
  readonly canonicalUrl: string | null
  readonly title: string
  readonly published: Timestamp | null
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  readonly summary: string | null
  readonly text: string
  readonly searched: SearchedText
  readonly language: string | null
  readonly contentHash: string
  readonly firstSeenAt: Timestamp
  /** When its feed edited it last, as far as was seen; null: never. */
  readonly revisedAt: Timestamp | null
  /** It was there at the first poll of its feed: no news, unless it was edited since. */
  readonly wasPublished: boolean
  readonly article: ArticleState
}

/** What is known of the article behind an item; all zero and null where none was wanted. */
export type ArticleState = {
  readonly attempts: number
  /** When it is tried again; null: not at all. */
  readonly retryAt: Timestamp | null
  /** Why the last attempt failed, in words; null when it did not. */
  readonly problem: string | null
}

export const NO_ARTICLE: ArticleState = { attempts: 0, retryAt: null, problem: null }
