import type { SubscriptionId } from '../ids.ts'
import { msOf, type Timestamp } from '../time.ts'

/** The wish of an address to get no more e-mails, of one subscription or of all. It outranks the configuration. */
export type OptOut = {
  /** In small letters. */
  readonly address: string
  /** null: all subscriptions, also those that are yet to come. */
  readonly subscriptionId: SubscriptionId | null
  readonly optedOutAt: Timestamp
  readonly via: OptOutVia
}

/** How it was said: by the button of a mail program (RFC 8058), on the page, or to an administrator who wrote it down. */
export type OptOutVia = 'one-click' | 'page' | 'administrator'

/** Two spellings of an address that differ in capitals alone are one address here. */
export function foldAddress(address: string): string {
  return address.toLowerCase()
}

/** `unsubscribed on 2026-03-03 (one-click)`: why an address gets no e-mail, with the day in the given zone. */
export function describeOptOut(
  { subscriptionId, optedOutAt, via }: OptOut,
  timezone: string,
): string {
  const from = subscriptionId === null ? ' from everything' : ''
  return `unsubscribed${from} on ${dayOf(optedOutAt, timezone)} (${via})`
}

function dayOf(at: Timestamp, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(msOf(at))
  const partOf = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((part) => part.type === type)?.value ?? ''
  return `${partOf('year')}-${partOf('month')}-${partOf('day')}`
}
