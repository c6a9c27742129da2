import { Counter, Gauge, Histogram, type Metric, Registry } from 'prom-client'

/**
 * What a metrics system is told, in Prometheus' format. Most of it is read when somebody asks, not when it changes: what the
 * database knows is right at any time. Names have the prefix `policywatch_` and the unit at their end; no label has values whose
 * number grows (a feed, an address), for each value is a series that is kept for ever. docs/METRICS.md lists them all.
 */
export type MetricSource = GaugeSource | SummarySource | HistogramSource

/** One number, under the labels that tell it from others of its name. */
export type Sample = {
  readonly labels?: Readonly<Record<string, string>>
  readonly value: number
}

export type GaugeSource = {
  readonly name: string
  readonly help: string
  readonly labelNames: readonly string[]
  /** It only grows while the program runs; its name ends in `_total`. */
  readonly isCounter?: boolean
  /** No sample where there is nothing to tell. */
  readonly read: () => Promise<readonly Sample[]>
}

export type SummarySource = {
  readonly kind: 'summary'
  readonly name: string
  readonly help: string
  readonly read: () => SummaryValues
}

export type SummaryValues = {
  /** Of the last while. */
  readonly quantiles: ReadonlyMap<number, number>
  /** Since the start. */
  readonly sum: number
  readonly count: number
}

export type HistogramSource = {
  readonly kind: 'histogram'
  readonly observe: (value: number) => void
  readonly joinTo: (registry: Registry) => void
}

export type Metrics = {
  readonly contentType: string
  /**
   * Everything in Prometheus' text format. What cannot be read is left out and counted, so that the rest can tell what is the
   * matter. Several who ask at once are answered alike.
   */
  readonly render: () => Promise<string>
}

export type MetricsOptions = {
  /** Told of what could not be read, once until all can be. */
  readonly onUnreadable?: (names: readonly string[], error: unknown) => void
  /** Metrics of the whole process, see process-metrics.ts. */
  readonly ofProcess?: readonly Metric[]
}

/** A histogram that counts from now on. */
export function createHistogram(
  name: string,
  help: string,
  buckets: readonly number[],
): HistogramSource {
  const histogram = new Histogram({ name, help, buckets: [...buckets], registers: [] })
  return {
    kind: 'histogram',
    observe: (value) => histogram.observe(value),
    joinTo: (registry) => registry.registerMetric(histogram),
  }
}

/** Metrics in a registry of their own, so that two apps in one process do not count for each other. */
export function createMetrics(
  sources: readonly MetricSource[],
  { onUnreadable, ofProcess = [] }: MetricsOptions = {},
): Metrics {
  const registry = new Registry()
  for (const metric of ofProcess) registry.registerMetric(metric)
  const refreshers = sources.flatMap((source) => register(source, registry))
  const unreadable = new Gauge({
    name: 'policywatch_metrics_unreadable',
    help: 'Metrics that could not be read this time and are left out.',
    registers: [registry],
  })
  let isTold = false
  const renderAll = async (): Promise<string> => {
    const results = await Promise.allSettled(refreshers.map(({ refresh }) => refresh()))
    const failed = results.flatMap((result, index) =>
      result.status === 'rejected' ? [{ ...refreshers[index], reason: result.reason }] : [],
    )
    unreadable.set(failed.length)
    const [first] = failed
    if (first !== undefined && !isTold) {
      onUnreadable?.(
        failed.map(({ name = '' }) => name),
        first.reason,
      )
    }
    isTold = first !== undefined
    return await registry.metrics()
  }
  let inHand: Promise<string> | null = null
  return {
    contentType: registry.contentType,
    render: async (): Promise<string> => {
      inHand ??= renderAll().finally(() => {
        inHand = null
      })
      return await inHand
    },
  }
}

/** Brings what stands in the registry up to date. */
type Refresher = { readonly name: string; readonly refresh: () => Promise<void> }

function register(source: MetricSource, registry: Registry): readonly Refresher[] {
  if (!('kind' in source)) return [registerSamples(source, registry)]
  if (source.kind === 'histogram') source.joinTo(registry)
  else registry.registerMetric(summaryOf(source))
  return []
}

function registerSamples(source: GaugeSource, registry: Registry): Refresher {
  const { name, help, labelNames, read } = source
  const options = { name, help, labelNames, registers: [registry] }
  const metric: Counter<string> | Gauge<string> =
    source.isCounter === true ? new Counter(options) : new Gauge(options)
  metric.reset() // without a label it would be 0 from the beginning
  metric.remove({})
  const refresh = async (): Promise<void> => {
    try {
      const samples = await read()
      clear(metric)
      for (const { labels = {}, value } of samples) metric.inc(labels, value)
    } catch (error) {
      clear(metric)
      throw error
    }
  }
  return { name, refresh }
}

/** A label that is gone must not keep its last number. */
function clear(metric: Counter<string> | Gauge<string>): void {
  metric.reset()
  metric.remove({}) // of one without labels a reset leaves a 0
}

/** The package's own summaries work out their quantiles from single values, which nobody has here. */
function summaryOf({ name, help, read }: SummarySource): Metric {
  const values = (): object[] => {
    const { quantiles, sum, count } = read()
    return [
      ...[...quantiles].map(([quantile, value]) => ({ labels: { quantile }, value })),
      { metricName: `${name}_sum`, labels: {}, value: sum },
      { metricName: `${name}_count`, labels: {}, value: count },
    ]
  }
  const metric = {
    name,
    help,
    get: async (): Promise<object> => ({
      name,
      help,
      type: 'summary',
      values: values(),
      aggregator: 'sum',
    }),
    reset: (): void => {},
  }
  return metric as unknown as Metric // the registry uses no more of a metric than these
}
