import { foldSpace } from '../text/fold-space.ts'
import { type Timestamp, timestampOf } from '../time.ts'
import { monthOf, zoneOffsetOf } from './date-words.ts'
import { instantAtOffset, instantInZone, isTimezone, type WallTime } from './wall-time.ts'

/**
 * Dates as feeds write them: RFC 822 with every liberty, ISO 8601 and W3C's profile, Korean, Japanese and
 * Chinese forms, plain numbers, seconds since 1970. A date without a zone is in `timezone` (an IANA name).
 * Null when it is no date; nothing is guessed from half a date beyond its first day or hour.
 */
export function parseDate(raw: string, timezone: string): Timestamp | null {
  if (raw.length > MAX_DATE_CHARS) return null
  const text = foldSpace(raw.normalize('NFKC')) // full-width digits are digits
  const epoch = parseEpoch(text)
  if (epoch !== null) return epoch
  for (const candidate of [text, withoutWeekday(text)]) {
    for (const pattern of PATTERNS) {
      const groups = pattern.exec(candidate)?.groups
      const wall = groups === undefined ? null : readWallTime(groups)
      const instant = wall && toInstant(wall, groups?.['zone'], timezone)
      if (instant !== null) return instant
    }
  }
  return null
}

/** The longest real one has 60: "Wednesday, 31 December 2026 at 11:59:59 p.m. GMT+0900 (Korean Standard Time)". */
const MAX_DATE_CHARS = 120

const HALF = '오전|오후|午前|午後|上午|下午|[AaPp]\\.?[Mm]\\.?'
const TIME =
  `(?:(?<halfBefore>${HALF})\\s?)?(?<hour>\\d{1,2})` +
  '(?:\\s?[:.시時时点點]\\s?(?:(?<minute>\\d{1,2})(?:\\s?[:.분分]\\s?(?:(?<second>\\d{1,2})(?:[.,]\\d+)?[초秒]?)?)?)?)?' +
  `(?:\\s?(?<halfAfter>${HALF})(?!\\p{L}))?`
const ZONE =
  '(?:,?\\s?\\(?(?<zone>(?:GMT|UTC|UT)?\\s?[+-]\\s?\\d{1,2}:?(?:\\d{2})?|[A-Za-z]+/[A-Za-z_/]+|\\p{L}{1,5})\\)?)?(?:\\s?[[(].*)?\\s?$'
const WEEKDAY = '(?:\\s?\\(\\p{L}{1,3}\\)|\\s?[월화수목금토일月火水木金土日](?:요일|曜日?)?)?'
const ORDINAL = '(?:st|nd|rd|th|º|\\.)?'

/** Tried in this order; the first that gives a possible date counts. */
const PATTERNS: readonly RegExp[] = [
  // 2026-03-03T14:05:00+09:00, 2026.03.03, 2026. 3. 3. (화) 오후 2:05, 2026/03/03 14:05
  `^(?<year>\\d{4})[-./]\\s?(?<month>\\d{1,2})(?:[-./]\\s?(?<day>\\d{1,2})\\.?)?(?:${WEEKDAY}[\\sT,]\\s?${TIME}|${WEEKDAY})${ZONE}`,
  // 20260303, 202603031405, 20260303T140500Z
  `^(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})(?:[T ]?(?<hour>\\d{2}):?(?<minute>\\d{2}):?(?:(?<second>\\d{2})(?:[.,]\\d+)?)?)?${ZONE}`,
  '^(?<year>\\d{4})$',
  // 2026년 3월 3일 오후 2:05, 令和8年3月3日
  `^(?:(?<era>令和|平成)\\s?)?(?<year>\\d{1,4}|元)\\s?[년年]\\s?(?<month>\\d{1,2})\\s?[월月]\\s?(?<day>\\d{1,2})\\s?[일日]${WEEKDAY}[\\s,]*(?:${TIME})?${ZONE}`,
  // 3 March 2026 14:05 KST, 03-Mar-26 14:05:00 +0900
  `^(?<day>\\d{1,2})${ORDINAL}[-\\s./]*(?:de\\s|of\\s)?(?<month>\\p{L}{3,12})\\.?[-\\s,./]*(?:de\\s)?(?<year>\\d{4}|\\d{2})(?:[,\\sT-]+(?:at\\s)?${TIME})?${ZONE}`,
  // March 3, 2026 2:05 PM
  `^(?<month>\\p{L}{3,12})\\.?\\s(?<day>\\d{1,2})${ORDINAL},?\\s(?<year>\\d{4})(?:[,\\s-]+(?:at\\s)?${TIME})?${ZONE}`,
  // Mar 3 14:05:00 2026, as C prints it; with a zone before the year
  `^(?<month>\\p{L}{3,12})\\s(?<day>\\d{1,2}),?\\s${TIME}(?:\\s(?<zone>\\p{L}{1,5}|[+-]\\d{4}))?\\s(?<year>\\d{4})$`,
  // 03.03.2026 and 31/12/2026: the day first; 12/31/2026: the month first
  `^(?<day>\\d{1,2})\\.(?<month>\\d{1,2})\\.(?<year>\\d{4})(?:[,\\s]+${TIME})?${ZONE}`,
  `^(?<month>\\d{1,2})[/-](?<day>\\d{1,2})[/-](?<year>\\d{4})(?:[,\\s]+${TIME})?${ZONE}`,
  `^(?<day>\\d{1,2})[/-](?<month>\\d{1,2})[/-](?<year>\\d{4})(?:[,\\s]+${TIME})?${ZONE}`,
].map((source) => new RegExp(source, 'u'))

/** Seconds or milliseconds since 1970, with as many digits as they have had since 2001. */
function parseEpoch(text: string): Timestamp | null {
  if (/^\d{10}$/.test(text)) return timestampOf(Number(text) * 1000)
  return /^1\d{12}$/.test(text) ? timestampOf(Number(text)) : null
}

/** "Tue, 3 Mar" without "Tue,"; a month in the same place is left alone. */
function withoutWeekday(text: string): string {
  const [word = ''] = /^\p{L}{2,12}[.,]?\s?,?\s?(?=[\p{L}\d])/u.exec(text) ?? []
  const isMonth = !word.includes(',') && monthOf(word) !== null
  return isMonth ? text : text.slice(word.length)
}

type Groups = Readonly<Record<string, string | undefined>>

function readWallTime(groups: Groups): WallTime | null {
  const month = readMonth(groups['month'] ?? '1')
  if (month === null) return null
  return {
    year: readYear(groups['year'] ?? '', groups['era']),
    month,
    day: Number(groups['day'] ?? 1),
    hour: readHour(Number(groups['hour'] ?? 0), groups['halfBefore'] ?? groups['halfAfter']),
    minute: Number(groups['minute'] ?? 0),
    second: Number(groups['second'] ?? 0),
  }
}

const readMonth = (month: string): number | null =>
  /^\d+$/.test(month) ? Number(month) : monthOf(month)

/** The first years of eras count as 1; two digits mean 1970 to 2069. */
function readYear(year: string, era: string | undefined): number {
  const count = year === '元' ? 1 : Number(year)
  if (era === '令和') return 2018 + count
  if (era === '平成') return 1988 + count
  if (year.length > 2) return count
  return count < 70 ? 2000 + count : 1900 + count
}

function readHour(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  const isAfternoon = /^(오후|午後|下午|p)/i.test(half)
  if (isAfternoon) return hour < 12 ? hour + 12 : hour
  return hour === 12 ? 0 : hour
}

function toInstant(wall: WallTime, zone: string | undefined, timezone: string): Timestamp | null {
  const [, sign, hours, minutes] = /([+-])\s?(\d{1,2}):?(\d{2})?$/.exec(zone ?? '') ?? []
  if (sign !== undefined) {
    const size = Number(hours) * 60 + Number(minutes ?? 0)
    return instantAtOffset(wall, sign === '-' ? -size : size)
  }
  const named = zone === undefined ? null : zoneOffsetOf(zone)
  if (named !== null) return instantAtOffset(wall, named)
  return instantInZone(wall, zone?.includes('/') && isTimezone(zone) ? zone : timezone)
}
