import { addMs, MINUTE_MS, msOf, type Timestamp, timestampOf } from '../core/time.ts'
import type { DeliveryState } from '../store/deliveries.ts'
import { countDeliveries, countEndedBefore } from '../store/status.ts'
import type { Deps } from './deps.ts'

/** What has ended stays as it is; it is counted anew this often, in case rows were pruned or the clock was set. */
const COUNT_ANEW_MS = 10 * MINUTE_MS

/** Younger ones are counted each time. */
const OLD_MS = MINUTE_MS

type Old = { readonly before: Timestamp; readonly counts: ReadonlyMap<DeliveryState, number> }

/** Counts the deliveries of each state; those that ended long ago are remembered, for there may be millions. */
export function countByState(
  deps: Pick<Deps, 'db' | 'now'>,
): () => Promise<ReadonlyMap<DeliveryState, number>> {
  let old: Old = { before: timestampOf(0), counts: new Map() }
  return async () => {
    const now = deps.now()
    const ageMs = msOf(now) - msOf(old.before)
    if (ageMs < 0 || ageMs >= COUNT_ANEW_MS) {
      const before = addMs(now, -OLD_MS)
      old = { before, counts: await countEndedBefore(deps.db, before) }
    }
    const { before, counts } = old
    const others = await countDeliveries(deps.db, before)
    const states = new Set([...counts.keys(), ...others.keys()])
    return new Map([...states].map((s) => [s, (counts.get(s) ?? 0) + (others.get(s) ?? 0)]))
  }
}
