import type { Settings, SubscriptionSettings } from '../config/settings.ts'
import type { AlertContent } from '../core/alert/alert-content.ts'
import { quietUntil } from '../core/alert/quiet-hours.ts'
import { partStories, type RenderedAlert, renderAlert } from '../core/alert/render-alert.ts'
import type { Timestamp } from '../core/time.ts'
import { insertPart, savePart } from '../store/alert-parts.ts'
import { type Alert, saveRendered, sealAlert } from '../store/alerts.ts'
import { type Delivery, insertMissingDeliveries } from '../store/deliveries.ts'
import type { Tx } from '../store/schema.ts'
import { buildAlertContent } from './build-alert-content.ts'
import type { Deps } from './deps.ts'

/** What a claimed delivery is to send, or why it is not sent now. */
export type PreparedMessage =
  | {
      readonly kind: 'ready'
      /** When the alert was sealed: the Date of every attempt. */
      readonly date: Timestamp
      readonly rendered: RenderedAlert
      readonly headers: Readonly<Record<string, string>>
    }
  /** The address has left the configuration since. */
  | { readonly kind: 'unwanted'; readonly reason: string }
  | { readonly kind: 'held'; readonly reason: string; readonly until: Timestamp }

/**
 * Freezes what the alert says, at its first attempt; later attempts find it stored. An address that has joined the
 * subscription meanwhile gets a delivery of its own.
 */
export async function prepareMessage(
  tx: Tx,
  deps: Pick<Deps, 'messageIds'>,
  settings: Settings,
  delivery: Delivery,
  now: Timestamp,
): Promise<PreparedMessage> {
  const { alert, isFirst } = await sealAlert(tx, delivery.alertId, now)
  const subscription =
    alert.subscriptionId === null
      ? null
      : (settings.subscriptions.get(alert.subscriptionId) ?? null)
  if (isFirst && subscription !== null) {
    const wanted = { alertId: alert.id, to: subscription.to, dueAt: now, heldReason: null }
    await insertMissingDeliveries(tx, wanted, deps.messageIds, now)
  }
  const reason = findReasonToSuppress(alert, subscription, delivery)
  if (reason !== null) return { kind: 'unwanted', reason }
  const end = quietUntil(subscription?.quiet ?? null, settings.timezone, now)
  if (end !== null) return { kind: 'held', reason: `quiet hours, due ${end}`, until: end }

  let { rendered } = alert
  if (rendered === null) {
    rendered = await renderFirstPart(tx, deps, settings, alert, now)
    await saveRendered(tx, alert.id, rendered)
  }
  const headers = headersOf(alert, deps.messageIds.domain)
  return { kind: 'ready', date: alert.sealedAt ?? now, rendered, headers }
}

/** Renders what fits one e-mail; the stories beyond go into further parts, which are due at once. */
async function renderFirstPart(
  tx: Tx,
  deps: Pick<Deps, 'messageIds'>,
  settings: Settings,
  alert: Alert,
  now: Timestamp,
): Promise<RenderedAlert> {
  const { content, matchIds } = await buildAlertContent(tx, settings, alert)
  // a digest of what was already published, or over the budget, counts the rest instead
  const mayContinue =
    alert.kind !== 'already-published' && alert.notice === null && alert.part === null
  const sizes = mayContinue ? partSizes(content) : []
  const [first = 0, ...others] = sizes
  if (others.length === 0) return renderAlert(content)
  const count = sizes.length
  let at = first
  for (const [index, size] of others.entries()) {
    const part = { number: index + 2, count }
    const moved = matchIds.slice(at, at + size).flat()
    await insertPart(tx, alert, part, moved, deps.messageIds, now)
    at += size
  }
  const part = { number: 1, count }
  await savePart(tx, alert.id, part)
  return renderAlert({ ...takeStories(content, content.stories.slice(0, first)), part })
}

/** More stories than this never fit one e-mail; looking at fewer at a time keeps the search for what fits short. */
const STORIES_TO_TRY = 200

/** How many stories each part holds. */
function partSizes(content: AlertContent): readonly number[] {
  const sizes: number[] = []
  for (let at = 0; at < content.stories.length; ) {
    const some = content.stories.slice(at, at + STORIES_TO_TRY)
    const { shown } = partStories({ ...takeStories(content, some), part: WIDEST_PART })
    sizes.push(shown.length)
    at += shown.length
  }
  return sizes
}

const WIDEST_PART = { number: 999, count: 999 }

function takeStories(content: AlertContent, stories: AlertContent['stories']): AlertContent {
  const told = new Set(stories.flatMap((story) => story.ruleIds))
  return { ...content, stories, rules: content.rules.filter((rule) => told.has(rule.id)) }
}

/** A first attempt to somebody who is no longer asked for is not made; a message that may be out is followed up. */
function findReasonToSuppress(
  alert: Alert,
  subscription: SubscriptionSettings | null,
  delivery: Delivery,
): string | null {
  if (delivery.attemptCount > 1 || alert.subscriptionId === null) return null
  if (subscription === null) return 'the subscription has left the configuration'
  const address = delivery.to.address.toLowerCase()
  const isAsked = subscription.to.some((mailbox) => mailbox.address.toLowerCase() === address)
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
