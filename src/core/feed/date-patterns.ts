/**
 * The forms in which dates are written, tried in this order; the first that gives a possible date counts. They see text of
 * `dateText`: plain figures, no comments. Each is held against a hundred characters at most, so that none can take long.
 */

const HALF =
  '오전|오후|午前|午後|上午|下午|凌晨|清晨|早上|中午|晚上|[صم]|[πμ]\\.?\\s?μ\\.?|[ap]\\.?\\s?m\\.?|SA|CH'
const CLOCK =
  '(?<hour>\\d{1,2})(?:\\s?[:.h時时点點시]\\s?' +
  '(?:(?<minute>\\d{1,2}|[半반])(?:\\s?[:.분分]\\s?(?:(?<second>\\d{1,2})(?:[.,:]\\d+)?\\s?[초秒]?)?)?)?)?'
const PACKED_CLOCK = '(?<hour>\\d{2})(?<minute>\\d{2})(?:(?<second>\\d{2})(?:[.,]\\d+)?)?(?!\\d)'
const TIME = `(?:(?<halfBefore>${HALF})\\s?)?(?:${PACKED_CLOCK}|${CLOCK})(?:\\s?(?<halfAfter>${HALF})(?!\\p{L}))?(?:\\s?(?:Uhr|h|hrs?|hours?)(?![\\p{L}]))?`
/** What stands before a time: at, um, à, às, a las, alle ore, kl., klo, pukul, lúc, godz., เวลา, в. */
const AT =
  '(?:(?:at|um|à|às|as|a las|alle(?: ore)?|ore|om|kl\\.?|klo|pukul|jam|lúc|godz\\.?|saat|เวลา|o|в|о)\\s)?'
const GAP = `(?:\\s?T\\s?|\\s?[,:]\\s?|\\s(?:[-|·]\\s)?)${AT}`
const ZONE =
  '(?:,?\\s?\\[?(?<zone>(?:GMT|UTC|UT|Z)?\\s?[+-]\\s?\\d{1,2}:?(?:\\d{2})?(?:\\s?\\p{L}{1,5})?|[A-Z]+/[A-Z_/+\\d-]+|\\p{L}{1,5})\\]?)?(?:\\s?[[(].*)?\\s?[.,]?$'
const WEEKDAY =
  '(?:\\s?[월화수목금토일月火水木金土日](?:요일|曜日?)?|,?\\s?(?:星期|周|週)[一二三四五六日天]|[,\\s]\\s?(?:mon|tue|wed|thu|fri|sat|sun)\\p{L}{0,6}\\.?(?=[,\\s]))?'
const MAYBE_TIME = `(?:${GAP}${TIME})?${ZONE}`
const ORDINAL = '(?:st|nd|rd|th|er|º|\\.)?'
const MONTH = '(?<month>[\\p{L}\\p{M}]{1,15}(?:\\.[\\p{L}\\p{M}]+)?)'
/** Behind a year in Russian, Ukrainian, Polish, Bulgarian and Vietnamese. */
const YEAR_WORD = '(?:\\s?(?:г|р|r)\\.|\\s(?:года|року|roku))?'

export type DayOrder = 'day-first' | 'month-first'

const patternsOf = (sources: readonly string[]): readonly RegExp[] =>
  sources.map((source) => new RegExp(source, 'iu'))

const DAY_FIRST = `^(?<day>\\d{1,2})(?<mark>[/-])(?<month>\\d{1,2})\\k<mark>(?<year>\\d{4})${MAYBE_TIME}`
const MONTH_FIRST = `^(?<month>\\d{1,2})(?<mark>[/-])(?<day>\\d{1,2})\\k<mark>(?<year>\\d{4})${MAYBE_TIME}`

const COMMON = [
  // 2026-03-03T14:05:00+09:00, 2026.03.03, 2026. 3. 3. 오후 2:05, 2026/03/03 14:05
  `^(?<year>\\d{4})\\s?[-./]\\s?(?<month>\\d{1,2})\\s?[-./]\\s?(?<day>\\d{1,2})\\.?(?:${WEEKDAY}${GAP}${TIME}|T$|${WEEKDAY})${ZONE}`,
  // 115-03-03 of Taiwan
  `^(?<year>\\d{3})(?<mark>[-./])(?<month>\\d{1,2})\\k<mark>(?<day>\\d{1,2})\\.?(?:${WEEKDAY}${GAP}${TIME}|${WEEKDAY})${ZONE}`,
  // 20260303, 2026030314, 202603031405, 20260303T140500Z, 20260303140500123
  `^(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})(?:[T\\s-]?(?<hour>\\d{2})(?::?(?<minute>\\d{2}):?(?:(?<second>\\d{2})(?:[.,]?\\d{1,9})?)?)?)?${ZONE}`,
  // of W3C's profile: 2026, 2026-03
  '^(?<year>\\d{4})(?:-(?<month>\\d{2}))?$',
  // ISO 8601 by the week and by the day of the year: 2026-W10-2, 2026-062
  `^(?<year>\\d{4})-?W(?<week>\\d{2})-?(?<weekday>[1-7])${MAYBE_TIME}`,
  `^(?<year>\\d{4})-(?<ordinal>\\d{3})${MAYBE_TIME}`,
  // '26.3.3, '26년 3월 3일; 26-03-03T14:05, which no country but ISO writes
  `^['’‘\`´](?<year>\\d{2})\\s?[-./년年]\\s?(?<month>\\d{1,2})\\s?[-./월月]\\s?(?<day>\\d{1,2})\\s?[.일日]?(?:${WEEKDAY}${GAP}${TIME}|${WEEKDAY})${ZONE}`,
  `^(?<year>\\d{2})-(?<month>\\d{2})-(?<day>\\d{2})T${TIME}${ZONE}`,
  // 2026년 3월 3일 오후 2:05, 26년 3월 3일, 令和8年3月3日, 民國115年3月3日, R8.3.3
  `^(?:(?<era>令和|平成|昭和|大正|明治|(?:中華)?民[國国]|西暦|公元|서기)\\s?)?(?<year>\\d{1,4}|元)\\s?(?<yearMark>[년年])\\s?(?<month>\\d{1,2})\\s?[월月]\\s?(?<day>\\d{1,2})\\s?[일日号號]${WEEKDAY}[\\s,]*(?:${TIME})?${ZONE}`,
  `^(?<era>[RHSTM]|令和|平成|昭和|大正|明治|民[國国])(?<year>\\d{1,3}|元)\\s?[./-]\\s?(?<month>\\d{1,2})\\s?[./-]\\s?(?<day>\\d{1,2})\\.?(?:${WEEKDAY}${GAP}${TIME}|${WEEKDAY})${ZONE}`,
  // 3 March 2026 14:05 KST, 03-Mar-26 14:05:00 +0900, 3 de marzo de 2026, 3 มีนาคม พ.ศ. 2569
  `^(?<day>\\d{1,2})${ORDINAL}[-\\s./]*(?:de\\s|of\\s|ב)?${MONTH}\\.?[-\\s,./]*(?:del?\\s|พ\\.ศ\\.\\s?)?['’]?(?<year>\\d{4}|\\d{2})${YEAR_WORD}${MAYBE_TIME}`,
  // March 3, 2026 2:05 PM
  `^${MONTH}\\.?\\s?(?<day>\\d{1,2})${ORDINAL},?\\s(?<year>\\d{4})${MAYBE_TIME}`,
  // 2026-Mar-03, 2026. március 3. 14:05, 2026 m. kovo 3 d.
  `^(?<year>\\d{4})[-./\\s]*(?:m\\.\\s)?${MONTH}\\.?[-./\\s]*(?<day>\\d{1,2})(?:\\.|\\sd\\.)?${MAYBE_TIME}`,
  // Mar 3 14:05:00 2026, as C prints it; with a zone before the year
  `^${MONTH}\\s(?<day>\\d{1,2}),?\\s${TIME}(?:\\s(?<zone>\\p{L}{1,5}|(?:GMT|UTC)?[+-]\\d{2}:?\\d{2}))?\\s(?<year>\\d{4})$`,
  `^${MONTH}\\s(?<day>\\d{1,2}),?\\s${TIME}\\s(?<year>\\d{4})\\s(?<zone>[+-]\\d{4})$`,
  // 03.03.2026
  `^(?<day>\\d{1,2})\\.\\s?(?<month>\\d{1,2})\\.\\s?(?<year>\\d{4})${YEAR_WORD}${MAYBE_TIME}`,
]

/** 31/12/2026 and 12/31/2026 say themselves what they mean; 03/04/2026 does not. */
export const DATE_PATTERNS: Readonly<Record<DayOrder, readonly RegExp[]>> = {
  'day-first': patternsOf([...COMMON, DAY_FIRST, MONTH_FIRST]),
  'month-first': patternsOf([...COMMON, MONTH_FIRST, DAY_FIRST]),
}
