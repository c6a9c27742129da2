import { type Timestamp, timestampOf } from '../../core/time.ts'

/** `2026-03-02 18:00` in a time zone, the form that sorts; `-` for none. */
export function formatLocalTime(at: Timestamp | null, timezone: string): string {
  if (at === null) return '-'
  return formatOf(timezone).format(new Date(at))
}

/** One for each zone that is printed: to make one takes a hundred times as long as to use it. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  formats.set(timezone, format)
  return format
}

/** A text with the instants in it, `2026-03-02T09:00:00.000Z`, as `formatLocalTime` writes them. */
export function withLocalTimes(text: string, timezone: string): string {
  return text.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z\b/g, (instant) => {
    const ms = Date.parse(instant)
    return Number.isNaN(ms) ? instant : formatLocalTime(timestampOf(ms), timezone)
  })
}
