import { type Timestamp, timestampOf } from '../../core/time.ts'

/** `2026-03-02 18:00` in a time zone, the form that sorts; `-` for none. */
export function formatLocalTime(at: Timestamp | null, timezone: string): string {
  if (at === null) return '-'
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  return format.format(new Date(at))
}

/** A text with the instants in it, `2026-03-02T09:00:00.000Z`, as `formatLocalTime` writes them. */
export function withLocalTimes(text: string, timezone: string): string {
  return text.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z\b/g, (instant) => {
    const ms = Date.parse(instant)
    return Number.isNaN(ms) ? instant : formatLocalTime(timestampOf(ms), timezone)
  })
}
