import type { Timestamp } from '../time.ts'
import { instantAtOffset } from './wall-time.ts'

/**
 * The two forms in which nearly all feeds write dates, letter by letter: that of RFC 822 and RSS's own example
 * (`Tue, 03 Mar 2026 08:20:00 GMT`), and that of Atom (`2026-03-03T17:20:00+09:00`), each with a zone that means the same
 * everywhere. Null for anything else, which parseDate looks at from all sides, and would come to the same with these: a date
 * costs two microseconds here and twenty there, and feeds are full of them.
 */
export function parseUsualDate(raw: string): Timestamp | null {
  const groups = (RFC_822.exec(raw) ?? ATOM.exec(raw))?.groups
  if (groups === undefined) return null
  const [hours, minutes] = [Number(groups['east'] ?? 0), Number(groups['eastMinutes'] ?? 0)]
  if (hours > LARGEST_HOURS || minutes > 59) return null
  const east = hours * 60 + minutes
  const wall = {
    year: Number(groups['year']),
    month: MONTHS.indexOf(groups['month'] ?? '') + 1 || Number(groups['month']),
    day: Number(groups['day']),
    hour: Number(groups['hour']),
    minute: Number(groups['minute']),
    second: Number(groups['second'] ?? 0),
  }
  return instantAtOffset(wall, groups['sign'] === '-' ? -east : east)
}

/** No clock is farther from Greenwich than Kiribati's; what feeds write beyond that is looked at more closely. */
const LARGEST_HOURS = 14

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const OFFSET = '(?<sign>[+-])(?<east>\\d{2}):?(?<eastMinutes>\\d{2})'
const RFC_822 = new RegExp(
  '^(?:[A-Z][a-z]{2}, )?(?<day>\\d{1,2}) ' +
    `(?<month>${MONTHS.join('|')}) (?<year>(?:19|20)\\d{2}) ` +
    `(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2}) (?:GMT|UTC|${OFFSET})$`,
)
const ATOM = new RegExp(
  '^(?<year>(?:19|20)\\d{2})-(?<month>\\d{2})-(?<day>\\d{2})' +
    `T(?<hour>\\d{2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:\\.\\d{1,9})?)?(?:Z|${OFFSET})$`,
)
