import { configuredAddress } from './addresses.ts'
import type { ConditionSheet } from './condition-sheet.ts'
import { DocumentObserver } from './document-observer.ts'
import type { MadeUpFeed } from './made-up-feed.ts'
import type { Visit, VisitOutcome } from './visit-book.ts'

const UNREADABLE = ['broken', 'not-a-feed', 'gone', 'wants-post'] as const

/** What a poll says of the host that answered. */
export type HostSign =
  | { readonly kind: 'answered'; readonly host: string }
  | {
      readonly kind: 'throttled'
      readonly host: string
      readonly seconds: number
      readonly count: number
    }

/** One feed, from visit to visit. */
export class FeedObserver {
  readonly #feed: MadeUpFeed
  readonly #id: string
  readonly #sheet: ConditionSheet
  readonly #documents: DocumentObserver
  #configured: string | null = null
  #failureCount = 0
  #throttleCount = 0
  #lastFailure: { readonly as: string; readonly count: number } | null = null
  #move: Move = NOT_MOVED

  constructor(feed: MadeUpFeed, sheet: ConditionSheet) {
    this.#feed = feed
    this.#id = feed.id
    this.#sheet = sheet
    this.#documents = new DocumentObserver(feed, sheet)
  }

  /** Its host has asked it to come back later. */
  get isWaiting(): boolean {
    return this.#throttleCount > 0
  }

  /** Where it is asked by the configuration of that time. */
  hostAt(at: number): string {
    const { url } = configuredAddress(this.#feed, at)
    const isKnown = this.#configured === url
    return new URL(isKnown ? (this.#move.adopted ?? url) : url).host
  }

  /** null: the visit is not the whole of the poll, or says nothing of a host. */
  see({ at, configured, start, host, outcome }: Visit): HostSign | null {
    if (this.#configured !== configured) this.#startOver()
    this.#configured = configured
    const { adopted } = this.#move
    const asked = start === adopted ? 'adopted' : 'configured'
    // the configured address is looked after; what it answers counts if it is the feed
    if (adopted !== null && asked === 'configured' && outcome.kind !== 'read') return null
    switch (outcome.kind) {
      case 'read':
        this.#seeRead(outcome, asked, at)
        return { kind: 'answered', host }
      case 'unreadable':
        if (asked === 'adopted' && outcome.as === 'gone') {
          this.#move = NOT_MOVED // and the configured one is asked at once
          return null
        }
        this.#seeFailure(outcome, at)
        return outcome.isAnswered ? { kind: 'answered', host: this.hostAt(at) } : null
      case 'throttled':
        this.#throttleCount += 1
        this.#lastFailure = null
        if (this.#throttleCount >= 3) this.#move = NOT_MOVED
        return { kind: 'throttled', host, seconds: outcome.seconds, count: this.#throttleCount }
    }
  }

  /** The configuration names another address. */
  #startOver(): void {
    this.#failureCount = 0
    this.#throttleCount = 0
    this.#lastFailure = null
    this.#move = NOT_MOVED
    this.#documents.startOver()
  }

  #seeRead(
    outcome: VisitOutcome & { kind: 'read' },
    asked: 'configured' | 'adopted',
    at: number,
  ): void {
    this.#failureCount = 0
    this.#throttleCount = 0
    this.#lastFailure = null
    for (const kind of UNREADABLE) this.#sheet.lift(this.#id, kind, at)
    this.#sheet.holdIf(outcome.neededCookie, this.#id, 'cookies-first', at)
    const isFamiliar = this.#documents.see(outcome.document, at)
    this.#move = moveOn(this.#move, outcome, asked, isFamiliar)
    const { adopted } = this.#move
    if (adopted === null) this.#sheet.lift(this.#id, 'moved', at)
    else this.#sheet.hold(this.#id, 'moved', at, adopted)
  }

  #seeFailure({ as }: VisitOutcome & { kind: 'unreadable' }, at: number): void {
    this.#failureCount += 1
    this.#throttleCount = 0
    const inARow = this.#lastFailure?.as === as ? this.#lastFailure.count + 1 : 1
    this.#lastFailure = { as, count: inARow }
    if (this.#failureCount >= 3) this.#move = NOT_MOVED
    if (this.#move.adopted === null) this.#sheet.lift(this.#id, 'moved', at)
    if (this.#isEnough(as, inARow, at)) this.#sheet.hold(this.#id, as, at)
  }

  #isEnough(as: (typeof UNREADABLE)[number], inARow: number, at: number): boolean {
    const isCertain = as === 'gone' || as === 'wants-post'
    if (this.#sheet.isOpen(this.#id, as)) return true
    if (this.#sheet.isOpen(this.#id, ...UNREADABLE)) return inARow >= (isCertain ? 3 : 6)
    if (this.#sheet.hasRecoveredToday(this.#id, UNREADABLE, at)) return this.#failureCount >= 6
    return isCertain || this.#failureCount >= 3
  }
}

type Move = {
  readonly to: string | null
  readonly count: number
  /** Which address is asked in place of the configured one. */
  readonly adopted: string | null
}

const NOT_MOVED: Move = { to: null, count: 0, adopted: null }

/** Five polls in a row were sent on to an address that lists what was listed before. */
function moveOn(
  before: Move,
  { movedTo, isAtHome }: Extract<VisitOutcome, { kind: 'read' }>,
  asked: 'configured' | 'adopted',
  isFamiliar: boolean,
): Move {
  const { adopted } = before
  if (movedTo === null && asked === 'configured') {
    return adopted !== null && !isAtHome ? before : NOT_MOVED
  }
  if (movedTo === null || movedTo === adopted) return { to: null, count: 0, adopted }
  // an address that showed other things at first is another feed, however well it is known by now
  const isStranger = !isFamiliar || (movedTo === before.to && before.count === 0)
  if (isStranger) return { to: movedTo, count: 0, adopted }
  const count = movedTo === before.to ? before.count + 1 : 1
  return count < 5 ? { to: movedTo, count, adopted } : { to: null, count: 0, adopted: movedTo }
}
