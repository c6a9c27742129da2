import { setTimeout as sleep } from 'node:timers/promises'
import type { Settings } from '../config/settings.ts'
import { decideRetry, type RetryDecision } from '../core/alert/retry-policy.ts'
import type { SendResult } from '../core/alert/send-result.ts'
import { SECOND_MS, type Timestamp } from '../core/time.ts'
import { inTransaction } from '../store/database.ts'
import {
  type Delivery,
  holdDelivery,
  returnDelivery,
  saveSendResult,
  suppressDelivery,
} from '../store/deliveries.ts'
import { disbelieveFarTimes } from '../store/disbelieve-far-times.ts'
import { claimDelivery } from '../store/due-deliveries.ts'
import { forgetFailing } from '../store/failing-addresses.ts'
import type { OutboxRun } from '../store/outbox-run.ts'
import type { Tx } from '../store/schema.ts'
import { sealAlert, unsealUntried } from '../store/seal-alert.ts'
import type { Deps } from './deps.ts'
import { type PreparedMessage, prepareMessage } from './prepare-message.ts'
import { sendSafely } from './send-safely.ts'
import { noteFailure } from './tell-failures.ts'

/** What became of the next delivery. */
export type DeliveryReport =
  | { readonly kind: 'nothing-due' }
  | {
      readonly kind: 'attempted'
      readonly alertId: number
      readonly deliveryId: number
      readonly address: string
      readonly subject: string
      readonly outcome: SendResult['kind'] | 'suppressed' | 'held'
      /** The state that the delivery is in now. */
      readonly state: 'sent' | 'pending' | 'held' | 'uncertain' | 'failed' | 'suppressed'
      readonly reason: string
      readonly nextAttemptAt: Timestamp | null
    }

/** For how long a single delivery insists on recording what became of it before it gives the error up. */
export const RECORD_PATIENCE_MS = 60 * SECOND_MS

/**
 * Hands the delivery that has waited longest to the mail server: claim, render, send, record. The claim is committed
 * before anything leaves, and what the e-mail says is frozen with its first attempt, so that a process that dies at
 * any line repeats at most the same message under the same Message-ID. A result that cannot be written (the disk is full)
 * is kept and tried again for `patienceMs`, for nobody else would take the delivery up. A `run` attempts each once.
 * Deliveries side by side share their commits: with three of its own for each mail, the disk was most of what a mail took.
 */
export async function deliverNext(
  deps: Deps,
  settings: Settings,
  signal: AbortSignal,
  patienceMs: number,
  run: OutboxRun | null = null,
  onClaimed: () => void = ignoreClaim,
): Promise<DeliveryReport> {
  const claimed = await claimSafely(deps, settings, run)
  if (claimed === null) return { kind: 'nothing-due' }
  onClaimed()
  const { delivery, message } = claimed
  const write = async (work: (tx: Tx) => Promise<void>): Promise<void> => {
    await writeSurely(deps, work, signal, patienceMs)
  }

  switch (message.kind) {
    case 'unwanted':
      return reportOf(delivery, null, 'suppressed', { ...message, state: 'suppressed', at: null })
    case 'held':
      return reportOf(delivery, null, 'held', { ...message, state: 'held', at: message.until })
    case 'failed':
      return await record(deps, delivery, null, message.result, write)
    case 'ready':
      break
  }
  if (signal.aborted) {
    await write(async (tx) => await returnDelivery(tx, delivery, deps.now()))
    return { kind: 'nothing-due' }
  }

  const send = async (): Promise<SendResult> => await sendSafely(deps, delivery, message, signal)
  const result = await deps.outbox.attend(send)
  deps.onStep('mail handed over')
  const report = await record(deps, delivery, message.rendered.subject, result, write)
  deps.onStep('result recorded')
  return report
}

function ignoreClaim(): void {}

type Claimed = {
  readonly delivery: Delivery
  readonly message:
    | PreparedMessage
    | { readonly kind: 'failed'; readonly result: Extract<SendResult, { kind: 'unreachable' }> }
}

/** What cannot be made undoes the claim with it; then it is claimed first, and made by itself. */
class CannotBeMade extends Error {}

async function claimSafely(
  deps: Deps,
  settings: Settings,
  run: OutboxRun | null,
): Promise<Claimed | null> {
  const now = deps.now()
  try {
    return await deps.outbox.run(async (tx) => {
      const delivery = await claim(tx, now, run)
      if (delivery === null) return null
      const message = await prepareMessage(tx, deps, settings, delivery, now).catch(
        (cause: unknown) => {
          throw new CannotBeMade('the e-mail could not be made', { cause })
        },
      )
      await settleObstacle(tx, delivery, message, now)
      return { delivery, message }
    })
  } catch (error) {
    if (!(error instanceof CannotBeMade)) throw error
  }
  const delivery = await inTransaction(deps.db, async (tx) => await claim(tx, now, run))
  if (delivery === null) return null
  return { delivery, message: await prepareSafely(deps, settings, delivery, now) }
}

/**
 * What is not sent is not seen as being sent, in the same moment: of two e-mails that tell an address the same, each would wait
 * for the other.
 */
async function settleObstacle(
  tx: Tx,
  delivery: Delivery,
  message: PreparedMessage,
  now: Timestamp,
): Promise<void> {
  if (message.kind === 'unwanted') await suppressDelivery(tx, delivery, message.reason, now)
  if (message.kind !== 'held') return
  await holdDelivery(tx, delivery, message.until, message.reason)
  await unsealUntried(tx, delivery.alertId, message.until)
}

/** The claim closes the alert in the same transaction, so that no error of a later step can leave it open. */
async function claim(tx: Tx, now: Timestamp, run: OutboxRun | null): Promise<Delivery | null> {
  const due = await claimDelivery(tx, now, run)
  const hasFreed = due === null && (await disbelieveFarTimes(tx, now)) > 0
  const claimed = hasFreed ? await claimDelivery(tx, now, run) : due
  if (claimed !== null) await sealAlert(tx, claimed.alertId, now)
  return claimed
}

type Write = (work: (tx: Tx) => Promise<void>) => Promise<void>

/** An alert that makes the code throw is put off like one whose server is not there, so that it cannot stop the others. */
async function prepareSafely(
  deps: Deps,
  settings: Settings,
  delivery: Delivery,
  now: Timestamp,
): Promise<Claimed['message']> {
  try {
    return await inTransaction(deps.db, async (tx) => {
      const message = await prepareMessage(tx, deps, settings, delivery, now)
      await settleObstacle(tx, delivery, message, now)
      return message
    })
  } catch (error) {
    deps.log.error(
      { alert: delivery.alertId, delivery: delivery.id, error },
      'the e-mail could not be made',
    )
    const reason = error instanceof Error ? error.message : String(error)
    return {
      kind: 'failed',
      result: { kind: 'unreachable', message: `the e-mail could not be made: ${reason}` },
    }
  }
}

async function record(
  deps: Deps,
  delivery: Delivery,
  subject: string | null,
  result: SendResult,
  write: Write,
): Promise<DeliveryReport> {
  const now = deps.now()
  const decision = decideRetry(result, delivery, now)
  await write(async (tx) => {
    await saveSendResult(tx, delivery, result, decision, now)
    if (decision.kind === 'failed') await noteFailure(tx, delivery, now)
    if (decision.kind === 'sent') await forgetFailing(tx, [delivery.to.address])
  })
  return reportOf(delivery, subject, result.kind, afterDecision(decision))
}

const FIRST_WAIT_MS = SECOND_MS
const LONGEST_WAIT_MS = 15 * SECOND_MS

/** Writes until it works, the patience ends or the program stops; the last error is thrown then. */
async function writeSurely(
  deps: Deps,
  work: (tx: Tx) => Promise<void>,
  signal: AbortSignal,
  patienceMs: number,
): Promise<void> {
  let waitedMs = 0
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      await deps.outbox.run(work)
      if (waitedMs > 0) deps.log.info({ waitedMs }, 'what became of an e-mail is recorded at last')
      return
    } catch (error) {
      if (signal.aborted || waitedMs >= patienceMs) throw error
      deps.log.error({ error, nextMs: waitMs }, 'what became of an e-mail cannot be recorded yet')
    }
    await sleep(waitMs, undefined, { signal }).catch(() => undefined) // an abort shows in the next turn
    waitedMs += waitMs
  }
}

type After = {
  readonly state: Exclude<DeliveryReport, { kind: 'nothing-due' }>['state']
  readonly reason: string
  readonly at: Timestamp | null
}

function afterDecision(decision: RetryDecision): After {
  switch (decision.kind) {
    case 'sent':
      return { state: 'sent', reason: decision.response, at: null }
    case 'again':
      return decision
    case 'failed':
      return { state: 'failed', reason: decision.reason, at: null }
  }
}

function reportOf(
  delivery: Delivery,
  subject: string | null,
  outcome: Exclude<DeliveryReport, { kind: 'nothing-due' }>['outcome'],
  { state, reason, at }: After,
): DeliveryReport {
  return {
    kind: 'attempted',
    alertId: delivery.alertId,
    deliveryId: delivery.id,
    address: delivery.to.address,
    subject: subject ?? nameOf(delivery),
    outcome,
    state,
    reason,
    nextAttemptAt: at,
  }
}

function nameOf(delivery: Delivery): string {
  return `alert ${delivery.alertId}`
}
