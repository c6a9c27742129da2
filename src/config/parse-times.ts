import { findScheduleProblem } from '../core/schedule.ts'
import { findClosest } from './find-closest.ts'
import { bad, type ParsedValue, parsed } from './parsed-value.ts'
import type { DeliverySchedule } from './settings.ts'

/** Reads a cron expression that comes round at some time. */
export function parseSchedule(text: string): ParsedValue<string> {
  const problem = findScheduleProblem(text, 'UTC') // whether it comes round does not hang on the zone
  if (problem === null) return parsed(text.trim().replace(/\s+/g, ' '))
  return bad(
    'bad-schedule',
    `${JSON.stringify(text)} is not a schedule: ${problem.replace(/^Cron\w*: /, '')}`,
    'write minute, hour, day, month, weekday: "*/15 * * * *" is every 15 minutes, "0 8 * * 1-5" weekdays at 8',
  )
}

/** When the named digests are due, in the zone of the configuration. */
export const NAMED_DELIVERIES: Readonly<Record<string, string>> = {
  hourly: '0 * * * *',
  daily: '0 8 * * *',
  weekdays: '0 8 * * 1-5',
  weekly: '0 8 * * 1',
}

/** Reads `immediately`, a name of NAMED_DELIVERIES, or a cron expression. */
export function parseDeliver(text: string): ParsedValue<DeliverySchedule> {
  const label = text.trim()
  if (label === 'immediately') return parsed({ kind: 'immediately' })
  if (Object.hasOwn(NAMED_DELIVERIES, label)) {
    return parsed({ kind: 'digest', cron: NAMED_DELIVERIES[label] ?? label, label })
  }
  if (/^[a-z]+$/i.test(label)) {
    const names = ['immediately', ...Object.keys(NAMED_DELIVERIES)]
    const closest = findClosest(label, names)
    return bad(
      'bad-deliver',
      `"${label}" is not a time of delivery`,
      closest === null
        ? `write ${names.join(', ')}, or a cron expression`
        : `did you mean "${closest}"?`,
    )
  }
  const schedule = parseSchedule(text)
  return schedule.kind === 'bad'
    ? schedule
    : parsed({ kind: 'digest', cron: schedule.value, label: schedule.value })
}

/** Reads an IANA zone such as `Asia/Seoul`. */
export function parseTimezone(text: string): ParsedValue<string> {
  const zone = text.trim()
  if (/^[A-Za-z]/.test(zone) && isZone(zone)) return parsed(zone)
  const zones = Intl.supportedValuesOf('timeZone')
  const closest =
    zones.find((known) => known.toLowerCase().endsWith(`/${zone.toLowerCase()}`)) ??
    findClosest(zone, zones)
  return bad(
    'bad-timezone',
    `${JSON.stringify(text)} is not a time zone`,
    closest === null ? 'write a name such as Asia/Seoul or UTC' : `did you mean "${closest}"?`,
  )
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

export type QuietHours = { readonly from: string; readonly to: string }

/** Reads `22:00-07:00`: two different times of the day. */
export function parseQuiet(text: string): ParsedValue<QuietHours> {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim())
  const [, fromHour = '', fromMinute, toHour = '', toMinute] = match ?? []
  const from = `${fromHour.padStart(2, '0')}:${fromMinute}`
  const to = `${toHour.padStart(2, '0')}:${toMinute}`
  if (match !== null && from !== to) return parsed({ from, to })
  return bad(
    'bad-quiet',
    `${JSON.stringify(text)} is not a stretch of the day`,
    match === null
      ? 'write two times of 24 hours: "22:00-07:00"'
      : 'its two ends are the same time; leave quiet out for no quiet hours',
  )
}

/** A hundred years: beyond it, dates leave what can be stored. */
const MAX_DAYS = 36_500

/** Reads `400d`. */
export function parseDays(text: string): ParsedValue<number> {
  const match = /^(\d{1,6})\s*d$/.exec(text.trim())
  const days = Number(match?.[1])
  if (match !== null && days <= MAX_DAYS) return parsed(days)
  return bad(
    'bad-duration',
    `${JSON.stringify(text)} is not a number of days`,
    `write days, such as 400d, at most ${MAX_DAYS}d; 0d keeps nothing`,
  )
}
