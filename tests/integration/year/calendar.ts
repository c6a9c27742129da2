import { DAY_MS, msOf, type Timestamp, timestampOf } from '../../../src/core/time.ts'

/** The days of the made-up world. */

const START = '2026-01-01T00:00:00.000Z' as Timestamp
export const START_MS = msOf(START)

/** Summer time begins and ends in it. */
export const TIMEZONE = 'Europe/Brussels'

/** A stretch of days counted from the start. */
type Days = { readonly from: number; readonly until: number }

/** While the watch itself does not run. */
export const DOWNTIMES: readonly Days[] = [
  { from: 101, until: 106 },
  { from: 243, until: 245.5 },
]

/** Of each year, counted from its first day: nobody publishes. */
const HOLIDAYS: readonly Days[] = [
  { from: 0, until: 2 },
  { from: 92, until: 96 },
  { from: 226, until: 227 },
  { from: 357, until: 361 },
]

export function msOfDay(day: number): number {
  return START_MS + Math.round(day * DAY_MS)
}

export function isDaemonDown(at: number): boolean {
  return DOWNTIMES.some(({ from, until }) => msOfDay(from) <= at && at < msOfDay(until))
}

/** Weekends and holidays. */
export function isDayOff(at: number): boolean {
  const weekday = new Date(at).getUTCDay()
  if (weekday === 0 || weekday === 6) return true
  const firstDay = Date.UTC(new Date(at).getUTCFullYear(), 0, 1)
  const day = (at - firstDay) / DAY_MS
  return HOLIDAYS.some(({ from, until }) => from <= day && day < until)
}

/** The day of an instant, for messages. */
export function describeTime(at: number): string {
  return timestampOf(at).slice(0, 16)
}
