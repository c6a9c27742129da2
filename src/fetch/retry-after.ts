import { DAY_MS, SECOND_MS } from '../core/time.ts'
import { parseHttpDate } from './http-date.ts'

/** Nobody means "next year": a feed that said so would be lost for as long. */
export const MAX_RETRY_AFTER_MS = DAY_MS

/**
 * Milliseconds to wait after the answer, at most a day; null when nothing readable was said. A date in the past
 * is 0.
 *
 * @param value the header Retry-After: seconds or an HTTP date (RFC 9110, section 10.2.3)
 * @param answeredAtMs when the answer was made, best by the server's own clock, as a date was
 */
export function parseRetryAfter(value: string | undefined, answeredAtMs: number): number | null {
  const text = value?.trim() ?? ''
  if (/^\d+$/.test(text)) return Math.min(Number(text) * SECOND_MS, MAX_RETRY_AFTER_MS)
  const untilMs = parseHttpDate(text)
  if (untilMs === null) return null
  return Math.min(Math.max(0, untilMs - answeredAtMs), MAX_RETRY_AFTER_MS)
}
