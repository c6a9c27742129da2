import { assertNever } from '../assert-never.ts'
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Timestamp } from '../time.ts'
import type { SendResult } from './send-result.ts'

/** What an attempt at a delivery means for the next one. */
export type RetryDecision =
  | { readonly kind: 'sent'; readonly response: string }
  /** To be tried again; `uncertain` when the server may already have the message. */
  | {
      readonly kind: 'again'
      readonly state: 'pending' | 'uncertain'
      readonly at: Timestamp
      readonly reason: string
    }
  | { readonly kind: 'failed'; readonly reason: string }

const RETRY_MS: readonly number[] = [5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS]
/** No attempt waits longer for the next one. */
export const LONGEST_RETRY_MS = HOUR_MS
const GIVE_UP_MS = 5 * DAY_MS
/** So many refusals without a reason are believed. */
const BARE_REFUSALS = 3

/** What was tried so far. */
export type Attempts = {
  /** With the one that is decided after. */
  readonly attemptCount: number
  /** Earlier ones that were refused by 554 without a reason. */
  readonly bareRefusalCount: number
  readonly firstAttemptAt: Timestamp
}

/**
 * Decides after an attempt. A permanent refusal ends it, a bare 554 the third time; everything else, an uncertain outcome too, is tried again under the same Message-ID until five days have passed since
 * the first attempt.
 */
export function decideRetry(
  result: SendResult,
  { attemptCount, bareRefusalCount, firstAttemptAt }: Attempts,
  now: Timestamp,
): RetryDecision {
  switch (result.kind) {
    case 'accepted':
      return { kind: 'sent', response: result.response }
    case 'refused':
      if (result.isPermanent && !isUnexplained(result, bareRefusalCount)) {
        return { kind: 'failed', reason: `refused: ${result.response}` }
      }
      return again('pending', `put off by the server: ${result.response}`)
    case 'unreachable':
      return again('pending', result.message)
    case 'uncertain':
      return again('uncertain', result.message)
    default:
      return assertNever(result)
  }

  function again(state: 'pending' | 'uncertain', reason: string): RetryDecision {
    const at = addMs(now, RETRY_MS[attemptCount - 1] ?? LONGEST_RETRY_MS)
    if (at > addMs(firstAttemptAt, GIVE_UP_MS)) {
      return { kind: 'failed', reason: `given up after five days: ${reason}` }
    }
    return { kind: 'again', state, at, reason }
  }
}

/**
 * "Transaction failed" without a reason (RFC 3463) is what servers answer when their filter broke or their disk is full, too:
 * a whim of a minute must not cost an alert.
 */
function isUnexplained(
  { code, response }: Extract<SendResult, { kind: 'refused' }>,
  bareRefusalCount: number,
): boolean {
  return code === 554 && !HAS_REASON.test(response) && bareRefusalCount + 1 < BARE_REFUSALS
}

/** An enhanced status code (RFC 3463). */
const HAS_REASON = /\b5\.\d{1,3}\.\d{1,3}\b/
