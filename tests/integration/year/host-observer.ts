import type { ConditionSheet } from './condition-sheet.ts'
import type { FeedObserver, HostSign } from './feed-observer.ts'

/** The hosts of all feeds: who wants to be left alone. */
export class HostObserver {
  readonly #sheet: ConditionSheet
  readonly #feeds: readonly FeedObserver[]
  readonly #blockedUntil = new Map<string, number>()

  constructor(feeds: readonly FeedObserver[], sheet: ConditionSheet) {
    this.#feeds = feeds
    this.#sheet = sheet
  }

  see(feed: FeedObserver, sign: HostSign, at: number): void {
    const { host } = sign
    const blockedUntil = this.#blockedUntil.get(host) ?? 0
    if (sign.kind === 'answered') {
      const areOthersWaiting = this.#feeds.some(
        (other) => other !== feed && other.isWaiting && other.hostAt(at) === host,
      )
      if (blockedUntil <= at && !areOthersWaiting) this.#sheet.lift(host, 'throttled', at)
      return
    }
    const until = Math.max(blockedUntil, at + sign.seconds * 1000)
    this.#blockedUntil.set(host, until)
    // an hour, or three times in a row
    const isEnough = this.#sheet.hasRecoveredToday(host, ['throttled'], at)
      ? sign.count >= 10
      : sign.count >= 3 || until - at >= 3_600_000
    if (isEnough) this.#sheet.hold(host, 'throttled', at)
  }

  /** A round is over: of a host that nobody is asked at, and nobody waits for, nothing more will be heard. */
  endRound(at: number): void {
    const open = this.#sheet.conditions.filter(
      ({ kind, end }) => kind === 'throttled' && end === null,
    )
    if (open.length === 0 || this.#feeds.some(({ isWaiting }) => isWaiting)) return
    const hosts = new Set(this.#feeds.map((feed) => feed.hostAt(at)))
    for (const { subject } of open) {
      if (!hosts.has(subject)) this.#sheet.lift(subject, 'throttled', at)
    }
  }
}
