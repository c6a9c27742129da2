import type { Settings } from '../config/settings.ts'
import { partStories, type RenderedAlert, renderAlert } from '../core/alert/render-alert.ts'
import { decideRetry, type RetryDecision } from '../core/alert/retry-policy.ts'
import type { SendResult } from '../core/alert/send-result.ts'
import type { Timestamp } from '../core/time.ts'
import { type Alert, saveRendered, sealAlert, splitAlert } from '../store/alerts.ts'
import { inTransaction } from '../store/database.ts'
import {
  claimDelivery,
  type Delivery,
  returnDelivery,
  saveSendResult,
  suppressDelivery,
} from '../store/deliveries.ts'
import type { Tx } from '../store/schema.ts'
import { buildAlertContent } from './build-alert-content.ts'
import type { Deps } from './deps.ts'
import { noticeOfFailure } from './notice-of-failure.ts'

/** What became of the next delivery. */
export type DeliveryReport =
  | { readonly kind: 'nothing-due' }
  | {
      readonly kind: 'attempted'
      readonly alertId: number
      readonly address: string
      readonly subject: string
      readonly outcome: SendResult['kind'] | 'suppressed'
      /** The state that the delivery is in now. */
      readonly state: 'sent' | 'pending' | 'uncertain' | 'failed' | 'suppressed'
      readonly reason: string
      readonly nextAttemptAt: Timestamp | null
    }

/**
 * Hands the delivery that has waited longest to the mail server: claim, render, send, record. The claim is committed
 * before anything leaves, and what the e-mail says is frozen with its first attempt, so that a process that dies at
 * any line repeats at most the same message under the same Message-ID.
 */
export async function deliverNext(
  deps: Deps,
  settings: Settings,
  signal: AbortSignal,
): Promise<DeliveryReport> {
  const claimedAt = deps.now()
  const delivery = await inTransaction(deps.db, async (tx) => await claimDelivery(tx, claimedAt))
  if (delivery === null) return { kind: 'nothing-due' }

  let message: PreparedMessage
  try {
    message = await prepare(deps, settings, delivery, claimedAt)
  } catch (error) {
    // put off first, so that one poisoned alert cannot stop the others
    deps.log.error({ alert: delivery.alertId, error }, 'the e-mail could not be made')
    const result: SendResult = {
      kind: 'unreachable',
      message: `the e-mail could not be made: ${error instanceof Error ? error.message : String(error)}`,
    }
    return await record(deps, settings, delivery, `alert ${delivery.alertId}`, result)
  }
  if (message.kind === 'unwanted') return await suppress(deps, delivery, message.reason)
  if (signal.aborted) {
    await inTransaction(deps.db, async (tx) => {
      await returnDelivery(tx, delivery, deps.now())
    })
    return { kind: 'nothing-due' }
  }

  const result = await deps.mail.send(
    {
      messageId: delivery.messageId,
      date: message.date,
      boundary: delivery.messageId.replace(/[^a-zA-Z0-9]/g, ''),
      to: delivery.to,
      subject: message.subject,
      text: message.text,
      html: message.html,
      headers: message.headers,
    },
    signal,
  )
  deps.onStep('mail handed over')
  const report = await record(deps, settings, delivery, message.subject, result)
  deps.onStep('result recorded')
  return report
}

type PreparedMessage =
  | {
      readonly kind: 'ready'
      readonly date: Timestamp
      readonly subject: string
      readonly text: string
      readonly html: string
      readonly headers: Readonly<Record<string, string>>
    }
  /** The address has left the configuration since. */
  | { readonly kind: 'unwanted'; readonly reason: string }

/** Freezes what the alert says, at its first attempt; later attempts find it stored. */
async function prepare(
  deps: Deps,
  settings: Settings,
  delivery: Delivery,
  now: Timestamp,
): Promise<PreparedMessage> {
  return await inTransaction(deps.db, async (tx) => {
    const alert = await sealAlert(tx, delivery.alertId, now)
    const reason = findReasonToSuppress(settings, alert, delivery)
    if (reason !== null) return { kind: 'unwanted', reason }
    let rendered = alert.rendered
    if (rendered === null) {
      rendered = await renderFirstPart(tx, deps, settings, alert, now)
      await saveRendered(tx, alert.id, rendered)
    }
    const headers = headersOf(alert, deps.messageIds.domain)
    return { kind: 'ready', date: alert.sealedAt ?? now, ...rendered, headers }
  })
}

/** Renders what fits one e-mail; the stories beyond go into an alert of their own, which is due at once. */
async function renderFirstPart(
  tx: Tx,
  deps: Deps,
  settings: Settings,
  alert: Alert,
  now: Timestamp,
): Promise<RenderedAlert> {
  const { content, matchIds } = await buildAlertContent(tx, settings, alert)
  // a digest of what was already published, or over the budget, counts the rest instead
  const mayContinue = alert.kind !== 'already-published' && alert.notice === null
  const { shown, left } = partStories(content)
  if (left.length === 0 || !mayContinue) return renderAlert(content)
  await splitAlert(tx, alert, matchIds.slice(shown.length).flat(), deps.messageIds, now)
  const told = new Set(shown.flatMap((story) => story.ruleIds))
  return renderAlert({
    ...content,
    stories: shown,
    rules: content.rules.filter((rule) => told.has(rule.id)),
    notices: [...content.notices, `${left.length} more stories come in a second e-mail.`],
  })
}

/** A first attempt to somebody who is no longer asked for is not made; a message that may be out is followed up. */
function findReasonToSuppress(settings: Settings, alert: Alert, delivery: Delivery): string | null {
  if (delivery.attemptCount > 1 || alert.subscriptionId === null) return null
  const subscription = settings.subscriptions.get(alert.subscriptionId)
  if (subscription === undefined) return 'the subscription has left the configuration'
  const isAsked = subscription.to.some((mailbox) => mailbox.address === delivery.to.address)
  return isAsked ? null : 'the address has left the subscription'
}

function headersOf(alert: Alert, domain: string): Readonly<Record<string, string>> {
  const list = alert.subscriptionId ?? 'admin'
  return {
    'Auto-Submitted': 'auto-generated',
    'List-Id': `<${list}.policywatch.${domain}>`,
    'X-Auto-Response-Suppress': 'All',
  }
}

async function suppress(deps: Deps, delivery: Delivery, reason: string): Promise<DeliveryReport> {
  await inTransaction(deps.db, async (tx) => {
    await suppressDelivery(tx, delivery, reason, deps.now())
  })
  return {
    kind: 'attempted',
    alertId: delivery.alertId,
    address: delivery.to.address,
    subject: `alert ${delivery.alertId}`,
    outcome: 'suppressed',
    state: 'suppressed',
    reason,
    nextAttemptAt: null,
  }
}

async function record(
  deps: Deps,
  settings: Settings,
  delivery: Delivery,
  subject: string,
  result: SendResult,
): Promise<DeliveryReport> {
  const now = deps.now()
  const decision = decideRetry(result, delivery.attemptCount, delivery.firstAttemptAt, now)
  await inTransaction(deps.db, async (tx) => {
    await saveSendResult(tx, delivery, result, decision, now)
    if (decision.kind === 'failed') {
      await noticeOfFailure(tx, deps, settings, { delivery, subject, reason: decision.reason }, now)
    }
  })
  return {
    kind: 'attempted',
    alertId: delivery.alertId,
    address: delivery.to.address,
    subject,
    outcome: result.kind,
    ...afterDecision(decision),
  }
}

function afterDecision(decision: RetryDecision): {
  readonly state: 'sent' | 'pending' | 'uncertain' | 'failed'
  readonly reason: string
  readonly nextAttemptAt: Timestamp | null
} {
  switch (decision.kind) {
    case 'sent':
      return { state: 'sent', reason: decision.response, nextAttemptAt: null }
    case 'again':
      return { state: decision.state, reason: decision.reason, nextAttemptAt: decision.at }
    case 'failed':
      return { state: 'failed', reason: decision.reason, nextAttemptAt: null }
  }
}
