import { LONGEST_WAIT_MS } from '../core/feed/poll-policy.ts'
import { SECOND_MS } from '../core/time.ts'
import { parseHttpDate } from './http-date.ts'

/**
 * Milliseconds to wait after the answer, at most LONGEST_WAIT_MS; null when nothing readable was said, or no time that is
 * still to come: "0" and a date in the past say that the server knows no time.
 *
 * @param value the header Retry-After: seconds or an HTTP date (RFC 9110, section 10.2.3)
 * @param answeredAtMs when the answer was made, best by the server's own clock, as a date was
 */
export function parseRetryAfter(value: string | undefined, answeredAtMs: number): number | null {
  const waitMs = readWaitMs(value?.trim() ?? '', answeredAtMs)
  return waitMs === null || waitMs <= 0 ? null : Math.min(waitMs, LONGEST_WAIT_MS)
}

function readWaitMs(text: string, answeredAtMs: number): number | null {
  if (/^\d+$/.test(text)) return Number(text) * SECOND_MS
  const untilMs = parseHttpDate(text)
  return untilMs === null ? null : untilMs - answeredAtMs
}
