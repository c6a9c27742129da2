import { createHash } from 'node:crypto'
import { encodeText } from './encode-text.ts'
import { countBegun, findEpisode } from './episode.ts'
import { type Entry, listEntries } from './list-entries.ts'
import type { MadeUpFeed } from './made-up-feed.ts'
import { renderDocument } from './render-document.ts'

/** A document as it leaves the server. */
export type ServedDocument = {
  readonly entries: readonly Entry[]
  readonly body: Uint8Array
  readonly contentType: string
  /** Its end is missing. */
  readonly isCut: boolean
  readonly etag: string
  /** Since when the feed has looked like this. */
  readonly changedAt: number
}

/** Where a document is cut that is truncated: in the middle of its items. */
const CUT_SHARE = 0.55

/** The server of one feed: makes a document anew only when it has to. */
export class FeedServer {
  readonly #feed: MadeUpFeed
  #salt = 0
  #last: { readonly signature: string; readonly document: ServedDocument } | null = null

  constructor(feed: MadeUpFeed) {
    this.#feed = feed
  }

  documentAt(at: number): ServedDocument {
    const feed = this.#feed
    const isFickle = feed.guids === 'rebuilt' || feed.links === 'tracked'
    this.#salt += 1
    const entries = listEntries(feed, at, this.#salt)
    const charset = countBegun(feed, at, 'new-charset') > 0 ? 'utf-8' : feed.charset
    const isCut = findEpisode(feed, at, 'truncated') !== null
    const stamp = feed.isStamped ? at : null
    const signature = JSON.stringify([
      entries.map(({ publication, version, link }) => [
        publication.number,
        version.since,
        isFickle ? '' : link,
      ]),
      countBegun(feed, at, 'renewed-guids', 'rebuilt-site'),
      [charset, isCut, stamp, isFickle ? this.#salt : 0],
    ])
    if (this.#last?.signature === signature) return this.#last.document

    // for some days the declaration is still the old one
    const declared = findEpisode(feed, at, 'new-charset') === null ? charset : feed.charset
    const whole = renderDocument({ feed, entries, charset: declared, stamp })
    const text = isCut ? whole.slice(0, whole.length * CUT_SHARE) : whole
    const said = feed.saidCharset === feed.charset ? declared : feed.saidCharset
    const document = {
      entries: isCut ? entries.filter((_, index) => isWholeIn(text, index)) : entries,
      body: encodeText(text, charset),
      isCut,
      contentType: `${TYPES[feed.format]}${said === null ? '' : `; charset=${said}`}`,
      etag: `"${createHash('sha256').update(signature).digest('hex').slice(0, 16)}"`,
      changedAt: at,
    }
    this.#last = { signature, document }
    return document
  }
}

const TYPES: Readonly<Record<MadeUpFeed['format'], string>> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  rdf: 'text/xml',
  json: 'application/feed+json',
}

function isWholeIn(text: string, index: number): boolean {
  return (text.match(/<\/(?:item|entry)>/g) ?? []).length > index
}
