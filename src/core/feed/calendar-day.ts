import { DAY_MS, timestampOf, utcMsOf } from '../time.ts'
import type { WallTime } from './wall-time.ts'

export type CalendarDay = Pick<WallTime, 'year' | 'month' | 'day'>

/** A day (Monday is 1) of a week as ISO 8601 counts them: the year of a week is that of its Thursday. Null: there is none. */
export function dayOfWeek(year: number, week: number, weekday: number): CalendarDay | null {
  const fourth = utcMsOf(year, 1, 4, 0, 0, 0) // always in the first week
  const days = fourth / DAY_MS + 3 // since Monday, 29 December 1969
  const sunday = fourth - ((((days % 7) + 7) % 7) + 1) * DAY_MS
  const dayOf = (number: number): CalendarDay =>
    calendarDay(sunday + ((week - 1) * 7 + number) * DAY_MS)
  return dayOf(4).year === year ? dayOf(weekday) : null
}

/** The day of a year with this number, counted from 1. Null: the year has none such. */
export function dayOfYear(year: number, ordinal: number): CalendarDay | null {
  const day = calendarDay(utcMsOf(year, 1, ordinal, 0, 0, 0))
  return day.year === year ? day : null
}

function calendarDay(ms: number): CalendarDay {
  const [year = 0, month = 0, day = 0] = timestampOf(ms).slice(0, 10).split('-').map(Number)
  return { year, month, day }
}
