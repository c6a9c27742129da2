import type { SubscriptionId } from '../ids.ts'
import type { UnsubscribeWay } from './unsubscribe-way.ts'

export type HeaderOptions = {
  /** null: a notice to the administrators. */
  readonly subscriptionId: SubscriptionId | null
  /** The domain that mail is sent from. */
  readonly domain: string
  /** null: a notice to the administrators, which nobody unsubscribes from. */
  readonly way: UnsubscribeWay | null
}

/**
 * What a message says of itself besides sender, recipient and subject. List-Id is what filters go by; Auto-Submitted (RFC
 * 3834) and X-Auto-Response-Suppress (Exchange) keep notes of absence away. `Precedence: bulk` is left out: RFC 2076
 * discourages it, some servers put off what bears it, and Auto-Submitted says the same by a standard.
 */
export function headersOf({
  subscriptionId,
  domain,
  way,
}: HeaderOptions): Readonly<Record<string, string>> {
  return {
    'Auto-Submitted': 'auto-generated',
    'List-Id': `<${subscriptionId ?? 'admin'}.policywatch.${domain}>`,
    'X-Auto-Response-Suppress': 'All',
    ...(way === null ? {} : unsubscribeHeaders(way)),
  }
}

/**
 * RFC 2369, and RFC 8058 for the button of a mail program. The link comes first, because some programs look at the first
 * entry alone; the space behind it is where the line is folded.
 */
function unsubscribeHeaders(way: UnsubscribeWay): Readonly<Record<string, string>> {
  if (way.kind === 'mail') return { 'List-Unsubscribe': `<${way.mailto.url}>` }
  return {
    'List-Unsubscribe': `<${way.url}>, <${way.mailto.url}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}
