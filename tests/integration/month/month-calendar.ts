import { DAY_MS, HOUR_MS, msOf, type Timestamp } from '../../../src/core/time.ts'
import type { MonthSize } from './month-size.ts'

/** The days of the made-up month. */

/** From an instant up to another, in milliseconds since 1970. */
export type Span = { readonly from: number; readonly until: number }

/** A Monday. Summer time begins in the month in America and in Europe. */
export const START_MS = msOf('2026-03-02T00:00:00.000Z' as Timestamp)

/** Nothing is published and nothing goes wrong any more: weekly digests come round, and what waits is told. */
const QUIET_DAYS = 9
/** By then what was published is polled; after it, nothing is. */
const LAST_POLLS_MS = 12 * HOUR_MS

export function publishingEnds({ dayCount }: MonthSize): number {
  return START_MS + dayCount * DAY_MS
}

export function pollingEnds(size: MonthSize): number {
  return publishingEnds(size) + LAST_POLLS_MS
}

export function monthEnds(size: MonthSize): number {
  return publishingEnds(size) + QUIET_DAYS * DAY_MS
}

export function isWithin(spans: readonly Span[], at: number): boolean {
  return spans.some(({ from, until }) => from <= at && at < until)
}
