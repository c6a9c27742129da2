import { MINUTE_MS, SECOND_MS } from '../time.ts'

/** Milliseconds that a mail server may take over one message, and how we wait for it. */
export type SmtpLimits = {
  /** To take the connection. */
  readonly connectMs: number
  /** To say hello, and to finish the TLS handshake. */
  readonly greetMs: number
  /** To answer anything else, and to take each piece of the message. */
  readonly answerMs: number
  /** For all of it, so that answers that come in drops end too. */
  readonly attemptMs: number
  /** Beyond this an attempt keeps no other waiting. */
  readonly slowMs: number
  /** For a connection to become free before the attempt begins. */
  readonly waitMs: number
  /** Since the server turned a connection away, until one more than it took is tried; then again. */
  readonly growMs: number
}

/**
 * `answerMs` is the longest that RFC 5321 (4.5.3.2) asks for: ten minutes after the last line, in which servers look into
 * the message. Whoever gives up earlier hands the same message over again, for the server has taken it. A message that
 * has not begun to leave is not at risk, so that a server which is not there is given up sooner.
 */
export const SMTP_LIMITS: SmtpLimits = {
  connectMs: MINUTE_MS,
  greetMs: MINUTE_MS,
  answerMs: 10 * MINUTE_MS,
  attemptMs: 30 * MINUTE_MS,
  slowMs: 30 * SECOND_MS,
  waitMs: 30 * MINUTE_MS,
  growMs: MINUTE_MS,
}

/** What is still under way after this is stuck. */
export const LONGEST_ATTEMPT_MS = SMTP_LIMITS.waitMs + SMTP_LIMITS.attemptMs

/** Messages that are handed over at the same time while the server is quick. */
export const QUICK_CONNECTIONS = 3

/** Connections at most: ten hanging recipients keep the next one waiting. */
export const MOST_CONNECTIONS = 10

/** Deliveries in hand at the same time: while some are handed over, others are made and recorded. */
export const DELIVERIES_AT_ONCE = 24
