import { SECOND_MS } from '../core/time.ts'
import type { Readiness } from '../observe/health.ts'
import type { LogLevel } from '../observe/log-level.ts'
import { LOG_LEVELS } from '../observe/log-level.ts'
import type { GaugeSource, Sample } from '../observe/metrics.ts'
import type { Vitals } from './vitals.ts'

export type VitalSigns = {
  readonly vitals: () => Vitals
  readonly readiness: () => Promise<Readiness>
  readonly lineCounts: () => ReadonlyMap<LogLevel, number>
  readonly build: { readonly version: string; readonly node: string }
}

/** What a metrics system is told of the program itself. */
export function vitalGauges(signs: VitalSigns): readonly GaugeSource[] {
  const { vitals, readiness, lineCounts, build } = signs
  return [
    {
      name: 'policywatch_build_info',
      help: 'Always 1; the version of Policywatch and of the Node that runs it.',
      labelNames: ['version', 'node'],
      read: async () => [{ labels: build, value: 1 }],
    },
    {
      name: 'policywatch_ready',
      help: 'Whether the daemon can do its work, as /readyz says: 1 or 0.',
      labelNames: [],
      read: async () => [{ value: (await readiness()).isReady ? 1 : 0 }],
    },
    {
      name: 'policywatch_check_ok',
      help: 'Whether one of the checks behind policywatch_ready is well: 1 or 0; absent while the daemon is not running.',
      labelNames: ['check'],
      read: async (): Promise<readonly Sample[]> =>
        (await readiness()).checks.map(({ name, problem }) => ({
          labels: { check: name },
          value: problem === null ? 1 : 0,
        })),
    },
    {
      name: 'policywatch_scheduler_last_look_timestamp_seconds',
      help: 'When the daemon last looked for feeds that are due, which it does every 15 seconds; absent before it has started.',
      labelNames: [],
      read: async (): Promise<readonly Sample[]> => {
        const { lookedAt } = vitals()
        if (lookedAt === null) return []
        return [{ value: (Date.now() - (performance.now() - lookedAt)) / SECOND_MS }]
      },
    },
    {
      name: 'policywatch_occurrences_total',
      help: 'How often schedules came round, counted for each of their feeds; a feed that backs off or is still fresh is not polled then.',
      labelNames: [],
      isCounter: true,
      read: async () => [{ value: vitals().occurrenceCount }],
    },
    {
      name: 'policywatch_log_lines_total',
      help: 'Lines written to the log, by level.',
      labelNames: ['level'],
      isCounter: true,
      read: async () =>
        LOG_LEVELS.map((level) => ({ labels: { level }, value: lineCounts().get(level) ?? 0 })),
    },
  ]
}
