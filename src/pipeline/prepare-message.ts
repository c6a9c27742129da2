import type { Settings, SubscriptionSettings } from '../config/settings.ts'
import { addUnsubscribeLink } from '../core/alert/add-unsubscribe-link.ts'
import { headersOf } from '../core/alert/mail-headers.ts'
import { describeOptOut } from '../core/alert/opt-out.ts'
import { QUIET_HOURS } from '../core/alert/plan-alerts.ts'
import { quietUntil } from '../core/alert/quiet-hours.ts'
import type { RenderedAlert } from '../core/alert/render-alert.ts'
import { findUnsubscribeWay, type UnsubscribeWay } from '../core/alert/unsubscribe-way.ts'
import { addMs, SECOND_MS, type Timestamp } from '../core/time.ts'
import { type Alert, getAlert } from '../store/alerts.ts'
import { type Delivery, insertMissingDeliveries } from '../store/deliveries.ts'
import { findOptOut } from '../store/opt-outs.ts'
import type { Tx } from '../store/schema.ts'
import { findOriginal, fixThread } from '../store/threads.ts'
import {
  findEditsToldElsewhere,
  findHitsToldElsewhere,
  type ToldElsewhere,
} from '../store/told-elsewhere.ts'
import type { Deps } from './deps.ts'
import { freezeAlert } from './freeze-alert.ts'

/** What a claimed delivery is to send, or why it is not sent now. */
export type PreparedMessage =
  | {
      readonly kind: 'ready'
      /** When the alert was sealed: the Date of every attempt. */
      readonly date: Timestamp
      readonly rendered: RenderedAlert
      readonly headers: Readonly<Record<string, string>>
      /** Message-IDs that it follows, oldest first. */
      readonly thread: readonly string[]
    }
  /** The address has unsubscribed, or has left the configuration since and surely had nothing of it. */
  | { readonly kind: 'unwanted'; readonly reason: string }
  | { readonly kind: 'held'; readonly reason: string; readonly until: Timestamp }

/**
 * Freezes what the alert says, at its first attempt; later attempts find it stored. An address that has joined the
 * subscription meanwhile gets a delivery of its own.
 */
export async function prepareMessage(
  tx: Tx,
  deps: Pick<Deps, 'messageIds' | 'unsubscribeSecret'>,
  settings: Settings,
  delivery: Delivery,
  now: Timestamp,
): Promise<PreparedMessage> {
  const alert = await getAlert(tx, delivery.alertId)
  const subscription =
    alert.subscriptionId === null
      ? null
      : (settings.subscriptions.get(alert.subscriptionId) ?? null)
  const end = quietUntil(subscription?.quiet ?? null, settings.timezone, now)
  if (end !== null) return { kind: 'held', reason: QUIET_HOURS, until: end }
  const reason =
    (await findOptOutReason(tx, settings, alert, delivery)) ??
    findReasonToSuppress(alert, subscription, delivery)
  // whoever takes the place of an address that left gets what that did not
  if (subscription !== null && (alert.rendered === null || reason === ADDRESS_LEFT)) {
    const wanted = { alertId: alert.id, to: subscription.to, dueAt: now, heldReason: null }
    await insertMissingDeliveries(tx, wanted, deps.messageIds, now)
  }
  if (reason !== null) return { kind: 'unwanted', reason }

  const frozen = alert.rendered ?? (await freezeAlert(tx, deps, settings, alert, now))
  if (frozen === null) return { kind: 'unwanted', reason: CHANGE_TAKEN_BACK }
  const obstacle = delivery.mayBeOut
    ? null
    : await findObstacle(tx, alert, subscription, delivery, now)
  if (obstacle !== null) return obstacle

  return await dressMessage(tx, deps, settings, alert, delivery, frozen, now)
}

/** What has been frozen, with everything around it that is for this address alone; the same at each attempt. */
export async function dressMessage(
  tx: Tx,
  deps: Pick<Deps, 'messageIds' | 'unsubscribeSecret'>,
  settings: Settings,
  alert: Alert,
  delivery: Pick<Delivery, 'id' | 'alertId' | 'to'>,
  frozen: RenderedAlert,
  now: Timestamp,
): Promise<Extract<PreparedMessage, { kind: 'ready' }>> {
  const way = findWayOut(deps, settings, alert, delivery)
  const { subscriptionId } = alert
  return {
    kind: 'ready',
    date: alert.sealedAt ?? now,
    thread: subscriptionId === null ? [] : await fixThread(tx, delivery),
    rendered: way === null ? frozen : addUnsubscribeLink(frozen, way),
    headers: headersOf({ ...alert, domain: deps.messageIds.domain, way }),
  }
}

type Obstacle = Extract<PreparedMessage, { kind: 'unwanted' | 'held' }>

/** Why an address is not told now, or not at all, for what other e-mails tell it or have told it. */
async function findObstacle(
  tx: Tx,
  { kind }: Alert,
  subscription: SubscriptionSettings | null,
  delivery: Delivery,
  now: Timestamp,
): Promise<Obstacle | null> {
  if (kind === 'news') {
    const asOf = subscription?.edits === true ? 'the latest text' : 'any text'
    return obstacleOf(await findHitsToldElsewhere(tx, delivery, asOf, now), now)
  }
  if (kind !== 'edit') return null
  const original = await findOriginal(tx, delivery)
  if (original.kind === 'none') return { kind: 'unwanted', reason: NEVER_TOLD }
  if (original.kind === 'open') {
    const { nextAttemptAt } = original
    const after = nextAttemptAt === null || nextAttemptAt < now ? now : nextAttemptAt
    return { kind: 'held', reason: ORIGINAL_WAITS, until: addMs(after, LOOK_AGAIN_MS) }
  }
  return obstacleOf(await findEditsToldElsewhere(tx, delivery, now), now)
}

function obstacleOf(elsewhere: ToldElsewhere | null, now: Timestamp): Obstacle | null {
  if (elsewhere === null) return null
  const reason = `the subscription ${elsewhere.by} tells this address the same`
  if (elsewhere.state === 'sent') return { kind: 'unwanted', reason }
  return { kind: 'held', reason, until: addMs(now, LOOK_AGAIN_MS) }
}

const NEVER_TOLD = 'this address was never told of what was edited'
const ORIGINAL_WAITS = 'the e-mail that it follows is not delivered yet'

/** What another e-mail came to is known by then, as a rule. */
const LOOK_AGAIN_MS = 5 * SECOND_MS

const ADDRESS_LEFT = 'the address has left the subscription'
const CHANGE_TAKEN_BACK = 'the change was taken back before it was told'

/** Who unsubscribed gets no further attempt, not even at a message that may be out. */
async function findOptOutReason(
  tx: Tx,
  { timezone }: Settings,
  { subscriptionId }: Alert,
  { to }: Delivery,
): Promise<string | null> {
  if (subscriptionId === null) return null
  const optOut = await findOptOut(tx, to.address, subscriptionId)
  return optOut === null ? null : describeOptOut(optOut, timezone)
}

/** Somebody who is no longer asked for is not written to; a message that may be out is followed up. */
function findReasonToSuppress(
  alert: Alert,
  subscription: SubscriptionSettings | null,
  delivery: Delivery,
): string | null {
  if (delivery.mayBeOut || alert.subscriptionId === null) return null
  if (subscription === null) return 'the subscription has left the configuration'
  const isAsked = addressesOf(subscription).has(delivery.to.address.toLowerCase())
  return isAsked ? null : ADDRESS_LEFT
}

/** Asked for at each delivery, and a subscription may have thousands: the work must not grow with their square. */
const knownAddresses = new WeakMap<SubscriptionSettings, ReadonlySet<string>>()

function addressesOf(subscription: SubscriptionSettings): ReadonlySet<string> {
  const known = knownAddresses.get(subscription)
  if (known !== undefined) return known
  const addresses = new Set(subscription.to.map(({ address }) => address.toLowerCase()))
  knownAddresses.set(subscription, addresses)
  return addresses
}

/** Nobody unsubscribes from what the administrators are told. */
function findWayOut(
  { unsubscribeSecret: secret }: Pick<Deps, 'unsubscribeSecret'>,
  { admins, mail, web }: Settings,
  { subscriptionId }: Alert,
  { to }: Pick<Delivery, 'to'>,
): UnsubscribeWay | null {
  if (subscriptionId === null) return null
  const options = { publicUrl: web?.publicUrl ?? null, secret, keeper: admins[0] ?? mail.from }
  return findUnsubscribeWay({ subscriptionId, address: to.address }, options)
}
