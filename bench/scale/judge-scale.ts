import { quantileOf } from '../quantile.ts'
import type { AlertAccount } from './alert-account.ts'
import type { ScaleMinute } from './scale-minute.ts'

export type ScaleEnd = {
  readonly feeds: number
  readonly isQuick: boolean
  /** From one occurrence of the schedule to the next. */
  readonly intervalMs: number
  /** Of the processor, in the round in which nothing had changed. */
  readonly unchangedMsPerFeed: number
  readonly alerts: AlertAccount
  /** What `ledger --verify` complains of; null: of nothing. */
  readonly ledger: string | null
  readonly exitCode: number | null
}

/** Issue 8: health and delivery never wait. */
const MOST_LOOP_LAG_MS = 50
const SHOWN = 5

/** The summary, and what was good or bad about it; `minutes` are those after the first poll. */
export function judgeScale(
  minutes: readonly ScaleMinute[],
  end: ScaleEnd,
): { readonly lines: readonly string[]; readonly isGood: boolean } {
  const lags = minutes.flatMap(({ lagsMs }) => lagsMs)
  const worst = lags.reduce((a, b) => Math.max(a, b), 0)
  const loopLagMs = quantileOf(
    minutes.map((minute) => minute.loopLagMs),
    0.99,
  )
  const { alerts } = end
  const late = lags.filter((ms) => ms >= end.intervalMs / 2).length
  const judgements: readonly (readonly [boolean, string])[] = [
    [lags.length > 0 && late === 0, `${late} polls began later than half of an interval`],
    [
      end.isQuick || loopLagMs < MOST_LOOP_LAG_MS,
      `lag p99 of the event loop is ${loopLagMs.toFixed(0)} ms`,
    ],
    [alerts.missed.length === 0, `${alerts.missed.length} alerts missed`],
    [alerts.doubled.length === 0, `${alerts.doubled.length} alerts told twice`],
    [end.ledger === null, `ledger --verify ${end.ledger ?? 'is content'}`],
    [end.exitCode === 0, `the daemon ended with ${end.exitCode}`],
  ]
  const seconds = (share: number): string => (quantileOf(lags, share) / 1000).toFixed(1)
  const delays = [0.5, 0.95].map((share) => (quantileOf(alerts.delaysMs, share) / 1000).toFixed(1))
  const polls = minutes.reduce((sum, minute) => sum + minute.polls, 0)
  const cpuSeconds = minutes.reduce((sum, minute) => sum + minute.cpuSeconds, 0)
  const [first, last] = [minutes.at(0), minutes.at(-1)]
  const grown = (last?.dbMb ?? 0) - (first?.dbMb ?? 0)
  const rss = minutes.reduce((most, minute) => Math.max(most, minute.rssMb), 0)
  return {
    isGood: judgements.every(([isGood]) => isGood),
    lines: [
      `${end.feeds} feeds, ${minutes.length} min: ${polls} polls; lag p50 ${seconds(0.5)} p95 ${seconds(0.95)} max ${(worst / 1000).toFixed(1)} s; ` +
        `CPU ms a poll ${((cpuSeconds * 1000) / polls).toFixed(2)}, an unchanged feed ${end.unchangedMsPerFeed.toFixed(2)}; ` +
        `RSS ${rss.toFixed(0)} MB; database +${grown.toFixed(1)} MB; ` +
        `alerts ${alerts.delivered} of ${alerts.expected}, p50 ${delays[0]} p95 ${delays[1]} s after the answer`,
      ...judgements.map(([isGood, what]) => `${isGood ? 'good' : 'BAD '}  ${what}`),
      ...[...alerts.missed, ...alerts.doubled].slice(0, SHOWN),
    ],
  }
}
