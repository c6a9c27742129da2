import type { Timestamp } from '../time.ts'

/** A feed after normalising: what the rest of the program knows of a document. */
export type NormalizedFeed = {
  readonly format: string
  /** Plain text; '' when the feed has no title. */
  readonly title: string
  /** Absolute, or null. */
  readonly link: string | null
  /** BCP 47, lower case (`ko`, `en-us`), or null. */
  readonly language: string | null
  readonly ttlMinutes: number | null
  /** In the order of the document. */
  readonly items: readonly FeedItem[]
  readonly problems: readonly string[]
}

/** One item of a feed, as plain text. Paragraphs are parted by a blank line, `<br>` is one line break. */
export type FeedItem = {
  readonly guid: string | null
  /** Absolute http(s) link as the feed gave it, or null. */
  readonly url: string | null
  /** The link without trackers, fragment and other noise, for comparing; null when there is no link. */
  readonly canonicalUrl: string | null
  readonly title: string
  readonly published: Timestamp | null
  /** The date as the feed wrote it, readable or not: that of publication, else that of the last change. */
  readonly publishedRaw: string | null
  readonly updated: Timestamp | null
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  /** The feed's short description; null when it has none. Searched besides the text. */
  readonly summary: string | null
  /** The fullest text that the feed gave: its content, else its summary, else ''. */
  readonly text: string
  readonly language: string | null
  /**
   * Keys that identify this item within its feed, strongest first; never empty. An item of which a key is known is not
   * new, but for keys that cannot be believed. See identity.ts and decide-known-item.ts.
   */
  readonly keys: readonly string[]
  /** Hash over title and text that ignores white space: another hash means an edited item. */
  readonly contentHash: string
}
