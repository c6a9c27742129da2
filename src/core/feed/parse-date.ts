import { foldSpace } from '../text/fold-space.ts'
import { type Timestamp, timestampOf } from '../time.ts'
import { type CalendarDay, dayOfWeek, dayOfYear } from './calendar-day.ts'
import { countedYear, type YearCount } from './counted-year.ts'
import { DATE_PATTERNS, type DayOrder } from './date-patterns.ts'
import { dateText } from './date-text.ts'
import { findDayOrder } from './day-order.ts'
import { monthOf } from './month-of.ts'
import { parseUsualDate } from './parse-usual-date.ts'
import { instantAtOffset, instantInZone, type WallTime } from './wall-time.ts'
import { readZone } from './zone-offset.ts'

/**
 * Dates as feeds write them: RFC 822 with every liberty, ISO 8601 and W3C's profile, forms of many countries with their
 * calendars, scripts and names, plain numbers, seconds since 1970. A date without a zone is in `timezone` (an IANA name); what
 * 03/04/2026 means, `dayOrder` says. Null when it is no date; nothing is guessed from half a date beyond its first day or hour.
 */
export function parseDate(raw: string, timezone: string, dayOrder?: DayOrder): Timestamp | null {
  return parseUsualDate(raw) ?? parseAnyDate(raw, timezone, dayOrder)
}

function parseAnyDate(
  raw: string,
  timezone: string,
  dayOrder: DayOrder = findDayOrder([raw], timezone),
): Timestamp | null {
  if (raw.length > MAX_DATE_CHARS) return null
  const epoch = parseEpoch(foldSpace(raw))
  if (epoch !== null) return epoch
  const text = dateText(raw)
  const count = yearCountOf(raw, timezone)
  for (const candidate of candidatesOf(text)) {
    for (const pattern of DATE_PATTERNS[dayOrder]) {
      const groups = pattern.exec(candidate)?.groups
      const wall = groups === undefined ? null : readWallTime(groups, count)
      const instant = wall && toInstant(wall, groups?.['zone'], timezone)
      if (instant !== null) return instant
    }
  }
  return parseLateEpoch(text)
}

/** The longest real one has 72: "Wednesday, 31 December 2026 at 11:59:59 p.m. GMT+0900 (Korean Standard Time)". */
const MAX_DATE_CHARS = 120

function yearCountOf(raw: string, timezone: string): YearCount {
  if (/\p{Script=Thai}/u.test(raw) || timezone === 'Asia/Bangkok') return 'buddhist'
  return timezone === 'Asia/Taipei' ? 'minguo' : 'common'
}

/** Seconds, with or without a fraction, or milliseconds since 1970, with as many digits as they have had since 2001. */
function parseEpoch(text: string): Timestamp | null {
  const [, seconds] = /^(1\d{9})(?:\.\d+)?$/.exec(text) ?? []
  if (seconds !== undefined) return timestampOf(Number(seconds) * 1000)
  // the second form is what .NET makes of a date in JSON
  const [, ms] = /^(?:\/Date\()?(1\d{12})(?:(?:[+-]\d{4})?\)\/)?$/.exec(text) ?? []
  return ms === undefined ? null : timestampOf(Number(ms))
}

/** From May 2033 on seconds begin with 2, and could be year, month, day and hour. */
function parseLateEpoch(text: string): Timestamp | null {
  return /^2\d{9}$/.test(text) ? timestampOf(Number(text) * 1000) : null
}

/** The text, and what is left of it without one or two words at its start. A comma shows that there are such words. */
function* candidatesOf(text: string): Generator<string> {
  const hasWords = /^[^\d,]{1,30},/.test(text)
  if (!hasWords) yield text
  const once = withoutWeekday(text)
  if (once !== text) yield once
  const twice = withoutWeekday(once)
  if (twice !== once) yield twice
  if (hasWords) yield text
}

/** "Tue, 3 Mar" without "Tue,", "등록일: 2026-03-03" without "등록일:"; a month in the same place is left alone. */
function withoutWeekday(text: string): string {
  const [words = ''] =
    /^[^\d,:]{1,30}[,:]\s?/.exec(text) ??
    /^[\p{L}\p{M}]{1,20}\.?\s?(?=[\p{L}\d'])/u.exec(text) ??
    []
  const isMonth = !words.includes(',') && monthOf(words.trim()) !== null
  return isMonth ? text : text.slice(words.length)
}

type Groups = Readonly<Record<string, string | undefined>>

function readWallTime(groups: Groups, count: YearCount): WallTime | null {
  const year = countedYear(groups['year'] ?? '', groups['era'], groups['yearMark'], count)
  const day = year === null ? null : readDay(groups, year)
  if (day === null) return null
  const minute = groups['minute'] ?? '0'
  return {
    ...day,
    hour: readHour(Number(groups['hour'] ?? 0), groups['halfBefore'] ?? groups['halfAfter']),
    minute: /[半반]/.test(minute) ? 30 : Number(minute),
    second: Number(groups['second'] ?? 0),
  }
}

function readDay(groups: Groups, year: number): CalendarDay | null {
  const { week, weekday, ordinal } = groups
  if (week !== undefined) return dayOfWeek(year, Number(week), Number(weekday))
  if (ordinal !== undefined) return dayOfYear(year, Number(ordinal))
  const month = readMonth(groups['month'] ?? '1')
  return month === null ? null : { year, month, day: Number(groups['day'] ?? 1) }
}

const readMonth = (month: string): number | null =>
  /^\d+$/.test(month) ? Number(month) : monthOf(month)

function readHour(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  if (half === '中午') return hour < 11 ? hour + 12 : hour
  const isAfternoon = /^(?:오후|午後|下午|晚上|م|μ|p|CH)/i.test(half)
  if (isAfternoon) return hour < 12 ? hour + 12 : hour
  return hour === 12 ? 0 : hour
}

function toInstant(
  wall: WallTime,
  written: string | undefined,
  timezone: string,
): Timestamp | null {
  const zone = readZone(written, timezone)
  if (zone === null) return null
  return zone.kind === 'offset'
    ? instantAtOffset(wall, zone.minutes)
    : instantInZone(wall, zone.name)
}
