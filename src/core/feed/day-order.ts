import type { DayOrder } from './date-patterns.ts'

/**
 * Whether 03/04/2026 is April or March: what the other dates of the feed show, for some of them have a day after the 12th;
 * where they show nothing, or both, what is usual in its timezone.
 */
export function findDayOrder(dates: readonly (string | null)[], timezone: string): DayOrder {
  const pairs = dates.flatMap((date) => {
    const [, first, second] = SLASHED.exec(date?.slice(0, 60) ?? '') ?? []
    return first === undefined ? [] : [[Number(first), Number(second)] as const]
  })
  const isDayFirst = pairs.some(([first]) => first > 12)
  const isMonthFirst = pairs.some(([, second]) => second > 12)
  if (isDayFirst !== isMonthFirst) return isDayFirst ? 'day-first' : 'month-first'
  return MONTH_FIRST_ZONES.test(timezone) ? 'month-first' : 'day-first'
}

const SLASHED = /(?:^|[^\d/-])(\d{1,2})[/-](\d{1,2})[/-]\d{4}(?!\d)/

/**
 * The United States and where their habit is followed; east Asia, whose own dates begin with the year, so that others come from
 * programs that were left American; and UTC, which says nothing.
 */
const MONTH_FIRST_ZONES =
  /^(?:UTC|GMT|Etc\/.*|US\/.*|[A-Z]{3}\d[A-Z]{3}|[EMH]ST|Asia\/(?:Seoul|Tokyo|Shanghai|Taipei|Manila)|Pacific\/(?:Honolulu|Guam|Saipan|Pago_Pago)|America\/(?:New_York|Detroit|Chicago|Denver|Boise|Phoenix|Los_Angeles|Anchorage|Juneau|Nome|Adak|Puerto_Rico|Indiana\/.*|Kentucky\/.*|North_Dakota\/.*))$/i
