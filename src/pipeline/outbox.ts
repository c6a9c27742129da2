import type { Settings } from '../config/settings.ts'
import { DELIVERIES_AT_ONCE } from '../core/alert/smtp-limits.ts'
import { msOf } from '../core/time.ts'
import { findNextDueAt } from '../store/due-deliveries.ts'
import type { OutboxRun } from '../store/outbox-run.ts'
import { type DeliveryReport, deliverNext, RECORD_PATIENCE_MS } from './deliver-next.ts'
import type { Deps } from './deps.ts'
import { inLanes } from './in-lanes.ts'
import { tellFailures } from './tell-failures.ts'

/** What became of the deliveries that were due. */
export type OutboxReport = {
  readonly sentCount: number
  /** To be tried again. */
  readonly putOffCount: number
  readonly failedCount: number
  readonly suppressedCount: number
  /** Taken up and found to wait longer: quiet hours. */
  readonly heldCount: number
}

export const NOTHING_DELIVERED: OutboxReport = {
  sentCount: 0,
  putOffCount: 0,
  failedCount: 0,
  suppressedCount: 0,
  heldCount: 0,
}

export type OnDelivery = (report: Exclude<DeliveryReport, { kind: 'nothing-due' }>) => void

/** Hands over everything that is due, each once in a run, and returns when nothing is left. */
export async function deliverDue(
  deps: Deps,
  settings: Settings,
  signal: AbortSignal,
  onDelivery: OnDelivery,
  run: OutboxRun,
): Promise<OutboxReport> {
  const count = { sent: 0, pending: 0, held: 0, uncertain: 0, failed: 0, suppressed: 0 }
  const drain = async (): Promise<void> =>
    await inLanes(DELIVERIES_AT_ONCE, async () => {
      while (!signal.aborted) {
        const report = await deliverNext(deps, settings, signal, RECORD_PATIENCE_MS, run)
        if (report.kind === 'nothing-due') return
        count[report.state] += 1
        onDelivery(report)
      }
    })
  await drain()
  if (!signal.aborted && (await tellFailures(deps, settings))) await drain()
  return {
    sentCount: count.sent,
    putOffCount: count.pending + count.uncertain,
    failedCount: count.failed,
    suppressedCount: count.suppressed,
    heldCount: count.held,
  }
}

/** When the outbox is looked at again: at the next due delivery, and now and then, in case the clock has leapt. */
export async function findWaitMs(deps: Pick<Deps, 'db' | 'now'>): Promise<number> {
  const dueAt = await findNextDueAt(deps.db)
  if (dueAt === null) return LONGEST_WAIT_MS
  return Math.max(1, Math.min(msOf(dueAt) - msOf(deps.now()), LONGEST_WAIT_MS))
}

const LONGEST_WAIT_MS = 30_000
