import { instantInZone } from './feed/wall-time.ts'
import { DAY_MS, msOf, type Timestamp, timestampOf, utcMsOf } from './time.ts'

/** Some days in a row, as a calendar on the wall has them. */
export type DayRange = {
  /** `2026-03-02`, oldest first. */
  readonly dates: readonly string[]
  /** When each of them begins. */
  readonly starts: readonly Timestamp[]
  /** When the first of them begins. */
  readonly since: Timestamp
}

/** Ten years: more than anybody keeps items, and few enough to count by rule and day. */
export const MOST_DAYS = 3_660

/** The last days in a timezone up to the day of `now`, that one among them. Throws for a number that is no count of days. */
export function lastDays(now: Timestamp, count: number, timezone: string): DayRange {
  if (!Number.isInteger(count) || count < 1 || count > MOST_DAYS) {
    throw new RangeError(`${count} is no number of days`)
  }
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' })
  const [year, month, day] = partsOf(format.format(msOf(now)))
  const today = utcMsOf(year, month, day, 0, 0, 0) // to count back from
  const days = Array.from({ length: count }, (_, index) => {
    const date = timestampOf(today - (count - 1 - index) * DAY_MS).slice(0, 10)
    return { date, start: startOf(date, timezone) }
  })
  const starts = days.map(({ start }) => start)
  return { dates: days.map(({ date }) => date), starts, since: starts[0] ?? now }
}

function startOf(date: string, timezone: string): Timestamp {
  const [year, month, day] = partsOf(date)
  const start = instantInZone({ year, month, day, hour: 0, minute: 0, second: 0 }, timezone)
  if (start === null) throw new RangeError(`${date} is no day`)
  return start
}

function partsOf(date: string): readonly [number, number, number] {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  return [year, month, day]
}

/** The place of an instant among the days; what comes after the last one counts as of it. -1: it was before all. */
export function dayIndexOf({ starts }: DayRange, at: Timestamp): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((starts[middle] ?? at) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}
