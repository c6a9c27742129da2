import { msOf, SECOND_MS } from '../core/time.ts'
import type { GaugeSource } from '../observe/metrics.ts'
import type { ConfigState } from './config-reload.ts'

/** What a metrics system is told of changes of the configuration. */
export function configGauges(state: () => ConfigState): readonly GaugeSource[] {
  return [
    {
      name: 'policywatch_config_refused',
      help: 'Whether config.yaml as it is now was refused, so that an older one is in force: 1 or 0.',
      labelNames: [],
      read: async () => [{ value: state().refused === null ? 0 : 1 }],
    },
    {
      name: 'policywatch_config_applied_timestamp_seconds',
      help: 'When the configuration came into force.',
      labelNames: [],
      read: async () => [{ value: msOf(state().appliedAt) / SECOND_MS }],
    },
    {
      name: 'policywatch_config_reloads_total',
      help: 'Changes of the configuration since the start, by what became of them.',
      labelNames: ['outcome'],
      isCounter: true,
      read: async () => [
        { labels: { outcome: 'applied' }, value: state().appliedCount },
        { labels: { outcome: 'refused' }, value: state().refusedCount },
      ],
    },
  ]
}
