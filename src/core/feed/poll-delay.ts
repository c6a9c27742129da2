import { intervalMsOf } from '../schedule.ts'
import { MINUTE_MS } from '../time.ts'

/**
 * Everybody's schedules come round at the full hour and the quarters, and a ministry's server would be asked by all of them
 * in the same second. So an installation takes every occurrence a little later, each by an amount of its own. The feeds of one
 * installation stay together: what they bring at one tick makes one e-mail.
 */
const LONGEST_DELAY_MS = MINUTE_MS
/** Share of the time between two occurrences. */
const LARGEST_SHARE = 0.1
/** Whoever polls more often than this counts seconds. */
const LEAST_INTERVAL_MS = 5 * MINUTE_MS

/** The installation's own share of the delay, 0 to 1, from its name of hexadecimal digits. */
export function delayShareOf(installation: string): number {
  const number = Number.parseInt(installation.slice(0, 8), 16)
  return Number.isNaN(number) ? 0 : number / 0x1_0000_0000
}

/** How long after its occurrences a schedule is taken; `share` (0 to 1) is the installation's own. */
export function pollDelayMs(schedule: string, timezone: string, share: number): number {
  const intervalMs = intervalMsOf(schedule, timezone)
  if (intervalMs < LEAST_INTERVAL_MS) return 0
  return Math.floor(share * Math.min(intervalMs * LARGEST_SHARE, LONGEST_DELAY_MS))
}
