import type { Settings } from '../config/settings.ts'
import { decideResend, type ResendDecision } from '../core/alert/decide-resend.ts'
import type { SendResult } from '../core/alert/send-result.ts'
import type { SubscriptionId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { type Alert, getAlert } from '../store/alerts.ts'
import { inTransaction } from '../store/database.ts'
import { findOptOut } from '../store/opt-outs.ts'
import {
  beginRepeat,
  endRepeat,
  findDelivery,
  makeDueNow,
  type ResendRow,
} from '../store/resend.ts'
import type { Db, Tx } from '../store/schema.ts'
import type { Deps } from './deps.ts'
import { dressMessage, type PreparedMessage } from './prepare-message.ts'
import { sendSafely } from './send-safely.ts'

/** What became of the wish to send a delivery at once or once more. */
export type ResendReport =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not'; readonly reason: string }
  /** The outbox takes it as its next. */
  | { readonly kind: 'due' }
  /** It was handed over once more, with this result. */
  | { readonly kind: 'repeated'; readonly result: SendResult }

/**
 * Sends a delivery of this alert at the wish of an administrator, always under the Message-ID that it has: what waits or was
 * given up becomes due now and goes through the outbox; what was delivered is handed over once more as it was frozen, which
 * adds an attempt and changes nothing else.
 */
export async function resendDelivery(
  deps: Deps,
  settings: Settings,
  wanted: { readonly alertId: number; readonly deliveryId: number },
): Promise<ResendReport> {
  const begun = await inTransaction(deps.db, async (tx) => await begin(tx, deps, settings, wanted))
  if (begun.kind !== 'begun') return begun
  const { delivery, message, attemptId } = begun
  const result = await sendSafely(deps, delivery, message, new AbortController().signal)
  const { alertId: alert, to } = delivery
  try {
    await inTransaction(deps.db, async (tx) => await endRepeat(tx, attemptId, result, deps.now()))
  } catch (error) {
    // the message is on its way: whoever is told of a failure would send it again
    deps.log.error({ alert, error }, 'what became of an e-mail sent once more cannot be recorded')
  }
  deps.log.info({ alert, address: to.address, outcome: result.kind }, 'sent once more, as wished')
  return { kind: 'repeated', result }
}

type Begun = {
  readonly kind: 'begun'
  readonly delivery: ResendRow
  readonly message: Extract<PreparedMessage, { kind: 'ready' }>
  readonly attemptId: number
}

async function begin(
  tx: Tx,
  deps: Deps,
  settings: Settings,
  { alertId, deliveryId }: { readonly alertId: number; readonly deliveryId: number },
): Promise<Begun | Exclude<ResendReport, { kind: 'repeated' }>> {
  const [delivery, now] = [await findDelivery(tx, deliveryId), deps.now()]
  if (delivery === null || delivery.alertId !== alertId) return { kind: 'unknown' }
  const alert = await getAlert(tx, alertId)
  const decision = await decideFor(tx, alert, { ...delivery, address: delivery.to.address }, now)
  switch (decision.kind) {
    case 'not':
      return decision
    case 'now':
      await makeDueNow(tx, delivery, now)
      deps.log.info({ alert: alertId, address: delivery.to.address }, 'due at once, as wished')
      return { kind: 'due' }
    case 'repeat':
      return await beginToRepeat(tx, deps, settings, alert, delivery, now)
  }
}

/** What may be done about a delivery now. */
export async function decideFor(
  db: Db,
  { subscriptionId }: { readonly subscriptionId: SubscriptionId | null },
  delivery: Pick<ResendRow, 'state' | 'reason'> & {
    readonly address: string
    readonly nextAttemptAt: Timestamp | null
  },
  now: Timestamp,
): Promise<ResendDecision> {
  const optOut =
    subscriptionId === null ? null : await findOptOut(db, delivery.address, subscriptionId)
  const { state, reason, nextAttemptAt } = delivery
  const isDue = nextAttemptAt !== null && nextAttemptAt <= now
  return decideResend({ state, reason, isOptedOut: optOut !== null, isDue })
}

async function beginToRepeat(
  tx: Tx,
  deps: Deps,
  settings: Settings,
  alert: Alert,
  delivery: ResendRow,
  now: Timestamp,
): Promise<Begun | Extract<ResendReport, { kind: 'not' }>> {
  if (alert.rendered === null) return { kind: 'not', reason: 'what it said is not known' }
  const message = await dressMessage(tx, deps, settings, alert, delivery, alert.rendered, now)
  const attemptId = await beginRepeat(tx, delivery, now)
  return attemptId === null
    ? { kind: 'not', reason: 'it is being sent once more already' }
    : { kind: 'begun', delivery, message, attemptId }
}
