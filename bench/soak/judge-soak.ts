import { quantileOf } from '../quantile.ts'
import type { OutsideCounts } from './outside-world.ts'
import type { Sample } from './take-sample.ts'

/** What a soak came to, beside its samples. */
export type SoakEnd = {
  readonly counts: OutsideCounts
  readonly untold: readonly string[]
  readonly toldTwice: readonly string[]
  /** What `ledger --verify` complains of; null: of nothing. */
  readonly ledger: string | null
  readonly exitCode: number | null
  readonly polls: number
  readonly complaints: readonly string[]
}

/** Figures and judgements, a line each. */
export type SoakVerdict = { readonly lines: readonly string[]; readonly isGood: boolean }

/** Memory of the last quarter over that of the second one; in the first, caches fill and code is compiled. */
const MOST_GROWTH = 1.15
const MOST_LAG_MS = 50
const SHOWN = 5

export function judgeSoak(samples: readonly Sample[], end: SoakEnd): SoakVerdict {
  const quarters = [0, 1, 2, 3].map((index) =>
    samples.slice((index * samples.length) / 4, ((index + 1) * samples.length) / 4),
  )
  const [first = [], second = [], , last = []] = quarters
  const row = (name: string, digits: number, of: (sample: Sample) => number | null): string => {
    const known = samples.filter((sample) => of(sample) !== null)
    const slope = slopePerHour(known.map((sample) => [sample.seconds, of(sample) ?? 0]))
    const median = (some: readonly Sample[]): string =>
      medianOf(some.flatMap((sample) => of(sample) ?? [])).toFixed(digits)
    return `${name.padEnd(26)}${median(first).padStart(9)}${median(last).padStart(9)}${slope.toFixed(digits).padStart(12)}`
  }
  const growth =
    medianOf(last.map(({ anonMb }) => anonMb)) / medianOf(second.map(({ anonMb }) => anonMb))
  const lagMs = quantileOf(
    samples.map((sample) => sample.lagMs),
    0.99,
  )
  const lost = [...end.untold.map((what) => `not told: ${what}`), ...end.toldTwice]
  const { counts } = end
  const judgements: readonly (readonly [boolean, string])[] = [
    [growth <= MOST_GROWTH, `memory is ${growth.toFixed(2)} times that of the second quarter`],
    [lagMs < MOST_LAG_MS, `lag p99 is ${lagMs.toFixed(0)} ms (${lagSource(samples)})`],
    [lost.length === 0, `${lost.length} tellings lost or told twice`],
    [end.ledger === null, `ledger --verify ${end.ledger ?? 'is content'}`],
    [end.exitCode === 0, `the daemon ended with ${end.exitCode}`],
    [counts.notices.length > 0, `${counts.notices.length} notices were to be told`],
  ]
  return {
    isGood: judgements.every(([isGood]) => isGood),
    lines: [
      `\nmedian of quarter             first     last  slope an hour`,
      row('resident MB', 1, (sample) => sample.rssMb),
      row('anonymous MB', 1, (sample) => sample.anonMb),
      row('heap MB', 1, (sample) => sample.heapMb),
      row('lag p99 ms', 1, (sample) => sample.lagMs),
      row('database MB', 1, (sample) => sample.dbMb),
      row('WAL MB', 1, (sample) => sample.walMb),
      `polls ${end.polls}, items published ${counts.published}, articles ${counts.articles}, mails ${counts.mails}, repeats ${counts.repeats}`,
      ...judgements.map(([isGood, what]) => `${isGood ? 'good' : 'BAD '}  ${what}`),
      ...lost.slice(0, SHOWN),
      ...end.complaints.slice(0, SHOWN),
    ],
  }
}

function lagSource(samples: readonly Sample[]): string {
  return samples.every(({ lagIsOwn }) => lagIsOwn) ? 'of the event loop' : 'time of /healthz'
}

function medianOf(values: readonly number[]): number {
  return quantileOf(values, 0.5)
}

/** By least squares. */
function slopePerHour(points: readonly (readonly [number, number])[]): number {
  const mean = (of: 0 | 1): number =>
    points.reduce((sum, point) => sum + point[of], 0) / points.length
  const [meanX, meanY] = [mean(0), mean(1)]
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  const both = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  return (both / spread) * 3600
}
