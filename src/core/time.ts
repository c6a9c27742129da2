/**
 * Times as values. An instant is an ISO 8601 string in UTC with milliseconds, so that it sorts as text,
 * reads in a database and cannot be confused with any other string. `core` never reads the clock: whoever
 * needs the time gets it as an argument called `now`.
 */

declare const timestampBrand: unique symbol

/** An instant, always `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export type Timestamp = string & { readonly [timestampBrand]: true }

export const SECOND_MS = 1_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** The instant `ms` milliseconds after the Unix epoch. Throws a RangeError outside of what Date can hold. */
export function timestampOf(ms: number): Timestamp {
  if (ms !== lastMs) {
    lastTimestamp = new Date(ms).toISOString() as Timestamp // toISOString is what defines the brand
    lastMs = ms
  }
  return lastTimestamp
}

/** Hundreds of polls ask for the same few milliseconds, and writing one takes as long as a statement of SQL. */
let lastMs = 0
let lastTimestamp = new Date(lastMs).toISOString() as Timestamp

/** Milliseconds since the Unix epoch. */
export function msOf(timestamp: Timestamp): number {
  return Date.parse(timestamp)
}

export function addMs(timestamp: Timestamp, ms: number): Timestamp {
  return ms === 0 ? timestamp : timestampOf(msOf(timestamp) + ms)
}

/** Milliseconds since the Unix epoch of a date and time in UTC; months and days count from 1, excess carries over. */
export function utcMsOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  return Date.UTC(year, month - 1, day, hour, minute, second)
}
