import type { ConditionSheet } from './condition-sheet.ts'
import { datesOf } from './dates-of.ts'
import { type Arrival, expectedQuietAfter } from './expected-rhythm.ts'
import type { Entry } from './list-entries.ts'
import type { MadeUpFeed, Publication } from './made-up-feed.ts'
import type { ServedDocument } from './serve-feed.ts'

/** What the documents of a feed show of it: gaps, a site that was rebuilt, silence. */
export class DocumentObserver {
  readonly #feed: MadeUpFeed
  readonly #sheet: ConditionSheet
  readonly #known = new Set<Publication>()
  readonly #guids = new Set<string>()
  readonly #arrivals: Arrival[] = []
  #last: ServedDocument | null = null
  #listed: readonly Publication[] = []
  #watchedSince: number | null = null
  #lastNewsAt: number | null = null
  #quietAfter: number | null = null
  #isFamiliar = true

  constructor(feed: MadeUpFeed, sheet: ConditionSheet) {
    this.#feed = feed
    this.#sheet = sheet
  }

  /** The configuration names another address. */
  startOver(): void {
    this.#last = null
    this.#listed = []
    this.#watchedSince = null
    this.#lastNewsAt = null
    this.#quietAfter = null
  }

  /** null: it is the last one again. Returns whether it shows what is known. */
  see(given: ServedDocument | null, at: number): boolean {
    const isSame = given === null || given === this.#last
    if (!isSame) this.#read(given, at)
    this.#seeSilence(at)
    return this.#isFamiliar
  }

  #read(document: ServedDocument, at: number): void {
    const { entries } = document
    const isFirst = this.#watchedSince === null
    const added = entries.filter(({ publication }) => !this.#known.has(publication))
    this.#isFamiliar = isFirst || added.length < entries.length
    this.#seeGap(entries, at)
    this.#seeRenewal(entries, at)
    for (const { publication } of added)
      this.#arrivals.push(arrivalOf(this.#feed, publication, isFirst, at))
    for (const { publication, guid } of entries) {
      this.#known.add(publication)
      if (guid !== null) this.#guids.add(guid)
    }
    this.#watchedSince ??= at
    if (added.length > 0 && !isFirst) this.#lastNewsAt = at
    if (added.length > 0) this.#quietAfter = null
    this.#listed = entries.map(({ publication }) => publication)
    // of a document without its end nobody can say that it is the same
    this.#last = document.isCut ? null : document
  }

  #seeGap(entries: readonly Entry[], at: number): void {
    const now = entries.map(({ publication }) => publication)
    this.#sheet.set(this.#feed.id, 'gap', isLeap(this.#listed, now), at)
  }

  #seeRenewal(entries: readonly Entry[], at: number): void {
    const hasOwnGuids = this.#feed.guids !== 'same'
    const renewed = entries.filter(
      ({ publication, guid }) =>
        hasOwnGuids && guid !== null && this.#known.has(publication) && !this.#guids.has(guid),
    )
    const isMost = renewed.length >= 2 && renewed.length * 2 > entries.length
    this.#sheet.set(this.#feed.id, 'renewed', isMost, at)
  }

  #seeSilence(at: number): void {
    this.#quietAfter ??= expectedQuietAfter(
      this.#arrivals,
      this.#lastNewsAt,
      this.#watchedSince ?? at,
    )
    const isQuiet = at >= this.#quietAfter
    const kind = this.#lastNewsAt === null ? 'stale' : 'silent'
    const other = kind === 'stale' ? 'silent' : 'stale'
    if (!isQuiet || !this.#sheet.isOpen(this.#feed.id, kind))
      this.#sheet.set(this.#feed.id, other, false, at)
    this.#sheet.set(this.#feed.id, kind, isQuiet, at)
  }
}

function arrivalOf(
  feed: MadeUpFeed,
  publication: Publication,
  isBacklog: boolean,
  seenAt: number,
): Arrival {
  if (!isBacklog) return { seenAt, backlog: null }
  const datedAt = datesOf(feed, publication) === 'fine' ? publication.at : null
  return { seenAt, backlog: { datedAt } }
}

/** They share nothing but what stands at its place for ever; a single item is always another. */
function isLeap(before: readonly Publication[], now: readonly Publication[]): boolean {
  if (before.length === 0 || now.length === 0) return false
  if (before.length === 1 && now.length === 1) return false
  const shared = now.filter((publication) => before.includes(publication))
  if (shared.length === 0) return true
  if (shared.length > Math.max(1, now.length / 5) || before.length <= 2 * shared.length)
    return false
  return shared.every((publication) => {
    const [a, b] = [before.indexOf(publication), now.indexOf(publication)]
    return a === b || before.length - a === now.length - b
  })
}
