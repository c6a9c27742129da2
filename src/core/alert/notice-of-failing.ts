import type { Notice } from './render-notice.ts'

/** An address that cannot be reached, and the alert at which that was noticed. */
export type UnreachedAddress = {
  readonly address: string
  readonly reason: string
  /** The alert's subject, or its number. */
  readonly alert: string
  readonly attemptCount: number
  readonly messageId: string
}

/** More are told of by their names alone. */
const MOST_IN_FULL = 6

const REMEDY =
  'Correct the addresses in config.yaml, or the mail settings. This is told once for each address, until something reaches it; "policywatch ledger --state failed" lists all alerts that were not delivered.'

/** What the administrators are told of addresses to which alerts were given up. */
export function noticeOfFailing(addresses: readonly UnreachedAddress[]): Notice {
  const [first, ...others] = addresses
  if (first !== undefined && others.length === 0) return noticeOfOne(first)
  const inFull = addresses.slice(0, MOST_IN_FULL)
  const rest = addresses.slice(MOST_IN_FULL).map(({ address }) => address)
  return {
    subject: `Not delivered to ${addresses.length} addresses`,
    paragraphs: [
      `Alerts to ${addresses.length} addresses could not be delivered and are not tried again.`,
      ...inFull.map(({ address, alert, reason }) => `${address}: ${reason}. Alert: ${alert}`),
      ...(rest.length === 0 ? [] : [`And to ${rest.join(', ')}.`]),
      REMEDY,
    ],
  }
}

function noticeOfOne(unreached: UnreachedAddress): Notice {
  const { address, alert, reason, attemptCount, messageId } = unreached
  return {
    subject: `Not delivered to ${address}: ${alert}`,
    paragraphs: [
      `An alert could not be delivered to ${address} and is not tried again.`,
      `Alert: ${alert}`,
      `Reason: ${reason}`,
      `Attempts: ${attemptCount}. Message-ID: ${messageId}`,
      REMEDY,
    ],
  }
}
