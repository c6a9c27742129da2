import type { Settings } from '../config/settings.ts'
import { Activity } from '../daemon/activity.ts'
import { configGauges } from '../daemon/config-gauges.ts'
import type { ConfigState } from '../daemon/config-reload.ts'
import type { DaemonWatcher } from '../daemon/daemon.ts'
import { diskGauges } from '../daemon/disk-gauges.ts'
import { Heartbeat } from '../daemon/heartbeat.ts'
import { listHealthChecks } from '../daemon/list-health-checks.ts'
import { vitalGauges } from '../daemon/vital-gauges.ts'
import type { Vitals } from '../daemon/vitals.ts'
import { watchEventLoopLag } from '../observe/event-loop-lag.ts'
import { createHealth, type Readiness } from '../observe/health.ts'
import type { OpenedLog } from '../observe/log.ts'
import { createMetrics, type Metrics } from '../observe/metrics.ts'
import { listProcessMetrics } from '../observe/process-metrics.ts'
import { databaseGauges } from '../pipeline/database-gauges.ts'
import { deliveryGauges } from '../pipeline/delivery-gauges.ts'
import type { Deps } from '../pipeline/deps.ts'
import { feedGauges } from '../pipeline/feed-gauges.ts'
import { readVersion } from './read-version.ts'

/** What is looked at; asked anew each time. */
export type Observed = {
  readonly deps: Deps
  readonly settings: () => Settings
  readonly config: () => ConfigState
  readonly vitals: () => Vitals
  readonly log: OpenedLog
}

export type Observation = {
  /** To be told of what the daemon does. */
  readonly watcher: DaemonWatcher
  readonly readiness: () => Promise<Readiness>
  readonly metrics: Metrics
  readonly stop: () => void
}

/** Everything that is told of a daemon to those who watch over it. */
export function observeDaemon(observed: Observed): Observation {
  const { deps, settings, config, vitals, log } = observed
  const readiness = createHealth(listHealthChecks(deps, vitals), () => vitals().state)
  const activity = new Activity(deps)
  const heartbeatUrl = (): string | null => settings().heartbeat
  const heartbeat = new Heartbeat({ deps, url: heartbeatUrl, readiness })
  const lag = watchEventLoopLag()
  const reads = { db: deps.reader, now: deps.now }
  const build = { version: readVersion(), node: process.versions.node }
  const { lineCounts } = log
  const metrics = createMetrics(
    [
      ...vitalGauges({ vitals, readiness, lineCounts, build }),
      ...activity.sources,
      ...deliveryGauges(reads),
      ...feedGauges(reads, settings),
      ...databaseGauges(reads, settings),
      ...diskGauges(deps.disk),
      ...configGauges(config),
      ...heartbeat.sources,
      ...lag.sources,
    ],
    {
      ofProcess: listProcessMetrics(),
      onUnreadable: (names, error) =>
        log.warn({ metrics: names, error }, 'some metrics cannot be read and are left out'),
    },
  )
  const watcher: DaemonWatcher = {
    onPoll: activity.onPoll,
    onDelivery: activity.onDelivery,
    onRound: (report): void => {
      activity.onRound(report)
      heartbeat.onRound(report)
    },
  }
  const stop = (): void => {
    heartbeat.stop()
    lag.stop()
  }
  return { watcher, readiness, metrics, stop }
}
