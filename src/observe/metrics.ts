import { Counter, Gauge, Registry } from 'prom-client'

/** One number, under the labels that tell it from others of its name. */
export type Sample = {
  readonly labels?: Readonly<Record<string, string>>
  readonly value: number
}

/** Numbers that are read when somebody asks for them, not when they change: what the database knows is right at any time. */
export type GaugeSource = {
  /** With the prefix `policywatch_`, and the unit at its end. */
  readonly name: string
  readonly help: string
  readonly labelNames: readonly string[]
  /** It only grows while the program runs; its name ends in `_total`. */
  readonly isCounter?: boolean
  readonly read: () => Promise<readonly Sample[]>
}

export type Metrics = {
  readonly contentType: string
  /** Everything in Prometheus' text format. Rejects when a source does. */
  readonly render: () => Promise<string>
}

/** Metrics in a registry of their own, so that two apps in one process do not count for each other. */
export function createMetrics(gauges: readonly GaugeSource[]): Metrics {
  const registry = new Registry()
  for (const source of gauges) register(source, registry)
  return { contentType: registry.contentType, render: async () => await registry.metrics() }
}

function register(
  { name, help, labelNames, isCounter, read }: GaugeSource,
  registry: Registry,
): void {
  const options = { name, help, labelNames, registers: [registry] }
  if (isCounter === true) {
    const counter: Counter<string> = new Counter({
      ...options,
      collect: async (): Promise<void> => {
        const samples = await read()
        counter.reset()
        for (const { labels = {}, value } of samples) counter.inc(labels, value)
      },
    })
    return
  }
  const gauge: Gauge<string> = new Gauge({
    ...options,
    collect: async (): Promise<void> => {
      const samples = await read()
      gauge.reset() // a label that is gone must not keep its last number
      for (const { labels = {}, value } of samples) gauge.set(labels, value)
    },
  })
}
