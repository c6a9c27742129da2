import { addMs, DAY_MS, msOf, type Timestamp } from '../time.ts'

/**
 * When silence is unlike a feed. Ministries pause: at night, over weekends, for Chuseok and Christmas, in summer. So the
 * measure is the longest pause that the feed itself has made, twice over. Where it has shown only a list of dates, these are
 * its pauses until it is known better.
 */

/** Pauses among so many arrivals are looked at: a year of a weekly feed. */
export const ARRIVALS_LOOKED_AT = 60
/** Fewer are no rhythm. */
const LEAST_PAUSES = 3
const LONGEST_PAUSE_FACTOR = 2
/** The longest of a few pauses says little; then the mean counts. */
const MEAN_PAUSE_FACTOR = 6
/** Three days: a long weekend. */
const SHORTEST_SILENCE_MS = 3 * DAY_MS
/** A feed of which nothing is known but that it is there: after so long without news it is worth a look. */
const UNKNOWN_RHYTHM_MS = 60 * DAY_MS

/**
 * The instant by which no news is unlike the feed. `arrivals` are when items came (or, of what was already there at
 * first, when it was published), in any order; `last` is the newest of what came or was dated; null: nothing is known.
 */
export function quietAfter(
  arrivals: readonly Timestamp[],
  last: Timestamp | null,
  watchedSince: Timestamp,
): Timestamp {
  const pauses = pausesOf(arrivals)
  const longest = Math.max(0, ...pauses) * LONGEST_PAUSE_FACTOR
  if (last === null) return addMs(watchedSince, UNKNOWN_RHYTHM_MS)
  if (pauses.length < LEAST_PAUSES) return addMs(last, Math.max(longest, UNKNOWN_RHYTHM_MS))
  const mean = pauses.reduce((sum, pause) => sum + pause, 0) / pauses.length
  const silence = Math.max(longest, mean * MEAN_PAUSE_FACTOR, SHORTEST_SILENCE_MS)
  return addMs(last, Math.ceil(silence))
}

/** What arrived together, or within an hour, is one arrival. */
const TOGETHER_MS = 3_600_000

function pausesOf(arrivals: readonly Timestamp[]): readonly number[] {
  const times = arrivals.map(msOf).sort((a, b) => a - b)
  return times
    .map((time, index) => time - (times[index - 1] ?? time))
    .filter((pause) => pause > TOGETHER_MS)
}
