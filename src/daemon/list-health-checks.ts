import { setTimeout } from 'node:timers/promises'
import { MINUTE_MS, msOf, SECOND_MS } from '../core/time.ts'
import { type Finding, type HealthCheck, OK } from '../observe/health.ts'
import type { Deps } from '../pipeline/deps.ts'
import { findOldestDueAt } from '../store/due-deliveries.ts'
import { type ProbeResult, probeWriting } from '../store/write-probe.ts'
import type { Vitals } from './vitals.ts'

/** The small write is made so often at most, however often somebody asks. */
const PROBE_EVERY_MS = 10 * SECOND_MS
/** The connection waits for another process; whoever asks for readiness does not wait with it. */
const PROBE_PATIENCE_MS = SECOND_MS
/** For so long another process may keep the database for itself: a copy of it, a command. */
const BUSY_MS = 30 * SECOND_MS
/** Four looks, which come every fifteen seconds, were left out. */
const LATE_LOOK_MS = MINUTE_MS
/** A delivery that was due for so long, while none was tried: the outbox stands still. */
const STUCK_MS = 15 * MINUTE_MS

/** What must be well for the daemon to be ready. A mail server that refuses is no matter of ours: it is tried and put off. */
export function listHealthChecks(
  deps: Pick<Deps, 'db' | 'disk' | 'reader' | 'now' | 'health'>,
  vitals: () => Vitals,
): readonly HealthCheck[] {
  return [
    { name: 'database', read: checkDatabase(deps) },
    { name: 'disk', read: async () => (deps.disk.pause === null ? OK : PAUSED) },
    { name: 'scheduler', read: async () => checkScheduler(vitals()) },
    { name: 'outbox', read: async () => await checkOutbox(deps, vitals()) },
  ]
}

const PAUSED: Finding = {
  kind: 'problem',
  reason: 'the disk is too full for polls to be recorded, so polling pauses',
}

function checkDatabase({
  db,
  now,
  health,
}: Pick<Deps, 'db' | 'now' | 'health'>): HealthCheck['read'] {
  let probedAt = -Infinity
  let writtenAt = performance.now()
  let finding: Finding = OK
  let inHand: Promise<ProbeResult> | null = null
  const probe = async (): Promise<ProbeResult> => {
    inHand ??= probeWriting(db, now()).finally(() => {
      inHand = null
    })
    return await Promise.race([inHand, setTimeout(PROBE_PATIENCE_MS, LATE, { ref: false })])
  }
  return async () => {
    if (health.state.kind === 'damaged') return DAMAGED
    const at = performance.now()
    if (at - probedAt < PROBE_EVERY_MS) return finding
    probedAt = at
    const result = await probe()
    if (result.kind === 'written') writtenAt = at
    if (result.kind === 'failed') finding = { kind: 'problem', reason: result.reason }
    else finding = at - writtenAt > BUSY_MS ? BUSY : OK
    return finding
  }
}

const LATE: ProbeResult = { kind: 'busy' }

const BUSY: Finding = {
  kind: 'problem',
  reason: 'another process keeps it locked, so that nothing can be written',
}

const DAMAGED: Finding = { kind: 'problem', reason: 'pages of the database are damaged' }

function checkScheduler({ lookedAt }: Vitals): Finding {
  const ageMs = lookedAt === null ? Infinity : performance.now() - lookedAt
  if (ageMs <= LATE_LOOK_MS) return OK
  return { kind: 'problem', reason: 'no look for what is due was carried out for over a minute' }
}

async function checkOutbox(
  { reader, now }: Pick<Deps, 'reader' | 'now'>,
  { isOutboxInTrouble, attemptedAt }: Vitals,
): Promise<Finding> {
  if (isOutboxInTrouble) {
    return {
      kind: 'problem',
      reason: 'deliveries can be neither read nor recorded; the log says why',
    }
  }
  if (performance.now() - attemptedAt < STUCK_MS) return OK
  const dueAt = await findOldestDueAt(reader, now())
  if (dueAt === null || msOf(now()) - msOf(dueAt) < STUCK_MS) return OK
  return { kind: 'problem', reason: 'e-mails are due for over 15 minutes, and none was tried' }
}
