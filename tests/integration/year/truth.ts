import type { Entry } from './list-entries.ts'
import type { MadeUpFeed, Publication, Version } from './made-up-feed.ts'
import type { ServedDocument } from './serve-feed.ts'

/** What the watch was shown of a publication. */
export type Sighting = {
  readonly publication: Publication
  /** The versions that were shown, in order, and when each was first. */
  readonly shown: { readonly version: Version; readonly at: number }[]
  /** It stood in the first document that was read at an address: it was no news. */
  readonly wasBacklog: boolean
}

/** What fell off between two documents of a feed that were read one after the other. */
export type Leap = {
  readonly feedId: string
  readonly at: number
  /** The configuration names another address since the first of them. */
  readonly isStart: boolean
  /** An empty one came between. */
  readonly isAfterNothing: boolean
  /** The two share nothing, so that it can be noticed. */
  readonly isDisjoint: boolean
  /** Published between what they show, and shown by neither. */
  readonly missed: readonly Publication[]
}

/**
 * The world's own book of what left its servers. It is written when a document is handed over, and knows nothing of what
 * the watch makes of it.
 */
export class Truth {
  readonly sightings = new Map<Publication, Sighting>()
  readonly leaps: Leap[] = []
  /** How many documents were handed over whole or in part. */
  documentCount = 0
  readonly #lastSeen = new Map<string, ReadonlySet<Publication>>()
  /** The number of the newest publication that each feed has shown of its own. */
  readonly #newest = new Map<string, number>()
  readonly #last = new Map<string, ServedDocument>()
  /** Feeds whose last document was empty. */
  readonly #empty = new Set<string>()
  /** The configured address that a feed has last been read at. */
  readonly #readAt = new Map<string, string>()

  /** Takes down that a feed was given a document; `configured` is the address that was asked for first. */
  noteDocument(feed: MadeUpFeed, configured: string, document: ServedDocument, at: number): void {
    this.documentCount += 1
    const isFirst = this.#readAt.get(feed.id) !== configured
    this.#readAt.set(feed.id, configured)
    if (this.#last.get(feed.id) === document) return
    this.#last.set(feed.id, document)
    for (const entry of document.entries) this.#note(entry, at, isFirst)
    this.#noteLeap(feed, document.entries, isFirst, at)
    if (document.entries.length === 0) this.#empty.add(feed.id)
    else this.#empty.delete(feed.id)
  }

  #note({ publication, version }: Entry, at: number, isFirst: boolean): void {
    const known = this.sightings.get(publication)
    if (known === undefined) {
      this.sightings.set(publication, {
        publication,
        shown: [{ version, at }],
        wasBacklog: isFirst,
      })
    } else if (known.shown.at(-1)?.version !== version) {
      known.shown.push({ version, at })
    }
  }

  #noteLeap(feed: MadeUpFeed, entries: readonly Entry[], isStart: boolean, at: number): void {
    const seen = new Set(entries.map(({ publication }) => publication))
    const before = this.#lastSeen.get(feed.id)
    if (seen.size === 0) return
    this.#lastSeen.set(feed.id, seen)
    const newest = newestOf(feed, seen)
    const newestBefore = this.#newest.get(feed.id)
    if (newest !== null) this.#newest.set(feed.id, newest)
    if (before === undefined) return
    const missed =
      newest === null || newestBefore === undefined
        ? []
        : feed.publications.slice(newestBefore + 1, newest).filter((other) => !seen.has(other))
    const isDisjoint = before.isDisjointFrom(seen)
    if (isDisjoint || missed.length > 0) {
      const isAfterNothing = this.#empty.has(feed.id)
      this.leaps.push({ feedId: feed.id, at, isStart, isAfterNothing, isDisjoint, missed })
    }
  }
}

/** The number of the feed's own newest publication in a document; null: it shows another feed's. */
function newestOf(feed: MadeUpFeed, seen: ReadonlySet<Publication>): number | null {
  const own = [...seen].filter(
    (publication) => feed.publications[publication.number] === publication,
  )
  return own.length === 0 ? null : Math.max(...own.map(({ number }) => number))
}
