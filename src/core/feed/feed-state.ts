import type { FeedId } from '../ids.ts'
import type { Timestamp } from '../time.ts'
import type { Validators } from './fetch-result.ts'

/** What is remembered of a feed between polls. */
export type FeedState = {
  readonly feedId: FeedId
  /** The configured address that the state was learnt from; another one in the configuration starts over. */
  readonly url: string
  readonly title: string | null
  readonly link: string | null
  readonly language: string | null
  /** null: never yet, so that whatever the first success brings was already published. */
  readonly firstSucceededAt: Timestamp | null
  readonly lastPolledAt: Timestamp | null
  readonly lastSucceededAt: Timestamp | null
  readonly lastOutcome: PollOutcome | null
  /** How often in a row polls have ended like the last one. */
  readonly outcomeCount: number
  readonly lastMessage: string | null
  /** Failures in a row. */
  readonly failureCount: number
  /** Answers in a row, the last one among them, by which the server asked to come back later; such an answer is no failure. */
  readonly throttleCount: number
  /** Until when it asked to be left alone, by hand too. */
  readonly throttledUntil: Timestamp | null
  /** After a poll that brought nothing: not polled by schedule before this instant, and then whatever the schedule says. */
  readonly retryAt: Timestamp | null
  readonly validators: Validators
  readonly bodyHash: string | null
  /** When the whole document came last, and not only the word that it is unchanged. */
  readonly fullAt: Timestamp | null
  /** How many minutes its last document wants to be kept: RSS's ttl. */
  readonly ttlMinutes: number | null
  /** How long the last answer said that it stays fresh: a turn of its schedule before this instant waits until then. */
  readonly freshUntil: Timestamp | null
  readonly move: Move
  /** When a poll brought an item that was new, the first poll aside. */
  readonly lastNewsAt: Timestamp | null
  /** When no news by then is unlike the feed; null while nothing is known of its rhythm. */
  readonly quietAfter: Timestamp | null
  /** The stored items that its last document listed, in the order of the document. */
  readonly listedItems: readonly number[]
}

/** Where a feed's address leads for good, as its server says. */
export type Move = {
  /** The address at the end of permanent redirects; null: none. */
  readonly to: string | null
  /** Polls in a row that were sent there and found the feed's items; 0: the first of them did not. */
  readonly count: number
  /** The address that is asked in place of the configured one; null: the configured one. */
  readonly adoptedUrl: string | null
  /** When the configured address was asked last, while another is asked in its place. */
  readonly checkedAt: Timestamp | null
}

export const NOT_MOVED: Move = { to: null, count: 0, adoptedUrl: null, checkedAt: null }

/** How a poll ended; the `outcome` of its row. */
export const POLL_OUTCOMES = [
  'stored', // read, and what it held is in the database
  'unchanged', // 304, or the same body as before
  'throttled',
  'gone',
  'failed',
  'not-a-feed',
  'malformed',
  'wants-post', // 405 to GET
] as const

export type PollOutcome = (typeof POLL_OUTCOMES)[number]

/** The address that is asked for a feed whose configuration names `url`. */
export function addressOf(url: string, state: FeedState | null): string {
  return state?.url === url ? (state.move.adoptedUrl ?? url) : url
}
