import { assertNever } from '../assert-never.ts'
import { formatTime } from './format-time.ts'
import type { OptOut, OptOutVia } from './opt-out.ts'
import type { Notice } from './render-notice.ts'

/** What the administrators are told when somebody unsubscribes; `listedIn` are the subscriptions that name the address. */
export function noticeOfOptOut(
  optOut: OptOut,
  listedIn: readonly string[],
  timezone: string,
): Notice {
  const { address, subscriptionId, optedOutAt, via } = optOut
  const what = subscriptionId === null ? 'everything' : subscriptionId
  const option = subscriptionId === null ? '' : ` --subscription ${subscriptionId}`
  return {
    subject: `${address} unsubscribed from ${what}`,
    paragraphs: [
      `${address} unsubscribed from ${subscriptionId === null ? 'all subscriptions' : `the subscription ${what}`} ${wordsOf(via)}, on ${formatTime(optedOutAt, timezone)}.`,
      'Nothing more of that is sent to this address, whatever config.yaml says; the ledger shows what is suppressed.',
      listedIn.length === 0
        ? 'config.yaml does not list the address there any more, so nothing is left to do.'
        : `config.yaml still lists the address, in ${listedIn.join(', ')}. Take it out there, or leave it.`,
      `If it was a mistake: policywatch opt-outs --remove ${address}${option}`,
    ],
  }
}

function wordsOf(via: OptOutVia): string {
  switch (via) {
    case 'one-click':
      return 'with the button of a mail program'
    case 'page':
      return 'on the page behind the link in an e-mail'
    case 'administrator':
      return 'by word to an administrator'
    default:
      return assertNever(via)
  }
}
