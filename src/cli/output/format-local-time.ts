import type { Timestamp } from '../../core/time.ts'

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
