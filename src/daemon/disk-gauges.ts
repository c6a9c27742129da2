import type { GaugeSource } from '../observe/metrics.ts'
import type { DiskGuard } from '../pipeline/disk-guard.ts'

/** What a metrics system is told of pauses; the room on the disk is in pipeline/database-gauges.ts. */
export function diskGauges(disk: Pick<DiskGuard, 'pause'>): readonly GaugeSource[] {
  return [
    {
      name: 'policywatch_polling_paused',
      help: 'Whether no feed is polled as the disk is full: 1 or 0.',
      labelNames: [],
      read: async () => [{ value: disk.pause === null ? 0 : 1 }],
    },
  ]
}
