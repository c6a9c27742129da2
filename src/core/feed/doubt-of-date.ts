import { addMs, HOUR_MS, type Timestamp } from '../time.ts'

export type DateDoubt = 'future' | 'absurd'

/**
 * A date later than this after the item was seen first is an announcement, or a mistake. A date without a zone that was read in the wrong
 * one is 26 hours off at most, and a ministry may date what it releases tonight by the morning.
 */
const LATEST_AFTER_SEEN_MS = 36 * HOUR_MS

/** Before the web there were no feeds; 1970 is what programs make of no date at all. */
const FIRST_SENSIBLE = '1990'

/** Why the date that an item has by its feed cannot be the time of its publication; null: it can. */
export function doubtOfDate(published: Timestamp, seenAt: Timestamp): DateDoubt | null {
  if (published < FIRST_SENSIBLE) return 'absurd'
  // most items are older than that, which takes no reckoning with dates
  if (published <= seenAt) return null
  return published > addMs(seenAt, LATEST_AFTER_SEEN_MS) ? 'future' : null
}

type Dated = { readonly published: Timestamp | null; readonly firstSeenAt: Timestamp }

export function hasBelievableDate({ published, firstSeenAt }: Dated): boolean {
  return published !== null && doubtOfDate(published, firstSeenAt) === null
}

/**
 * When an item was news, as far as its own date can be believed, and never later than it was seen first: the order of news hangs
 * on it, and what a feed says of the future must not stand on top for years.
 */
export function newsTimeOf(item: Dated): Timestamp {
  const { published, firstSeenAt } = item
  if (published === null || published > firstSeenAt) return firstSeenAt
  return hasBelievableDate(item) ? published : firstSeenAt
}
