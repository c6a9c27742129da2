import { DAY_MS, HOUR_MS } from '../../../src/core/time.ts'

/** When silence is to be noticed, by the words of the decision: the slow and obvious way. */

export type Arrival = {
  /** When the watch first saw it. */
  readonly seenAt: number
  /** It was there already: then it came when it says, if that can be; null: it does not say. */
  readonly backlog: { readonly datedAt: number | null } | null
}

const ARRIVALS_LOOKED_AT = 60

/** No news by then is unlike the feed. `arrivals` in the order in which they were stored. */
export function expectedQuietAfter(
  arrivals: readonly Arrival[],
  lastNewsAt: number | null,
  watchedSince: number,
): number {
  const times = arrivals
    .map((arrival, index) => ({ arrival, index }))
    .toSorted((a, b) => b.arrival.seenAt - a.arrival.seenAt || b.index - a.index)
    .slice(0, ARRIVALS_LOOKED_AT)
    .flatMap(({ arrival: { seenAt, backlog } }) => {
      if (backlog === null) return [seenAt]
      return backlog.datedAt === null || backlog.datedAt > seenAt ? [] : [backlog.datedAt]
    })
    .toSorted((a, b) => a - b)
  const last = lastNewsAt ?? times.at(-1) ?? null
  if (last === null) return watchedSince + 60 * DAY_MS
  const pauses = times.slice(1).map((time, index) => time - times[index]!)
  const real = pauses.filter((pause) => pause > HOUR_MS)
  const longest = Math.max(0, ...real)
  if (real.length < 3) return last + Math.max(2 * longest, 60 * DAY_MS)
  const mean = real.reduce((sum, pause) => sum + pause, 0) / real.length
  return last + Math.ceil(Math.max(2 * longest, 6 * mean, 3 * DAY_MS))
}
