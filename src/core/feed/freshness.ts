import { addMs, DAY_MS, MINUTE_MS, SECOND_MS, type Timestamp } from '../time.ts'

/**
 * How long a document says that it stays as it is: Cache-Control's max-age, RSS's ttl. Both are lower bounds of the time
 * until the next poll by schedule, up to a day: a feed of which nobody would hear for a week was meant otherwise.
 */
const LONGEST_MS = DAY_MS
/** A schedule of the same rhythm as the document must not lose every other turn to a second of delay. */
const TOLERANCE_SHARE = 0.1
const LONGEST_TOLERANCE_MS = 5 * MINUTE_MS

/**
 * Until when a feed is not polled by schedule, and is then due; null: nothing was said that keeps its schedule from coming round,
 * as the turn after `startedAt` (null: none) is later.
 */
export function freshUntil(
  startedAt: Timestamp,
  nextTurn: Timestamp | null,
  maxAgeSeconds: number | null,
  ttlMinutes: number | null,
): Timestamp | null {
  const said = Math.max((maxAgeSeconds ?? 0) * SECOND_MS, (ttlMinutes ?? 0) * MINUTE_MS)
  if (said <= 0 || nextTurn === null) return null
  const ms = Math.min(said, LONGEST_MS)
  const until = addMs(
    startedAt,
    Math.floor(ms - Math.min(ms * TOLERANCE_SHARE, LONGEST_TOLERANCE_MS)),
  )
  return until > nextTurn ? until : null
}
