import type { FeedId } from '../core/ids.ts'
import { addMs, DAY_MS, msOf, type Timestamp, timestampOf } from '../core/time.ts'
import { countItemsByDay } from '../store/news-counts.ts'
import type { Db } from '../store/schema.ts'

/** How many items came on each of the last days, the oldest first, today last. */
export type Rhythm = readonly { readonly day: string; readonly count: number }[]

const RHYTHM_DAYS = 30

/** The rhythm of each of these feeds, by days of a zone. One hour of the year may count for the day beside its own. */
export async function readRhythms(
  db: Db,
  feedIds: readonly FeedId[],
  timezone: string,
  now: Timestamp,
): Promise<ReadonlyMap<FeedId, Rhythm>> {
  const offsetMinutes = offsetOf(timezone, now)
  const days = listDays(addMs(now, offsetMinutes * 60_000))
  const [only] = feedIds
  const which = feedIds.length === 1 && only !== undefined ? only : 'all'
  const since = addMs(now, -(RHYTHM_DAYS + 1) * DAY_MS)
  const counts = await countItemsByDay(db, which, since, offsetMinutes)
  return new Map(
    feedIds.map((id) => [id, days.map((day) => ({ day, count: counts.get(id)?.get(day) ?? 0 }))]),
  )
}

/** `local` is now as the clocks of the zone show it. */
function listDays(local: Timestamp): readonly string[] {
  return Array.from({ length: RHYTHM_DAYS }, (_, index) =>
    addMs(local, (index + 1 - RHYTHM_DAYS) * DAY_MS).slice(0, 10),
  )
}

/** Minutes ahead of UTC. */
function offsetOf(timezone: string, at: Timestamp): number {
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(msOf(at))
  const second = timestampOf(Math.floor(msOf(at) / 1000) * 1000)
  return Math.round((Date.parse(`${local.replace(' ', 'T')}Z`) - msOf(second)) / 60_000)
}
