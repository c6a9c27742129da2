import { type Dice, diceOf, seedOf } from '../../../bench/rules/random.ts'
import { DAY_MS, HOUR_MS } from '../../../src/core/time.ts'
import { isRefused } from './make-subscriptions.ts'
import { isWithin, publishingEnds, type Span, START_MS } from './month-calendar.ts'
import type { MonthSize } from './month-size.ts'

/**
 * What the mail server does wrong and when: episodes of hours, addresses that are greylisted or refused for good, and now and
 * then anything at all. What it does wrong depends on the made-up time, and on how many attempts came before.
 */

/** Of the whole server, for hours. */
export type Episode = 'down' | 'greets-421' | 'one-connection' | 'slow' | 'no-mail'

/** Of one message. A cut leaves the client alone with an open question. */
export type MessageFault =
  | 'none'
  | 'mail-451'
  | 'rcpt-451'
  | 'rate-limit'
  | 'data-451'
  | 'cut-before-data'
  | 'cut-in-data'
  | 'after-data-451'
  /** The message is kept, and nobody is told. */
  | 'cut-after-data'

/** How long the longest of each is. */
const EPISODE_HOURS: Readonly<Record<Episode, number>> = {
  down: 6,
  'greets-421': 4,
  'one-connection': 12,
  slow: 8,
  'no-mail': 4,
}
/** Of each, in a month; in a few days as many as some of them meet a message. */
const PER_MONTH = 8
const LEAST = 3

/** Shares of the messages. */
const SHARES: Readonly<Record<Exclude<MessageFault, 'none' | 'mail-451'>, number>> = {
  'rcpt-451': 0.03,
  'rate-limit': 0.02,
  'data-451': 0.03,
  'cut-before-data': 0.03,
  'cut-in-data': 0.03,
  'after-data-451': 0.05,
  'cut-after-data': 0.05,
}

const GREYLISTED_SHARE = 0.3
/** A greylisting server wants to be asked again after some seconds, and remembers for so long that it was. */
const GREYLIST_LEAST_MS = 4_000
const GREYLIST_MEMORY_MS = 12 * HOUR_MS

export class MailWeather {
  readonly #seed: number
  readonly #end: number
  readonly #episodes: ReadonlyMap<Episode, readonly Span[]>
  readonly #dice: Dice
  /** When a greylisted address was first asked for. */
  readonly #firstAskedAt = new Map<string, number>()

  constructor(size: MonthSize) {
    this.#seed = size.seed
    this.#end = publishingEnds(size)
    this.#episodes = planEpisodes(size)
    this.#dice = diceOf(seedOf('messages', size.seed))
  }

  has(episode: Episode, at: number): boolean {
    return isWithin(this.#episodes.get(episode) ?? [], at)
  }

  /** What happens to the next message. */
  faultOfMessage(at: number): MessageFault {
    if (at >= this.#end) return 'none'
    if (this.has('no-mail', at)) return 'mail-451'
    let left = this.#dice.next()
    for (const [fault, share] of Object.entries(SHARES)) {
      left -= share
      if (left < 0) return fault as MessageFault // the keys of SHARES
    }
    return 'none'
  }

  /** What is said to an address that is written to. */
  answerToRecipient(address: string, at: number): 'welcome' | 'greylisted' | 'refused' {
    if (isRefused(address)) return 'refused'
    if (at >= this.#end || !this.#isGreylisted(address)) return 'welcome'
    const first = this.#firstAskedAt.get(address)
    if (first === undefined || at - first > GREYLIST_MEMORY_MS) {
      this.#firstAskedAt.set(address, at)
      return 'greylisted'
    }
    return at - first < GREYLIST_LEAST_MS ? 'greylisted' : 'welcome'
  }

  #isGreylisted(address: string): boolean {
    return diceOf(seedOf(`greylist ${address}`, this.#seed)).chance(GREYLISTED_SHARE)
  }
}

function planEpisodes({ dayCount, seed }: MonthSize): ReadonlyMap<Episode, readonly Span[]> {
  const count = Math.max(LEAST, Math.round((PER_MONTH * dayCount) / 30))
  const dice = diceOf(seedOf('episodes', seed))
  const plan = (hours: number): readonly Span[] =>
    Array.from({ length: count }, () => {
      const from = START_MS + dice.next() * (dayCount - 1) * DAY_MS
      return { from, until: from + (0.3 + 0.7 * dice.next()) * hours * HOUR_MS }
    })
  const kinds = Object.keys(EPISODE_HOURS) as Episode[] // the keys are written above
  return new Map(kinds.map((kind) => [kind, plan(EPISODE_HOURS[kind])]))
}
