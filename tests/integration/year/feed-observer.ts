import { DAY_MS } from '../../../src/core/time.ts'
import type { ConditionSheet } from './condition-sheet.ts'
import { DocumentObserver } from './document-observer.ts'
import type { MadeUpFeed } from './made-up-feed.ts'
import type { Visit, VisitOutcome } from './visit-book.ts'

const UNREADABLE = ['broken', 'not-a-feed', 'gone', 'wants-post'] as const

/** One feed, from visit to visit. */
export class FeedObserver {
  readonly #id: string
  readonly #sheet: ConditionSheet
  readonly #documents: DocumentObserver
  #configured: string | null = null
  #failureCount = 0
  #throttleCount = 0
  #move: { to: string | null; count: number; isAdopted: boolean } = NOT_MOVED

  constructor(feed: MadeUpFeed, sheet: ConditionSheet) {
    this.#id = feed.id
    this.#sheet = sheet
    this.#documents = new DocumentObserver(feed, sheet)
  }

  see({ at, configured, host, outcome }: Visit): void {
    if (this.#configured !== configured) {
      this.#failureCount = 0
      this.#throttleCount = 0
      this.#move = NOT_MOVED
      this.#documents.startOver()
    }
    this.#configured = configured
    switch (outcome.kind) {
      case 'read':
        this.#seeRead(outcome, host, at)
        break
      case 'unreadable':
        this.#seeFailure(outcome.as, at)
        break
      case 'throttled':
        this.#throttleCount += 1
        // an hour, or three times in a row
        if (outcome.seconds >= 3600 || this.#throttleCount >= 3) {
          this.#sheet.set(host, 'throttled', true, at)
        }
        break
    }
  }

  #seeRead(outcome: VisitOutcome & { kind: 'read' }, host: string, at: number): void {
    this.#failureCount = 0
    this.#throttleCount = 0
    for (const kind of UNREADABLE) this.#sheet.set(this.#id, kind, false, at)
    this.#sheet.set(host, 'throttled', false, at)
    this.#sheet.set(this.#id, 'cookies-first', outcome.neededCookie, at)
    const isFamiliar = this.#documents.see(outcome.document, at)
    this.#seeMove(outcome.movedTo, isFamiliar)
    this.#sheet.set(this.#id, 'moved', this.#move.isAdopted, at)
  }

  /** Five polls in a row were sent on to an address that lists the same items. */
  #seeMove(movedTo: string | null, isFamiliar: boolean): void {
    const { isAdopted } = this.#move
    // an address that showed other things at first is another feed, however well it is known by now
    const isStranger = !isFamiliar || (movedTo === this.#move.to && this.#move.count === 0)
    if (movedTo === null) this.#move = { to: null, count: 0, isAdopted }
    else if (isStranger) this.#move = { to: movedTo, count: 0, isAdopted }
    else {
      const count = movedTo === this.#move.to ? this.#move.count + 1 : 1
      this.#move =
        count < 5 ? { to: movedTo, count, isAdopted } : { to: null, count: 0, isAdopted: true }
    }
  }

  #seeFailure(as: (typeof UNREADABLE)[number], at: number): void {
    this.#failureCount += 1
    this.#throttleCount = 0
    if (this.#failureCount >= 3) this.#move = NOT_MOVED
    if (!this.#move.isAdopted) this.#sheet.set(this.#id, 'moved', false, at)
    const hasRecoveredToday = this.#sheet.lastEnd(this.#id, UNREADABLE) >= at - DAY_MS
    const isCertain = as === 'gone' || as === 'wants-post'
    const isMany = this.#failureCount >= (hasRecoveredToday ? 6 : 3)
    if (isCertain || isMany) this.#sheet.set(this.#id, as, true, at)
  }
}

const NOT_MOVED = { to: null, count: 0, isAdopted: false }
