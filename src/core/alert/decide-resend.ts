import { QUIET_HOURS } from './plan-alerts.ts'

/** What is known of a delivery that somebody wants to be sent at once, or once more. */
export type ResendCase = {
  readonly state: 'pending' | 'held' | 'sending' | 'uncertain' | 'sent' | 'suppressed' | 'failed'
  readonly reason: string | null
  readonly isOptedOut: boolean
  /** It is due by now and waits for its turn alone. */
  readonly isDue: boolean
}

export type ResendDecision =
  /** It goes through the outbox like any other, now. */
  | { readonly kind: 'now' }
  /** It was delivered; the same message is handed over once more, and the delivery stays what it is. */
  | { readonly kind: 'repeat' }
  | { readonly kind: 'not'; readonly reason: string }

/** Whether a delivery can be sent at the wish of an administrator, and how. What its reader decided outranks the wish. */
export function decideResend({ state, reason, isOptedOut, isDue }: ResendCase): ResendDecision {
  if (isOptedOut) return { kind: 'not', reason: 'the address has unsubscribed' }
  switch (state) {
    case 'failed':
      return { kind: 'now' }
    case 'sent':
      return { kind: 'repeat' }
    case 'sending':
      return { kind: 'not', reason: 'it is being sent' }
    case 'suppressed':
      return { kind: 'not', reason: 'it is not to be sent' }
    case 'held':
    case 'pending':
    case 'uncertain':
      if (state === 'held' && reason === QUIET_HOURS) {
        return { kind: 'not', reason: 'the quiet hours of its subscription hold' }
      }
      return isDue ? { kind: 'not', reason: 'it is about to be sent' } : { kind: 'now' }
  }
}
