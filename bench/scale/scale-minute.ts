import { quantileOf } from '../quantile.ts'
import type { AlertAccount } from './alert-account.ts'

/** What one minute was like. */
export type ScaleMinute = {
  readonly seconds: number
  readonly polls: number
  readonly failed: number
  readonly lagsMs: readonly number[]
  /** Of the event loop, p99 within the last minute. */
  readonly loopLagMs: number
  readonly rssMb: number
  readonly anonMb: number
  readonly dbMb: number
  readonly walMb: number
  readonly cpuSeconds: number
  readonly metricsMs: number
  readonly alerts: AlertAccount
}

export const HEADER =
  '      s   polls failed  lag s: p50   p95    max  loop p99 ms   RSS MB  anon MB    db MB   +MB  WAL MB  cpu s  ms/poll  /metrics ms  alerts: due   sent missed twice'

export function formatMinute(minute: ScaleMinute, dbMbBefore: number): string {
  const { lagsMs, alerts } = minute
  const seconds = (share: number): string => textOf(quantileOf(lagsMs, share) / 1000, 1)
  const most = lagsMs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const cells: readonly (readonly [string, number])[] = [
    [minute.seconds.toFixed(0), 7],
    [`${minute.polls}`, 8],
    [`${minute.failed}`, 7],
    [seconds(0.5), 12],
    [seconds(0.95), 6],
    [textOf(most / 1000, 1), 7],
    [textOf(minute.loopLagMs, 0), 13],
    [minute.rssMb.toFixed(0), 9],
    [minute.anonMb.toFixed(0), 9],
    [minute.dbMb.toFixed(1), 9],
    [(minute.dbMb - dbMbBefore).toFixed(1), 6],
    [minute.walMb.toFixed(1), 8],
    [minute.cpuSeconds.toFixed(1), 7],
    [textOf((minute.cpuSeconds * 1000) / minute.polls, 2), 9],
    [minute.metricsMs.toFixed(0), 13],
    [`${alerts.expected}`, 13],
    [`${alerts.delivered}`, 7],
    [`${alerts.missed.length}`, 7],
    [`${alerts.doubled.length}`, 6],
  ]
  return cells.map(([text, width]) => text.padStart(width)).join('')
}

function textOf(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '-'
}
