import type { Mailbox } from './mailbox.ts'
import { makeUnsubscribeToken, type Subscriber } from './unsubscribe-token.ts'

/** How somebody unsubscribes: by a link of their own where the pages can be reached, else by writing to a person. */
export type UnsubscribeWay =
  | { readonly kind: 'link'; readonly url: string; readonly mailto: MailWay }
  | { readonly kind: 'mail'; readonly mailto: MailWay }

export type MailWay = { readonly url: string; readonly address: string; readonly subject: string }

/** What decides where unsubscribing leads. */
export type UnsubscribeOptions = {
  /** Without a slash at its end; null: nobody outside can reach the pages. */
  readonly publicUrl: string | null
  readonly secret: string
  /** Whoever reads the mail to this address can record an opt-out. */
  readonly keeper: Mailbox
}

export function findUnsubscribeWay(
  subscriber: Subscriber,
  { publicUrl, secret, keeper }: UnsubscribeOptions,
): UnsubscribeWay {
  const subject = `unsubscribe ${subscriber.subscriptionId}`
  const mailto: MailWay = {
    url: `mailto:${encodeAddress(keeper.address)}?subject=${encodeURIComponent(subject)}`,
    address: keeper.address,
    subject,
  }
  if (publicUrl === null) return { kind: 'mail', mailto }
  const token = makeUnsubscribeToken(secret, subscriber)
  // as it is spelled on the wire, because a header takes ASCII alone
  const base = new URL(publicUrl).href.replace(/\/$/, '')
  return { kind: 'link', url: `${base}/unsubscribe/${token}`, mailto }
}

/** RFC 6068 lets @ and + stand, and people read the address in the link. */
function encodeAddress(address: string): string {
  return encodeURIComponent(address).replaceAll('%40', '@').replaceAll('%2B', '+')
}
