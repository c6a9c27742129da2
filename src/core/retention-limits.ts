import { addMs, DAY_MS, type Timestamp } from './time.ts'

/** Days, as configured; 0 keeps nothing beyond the work itself. */
export type KeptDays = {
  readonly itemDays: number
  readonly pollDays: number
  readonly bodyDays: number
}

/** What is older than its limit goes. */
export type RetentionLimits = {
  /** Stories with their items and matches, and the e-mails that told them. */
  readonly items: Timestamp
  /** Messages to administrators and the like, conditions, gaps, rules as they were. */
  readonly history: Timestamp
  readonly polls: Timestamp
  /** Keys of items that are gone, by the time when they went. */
  readonly identities: Timestamp
  /** Documents as they came. */
  readonly bodies: Timestamp
}

/**
 * What goes without an item of its own is little, and the program itself looks back at it: at the e-mails of a day for the
 * budget, at the gaps of a week, at the conditions of a month.
 */
const LEAST_HISTORY_DAYS = 31

/** Years for which what is gone does not come back as news: sites that are rebuilt list their archives again. */
const IDENTITY_DAYS = 5 * 366

/**
 * The limits at `now`. `countedSince` is where the next proof of life begins to count items and polls; null: none is wanted.
 * What it counts is kept, whatever the days.
 */
export function retentionLimits(
  { itemDays, pollDays, bodyDays }: KeptDays,
  countedSince: Timestamp | null,
  now: Timestamp,
): RetentionLimits {
  const before = (days: number): Timestamp => addMs(now, -days * DAY_MS)
  const counted = (limit: Timestamp): Timestamp =>
    countedSince !== null && countedSince < limit ? countedSince : limit
  return {
    items: counted(before(itemDays)),
    history: counted(before(Math.max(itemDays, LEAST_HISTORY_DAYS))),
    polls: counted(before(pollDays)),
    identities: before(IDENTITY_DAYS),
    bodies: before(bodyDays),
  }
}
