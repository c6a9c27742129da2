import { msOf, SECOND_MS } from '../core/time.ts'
import type { GaugeSource, Sample } from '../observe/metrics.ts'
import { DELIVERY_STATES } from '../store/deliveries.ts'
import { findOldestDueAt } from '../store/due-deliveries.ts'
import { countOptOuts } from '../store/opt-outs.ts'
import { countByState } from './delivery-totals.ts'
import type { Deps } from './deps.ts'
import { countUnsettled } from './unsettled-matches.ts'

/** What a metrics system is told of the promise that no alert is lost. */
export function deliveryGauges(deps: Pick<Deps, 'db' | 'now'>): readonly GaugeSource[] {
  const [readStates, readUnsettled] = [countByState(deps), countUnsettled(deps)]
  return [
    {
      name: 'policywatch_deliveries',
      help: 'Deliveries by state; each is one alert for one address.',
      labelNames: ['state'],
      read: async (): Promise<readonly Sample[]> => {
        const counts = await readStates()
        return DELIVERY_STATES.map((state) => ({
          labels: { state },
          value: counts.get(state) ?? 0,
        }))
      },
    },
    {
      name: 'policywatch_matches_unsettled',
      help: 'Matches that are not yet sent, suppressed or failed for every address, or of which no row says what became of them.',
      labelNames: [],
      read: async () => [{ value: await readUnsettled() }],
    },
    {
      name: 'policywatch_oldest_open_delivery_age_seconds',
      help: 'For how long the delivery that has waited longest has been due; 0 when none is due.',
      labelNames: [],
      read: async () => [{ value: await readLongestWait(deps) }],
    },
    {
      name: 'policywatch_opt_outs',
      help: 'Opt-outs that are in force: one address, one subscription or all.',
      labelNames: [],
      read: async () => [{ value: await countOptOuts(deps.db) }],
    },
  ]
}

async function readLongestWait(deps: Pick<Deps, 'db' | 'now'>): Promise<number> {
  const now = deps.now()
  const dueAt = await findOldestDueAt(deps.db, now)
  return dueAt === null ? 0 : (msOf(now) - msOf(dueAt)) / SECOND_MS
}
