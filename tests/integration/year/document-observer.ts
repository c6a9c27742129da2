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

  constructor(feed: MadeUpFeed, sheet: ConditionSheet) {
    this.#feed = feed
    this.#sheet = sheet
  }

  /** The configuration names another address. */
  startOver(): void {
    this.#last = null
    this.#listed = []
    this.#watchedSince = null
    this.#quietAfter = null
  }

  /** null: it is the last one again. Returns whether it lists anything that the one before did. */
  see(given: ServedDocument | null, at: number): boolean {
    const isSame = given === null || given === this.#last
    const isFamiliar = isSame ? this.#listed.length > 0 : this.#read(given, at)
    this.#seeSilence(at)
    return isFamiliar
  }

  #read(document: ServedDocument, at: number): boolean {
    const { entries } = document
    const isFirst = this.#watchedSince === null
    const added = entries.filter(({ publication }) => !this.#known.has(publication))
    const listed = entries.map(({ publication }) => publication)
    const isFamiliar =
      this.#listed.length === 0
        ? listed.length > 0
        : listed.some((publication) => this.#listed.includes(publication))
    const isGap = added.length > 0 && isLeap(this.#listed, listed)
    this.#sheet.holdIf(isGap, this.#feed.id, 'gap', at)
    this.#seeRenewal(entries, at)
    for (const { publication } of added)
      this.#arrivals.push(arrivalOf(this.#feed, publication, isFirst, at))
    for (const { publication, guid } of entries) {
      this.#known.add(publication)
      if (guid !== null) this.#guids.add(guid)
    }
    this.#watchedSince ??= at
    // what a corrected address lists is news of a feed that had brought some before
    const isWatched = !isFirst || this.#lastNewsAt !== null
    if (added.length > 0 && isWatched) this.#lastNewsAt = at
    if (added.length > 0) this.#quietAfter = null
    if (listed.length > 0) this.#listed = listed
    // of a document without its end nobody can say that it is the same
    this.#last = document.isCut ? null : document
    return isFamiliar
  }

  #seeRenewal(entries: readonly Entry[], at: number): void {
    const hasOwnGuids = this.#feed.guids !== 'same'
    const renewed = entries.filter(
      ({ publication, guid }) =>
        hasOwnGuids && guid !== null && this.#known.has(publication) && !this.#guids.has(guid),
    )
    const isMost = renewed.length >= 2 && renewed.length * 2 > entries.length
    this.#sheet.holdIf(isMost, this.#feed.id, 'renewed', at)
  }

  #seeSilence(at: number): void {
    this.#quietAfter ??= expectedQuietAfter(
      this.#arrivals,
      this.#lastNewsAt,
      this.#watchedSince ?? at,
    )
    if (at >= this.#quietAfter) {
      this.#sheet.hold(this.#feed.id, this.#lastNewsAt === null ? 'stale' : 'silent', at)
      return
    }
    this.#sheet.lift(this.#feed.id, 'silent', at)
    this.#sheet.lift(this.#feed.id, 'stale', at)
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
