import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time.ts'

/**
 * Whether items may have come and gone between two documents of a feed: they share none. Pinned items do not count: a
 * notice of 2009 that stands on top for ever would hide every gap. They are told by their place, which stays the same
 * while all around them is new.
 *
 * A document of one item never shares anything with the next, and where all is known nothing can have been lost. An empty
 * document says nothing: what is compared is the last one that listed something.
 */

/** The stored items that a document lists, in its order; null: an item that is new. */
export type Listing = readonly (number | null)[]

/** More than these are no pins. */
const MOST_PINNED_SHARE = 0.2

export function isGap(before: readonly number[], now: Listing): boolean {
  if (before.length === 0 || now.every((id) => id !== null)) return false
  if (before.length === 1 && now.length === 1) return false
  const placesBefore = new Map(before.map((id, place) => [id, place]))
  const shared = [...now.entries()].filter(([, id]) => id !== null && placesBefore.has(id))
  if (shared.length === 0) return true
  const mayBePinned = shared.length <= Math.max(1, now.length * MOST_PINNED_SHARE)
  if (!mayBePinned || before.length <= 2 * shared.length) return false
  return shared.every(
    ([place, id]) => id !== null && isPlaced(placesBefore.get(id), place, before, now),
  )
}

/** At the same place from the top, or from the end. */
function isPlaced(
  placeBefore: number | undefined,
  place: number,
  before: readonly number[],
  now: Listing,
): boolean {
  if (placeBefore === undefined) return false
  return placeBefore === place || before.length - placeBefore === now.length - place
}

/** Usual cron expressions, the rarest first, with the time between two occurrences. */
const SCHEDULES: readonly (readonly [number, string])[] = [
  [DAY_MS, '0 7 * * *'],
  [12 * HOUR_MS, '0 */12 * * *'],
  [6 * HOUR_MS, '0 */6 * * *'],
  [3 * HOUR_MS, '0 */3 * * *'],
  [HOUR_MS, '0 * * * *'],
  [30 * MINUTE_MS, '*/30 * * * *'],
  [15 * MINUTE_MS, '*/15 * * * *'],
  [10 * MINUTE_MS, '*/10 * * * *'],
  [5 * MINUTE_MS, '*/5 * * * *'],
  [2 * MINUTE_MS, '*/2 * * * *'],
]

/** The schedule that would have polled three times within a gap of `gapMs`; null when it is short already. */
export function suggestSchedule(gapMs: number, intervalMs: number): string | null {
  const found = SCHEDULES.find(([ms]) => ms <= gapMs / 3) ?? SCHEDULES.at(-1)
  return found === undefined || found[0] >= intervalMs ? null : found[1]
}
