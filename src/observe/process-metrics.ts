import { collectDefaultMetrics, type Metric, Registry } from 'prom-client'

/** Under the names that dashboards know. The lag of the event loop is measured in event-loop-lag.ts, for several who ask. */
const CHOSEN = [
  'process_cpu_user_seconds_total', // which brings the next two up to date
  'process_cpu_system_seconds_total',
  'process_cpu_seconds_total',
  'process_start_time_seconds',
  'process_resident_memory_bytes',
  'process_open_fds',
  'process_max_fds',
  'nodejs_heap_size_total_bytes',
  'nodejs_heap_size_used_bytes',
  'nodejs_external_memory_bytes',
]

let known: readonly Metric[] | null = null

/** What every program tells of its process; made once, as it is one process. */
export function listProcessMetrics(): readonly Metric[] {
  if (known === null) {
    const registry = new Registry()
    collectDefaultMetrics({ register: registry })
    known = CHOSEN.flatMap((name) => registry.getSingleMetric(name) ?? []) // some are Linux's alone
  }
  return known
}
