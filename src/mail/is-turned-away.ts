import type { AttemptStage, TransportFailure } from './classify-failure.ts'

/** What nodemailer calls a connection that was refused, closed, or greeted with anything but welcome. */
const NO_CONNECTION: ReadonlySet<string> = new Set(['ECONNECTION', 'ESOCKET', 'EPROTOCOL'])

/** "Too many concurrent connections", "sender thread limit exceeded", "maximum number of sessions" … */
const TOO_MANY =
  /(?:too many|maximum|concurrent|simultaneous)[^.]*\b(?:connection|session|thread)s?\b|\b(?:connection|session|thread)s?\b[^.]*(?:limit|exceed|too many)/i

/**
 * Whether a failure is about the connection alone, so that another that is open may still be welcome. A server that does
 * not answer at all, cannot be found or refuses the login is none of these.
 */
export function isTurnedAway(failure: TransportFailure, stage: AttemptStage): boolean {
  const { code, responseCode, response, message } = failure
  if (stage === 'leaving') return false
  if (stage === 'connecting' && code !== null && NO_CONNECTION.has(code)) return true
  const isTemporary = responseCode !== null && responseCode >= 400 && responseCode < 500
  return isTemporary && TOO_MANY.test(response ?? message)
}
