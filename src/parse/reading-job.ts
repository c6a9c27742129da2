import type { NormalizedFeed } from '../core/feed/feed-item.ts'
import type { ParseResult } from '../core/feed/parse-result.ts'
import type { Timestamp } from '../core/time.ts'
import type { ArticleResult } from './extract-article.ts'
import type { ArticleExpectation } from './find-article-doubt.ts'
import type { FeedLink } from './find-feed-links.ts'
import type { PackedFeed } from './pack-feed.ts'

/**
 * What passes between the program and the threads that read for it. Plain data all of it, as it is copied from one to the
 * other.
 */
export type ReadingJob = FeedJob | ArticleJob | LinksJob

type Document = {
  readonly bytes: Uint8Array
  /** The HTTP header as it came, or null. */
  readonly contentType: string | null
}

export type FeedJob = Document & {
  readonly kind: 'feed'
  /** The address that answered; null for a file. */
  readonly url: string | null
  /** What a date without a zone is in; an IANA name. */
  readonly timezone: string
  /** Dates that cannot be true by then are told as problems; null tells of none. */
  readonly now: Timestamp | null
}

export type ArticleJob = Document & {
  readonly kind: 'article'
  /** Where the page came from. */
  readonly url: string
  /** What the feed said of the item. */
  readonly expectation: ArticleExpectation
}

/** Asks for the addresses of feeds in a web page. */
export type LinksJob = Document & {
  readonly kind: 'links'
  /** Where the page came from. */
  readonly url: string
}

type Parsed = Extract<ParseResult, { kind: 'parsed' }>

/** What reading a document as a feed came to: as in ParseResult, with the feed ready for use. */
export type FeedReading = ReadAs<NormalizedFeed>

type ReadAs<Feed> = (Omit<Parsed, 'feed'> & { readonly feed: Feed }) | Exclude<ParseResult, Parsed>

/** The same on its way from the thread. */
export type PackedReading = ReadAs<PackedFeed>

/** What the thread answers to each kind of job. */
export type Readings = {
  readonly feed: PackedReading
  readonly article: ArticleResult
  readonly links: readonly FeedLink[]
}

/** We broke it off ourselves. */
export type Stopped = { readonly kind: 'stopped' }
