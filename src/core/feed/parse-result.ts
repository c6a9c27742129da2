import type { WireFeed } from './wire-feed.ts'

/** What reading the bytes of a document came to. */
export type ParseResult =
  | {
      readonly kind: 'parsed'
      readonly feed: WireFeed
      /** `cut`: it ends in the middle, so that only what came whole was read and the rest may come with the next visit. */
      readonly extent: 'whole' | 'cut'
      /**
       * Who read it: rss-parser the ordinary documents, or where one is well-formed the strict reader in its stead; the tolerant
       * reader on htmlparser2 the others; JSON its own.
       */
      readonly reader: 'strict' | 'rss-parser' | 'htmlparser2' | 'json'
      /** What in the document decided that, for people. */
      readonly readerReason: string
      /** Charset that the bytes were decoded with, for example `utf-8` or `euc-kr`. */
      readonly encoding: string
      /** What was repaired or doubted on the way, for people. */
      readonly problems: readonly string[]
    }
  /** Something else under this address: an HTML page, a PDF, an empty body. `what` names it. */
  | { readonly kind: 'not-a-feed'; readonly what: string }
  /** Meant as a feed and beyond reading. */
  | { readonly kind: 'malformed'; readonly message: string }
