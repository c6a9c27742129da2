import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { GaugeSource, SummarySource, SummaryValues } from './metrics.ts'

/** How often is looked, by a timer; what it is late by is the lag. */
const RESOLUTION_MS = 10
/**
 * For so long values are gathered that are told for as long afterwards. A scrape does not end the window, so that two who
 * ask do not take each other's values away.
 */
const WINDOW_MS = 60_000

const QUANTILES = [0.5, 0.9, 0.99]
const NS_PER_S = 1e9

export type EventLoopLag = {
  readonly sources: readonly [SummarySource, GaugeSource]
  readonly stop: () => void
}

type Window = { readonly quantiles: ReadonlyMap<number, number>; readonly max: number }

/** Measures for how long what is due waits for what runs; does not keep the process alive. */
export function watchEventLoopLag(): EventLoopLag {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  histogram.enable()
  let last: Window | null = null
  let [sum, count] = [0, 0]
  // what is measured is from one look to the next, so that an idle loop shows the resolution
  const secondsOf = (ns: number): number => Math.max(0, ns / NS_PER_S - RESOLUTION_MS / 1000)
  const look = (): Window => {
    if (histogram.count === 0) return { quantiles: new Map(QUANTILES.map((q) => [q, 0])), max: 0 }
    const quantiles = QUANTILES.map((q) => [q, secondsOf(histogram.percentile(q * 100))] as const)
    return { quantiles: new Map(quantiles), max: secondsOf(histogram.max) }
  }
  const sumOf = (): number =>
    histogram.count === 0 ? 0 : secondsOf(histogram.mean) * histogram.count
  const timer = setInterval(() => {
    last = look()
    sum += sumOf()
    count += histogram.count
    histogram.reset()
  }, WINDOW_MS).unref()
  const read = (): SummaryValues => ({
    quantiles: (last ?? look()).quantiles,
    sum: sum + sumOf(),
    count: count + histogram.count,
  })
  return {
    sources: [
      {
        kind: 'summary',
        name: 'policywatch_event_loop_lag_seconds',
        help: 'For how long what is due waits for what runs; quantiles of the last whole minute.',
        read,
      },
      {
        name: 'policywatch_event_loop_lag_max_seconds',
        help: 'The longest such wait of the last whole minute.',
        labelNames: [],
        read: async () => [{ value: (last ?? look()).max }],
      },
    ],
    stop: (): void => {
      clearInterval(timer)
      histogram.disable()
    },
  }
}
