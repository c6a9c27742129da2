import { createHmac, timingSafeEqual } from 'node:crypto'
import { type SubscriptionId, subscriptionIdOf } from '../ids.ts'

/** Who wants to be written to no more, and of what: all that a link says. */
export type Subscriber = { readonly subscriptionId: SubscriptionId; readonly address: string }

/** 128 bits: nobody guesses them, and the link stays short enough for a line of a header. */
const SIGNATURE_BYTES = 16

/**
 * What stands at the end of an unsubscribe link. It needs no row anywhere, so links of old e-mails work for as long as the
 * secret lives, and it is the same at each attempt.
 */
export function makeUnsubscribeToken(secret: string, subscriber: Subscriber): string {
  const said = Buffer.from(`${subscriber.subscriptionId}\n${subscriber.address}`)
  const signature = createHmac('sha256', secret).update(said).digest().subarray(0, SIGNATURE_BYTES)
  return `${said.toString('base64url')}.${signature.toString('base64url')}`
}

/** Whom a token of ours names; null for anything else, whatever it is. */
export function parseUnsubscribeToken(secret: string, token: string): Subscriber | null {
  const said = Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString()
  const [subscriptionId = '', address = '', ...rest] = said.split('\n')
  if (subscriptionId === '' || address === '' || rest.length > 0) return null
  const subscriber = { subscriptionId: subscriptionIdOf(subscriptionId), address }
  // made anew and compared whole, so that each has one spelling only
  const expected = Buffer.from(makeUnsubscribeToken(secret, subscriber))
  const given = Buffer.from(token)
  const isOurs = given.length === expected.length && timingSafeEqual(given, expected)
  return isOurs ? subscriber : null
}
