import { MINUTE_MS, msOf, type Timestamp, timestampOf, utcMsOf } from '../time.ts'

/** What a calendar and a clock on the wall show; months and days from 1. */
export type WallTime = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/**
 * Dates outside are placeholders of some program (0001-01-01), or years of another calendar (1447 of the Hijra, 1404 of Persia):
 * ours began in 1582.
 */
const FIRST_YEAR = 1583
const LAST_YEAR = 9998

/** The instant at which a wall clock `offsetMinutes` east of Greenwich shows this; null when none ever does. */
export function instantAtOffset(wall: WallTime, offsetMinutes: number): Timestamp | null {
  if (!isPossible(wall)) return null
  return timestampOf(utcMsOfWall(wall) - offsetMinutes * MINUTE_MS)
}

/** The instant at which a wall clock in an IANA timezone shows this; the first one when it does so twice. */
export function instantInZone(wall: WallTime, timezone: string): Timestamp | null {
  const asUtc = instantAtOffset(wall, 0)
  if (asUtc === null) return null
  // the offset is that of the instant itself, which the first guess misses only around a change of the clocks
  const guess = instantAtOffset(wall, offsetMinutesAt(timezone, msOf(asUtc)))
  return guess && instantAtOffset(wall, offsetMinutesAt(timezone, msOf(guess)))
}

/** Whether Intl knows the timezone; its name may come from a feed. */
export function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}

function isPossible({ year, month, day, hour, minute, second }: WallTime): boolean {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return false
  if (day > daysIn(year, month)) return false
  const isMidnight = hour === 24 && minute === 0 && second === 0
  return (hour < 24 || isMidnight) && minute < 60 && second <= 60 // 60: a leap second
}

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (month === 2) return isLeap ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

const utcMsOfWall = (wall: WallTime): number =>
  utcMsOf(wall.year, wall.month, wall.day, wall.hour, wall.minute, wall.second)

function offsetMinutesAt(timezone: string, ms: number): number {
  const parts = formatterFor(timezone).formatToParts(ms)
  const part = (type: string): number => Number(parts.find((p) => p.type === type)?.value)
  const shown = utcMsOfWall({
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  })
  return Math.round((shown - ms) / MINUTE_MS)
}

/** One for each timezone met, as making one costs twenty times what using it does. Feeds spell names as they like. */
const FORMATTERS = new Map<string, Intl.DateTimeFormat>()
/** There are a few hundred zones, and as many offsets; what goes beyond is made anew. */
const MOST_FORMATTERS = 500

function formatterFor(timezone: string): Intl.DateTimeFormat {
  const name = timezone.toLowerCase()
  const known = FORMATTERS.get(name)
  if (known !== undefined) return known
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  if (FORMATTERS.size >= MOST_FORMATTERS) FORMATTERS.clear()
  FORMATTERS.set(name, formatter)
  return formatter
}
