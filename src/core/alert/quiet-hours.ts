import { nextOccurrence, previousOccurrence } from '../schedule.ts'
import type { Timestamp } from '../time.ts'

/** Times of the day as `HH:MM`; `from` after `to` spans midnight. */
export type QuietHours = { readonly from: string; readonly to: string }

/** When the quiet hours around `at` end; null when `at` does not lie in them. */
export function quietUntil(
  quiet: QuietHours | null,
  timezone: string,
  at: Timestamp,
): Timestamp | null {
  if (quiet === null) return null
  const began = previousOccurrence(dailyAt(quiet.from), timezone, at)
  const ended = previousOccurrence(dailyAt(quiet.to), timezone, at)
  // both ends may lie in the hour that the change to summer time leaves out, and come at once
  if (began === null || (ended !== null && ended >= began)) return null
  return nextOccurrence(dailyAt(quiet.to), timezone, at)
}

function dailyAt(time: string): string {
  const [hour = '0', minute = '0'] = time.split(':')
  return `${Number(minute)} ${Number(hour)} * * *`
}
