import type { SendResult } from '../core/alert/send-result.ts'
import { MOST_CONNECTIONS, type SmtpLimits } from '../core/alert/smtp-limits.ts'
import type { SmtpServer } from '../core/alert/smtp-url.ts'
import { classifyFailure, describeUnreachable, readFailure } from './classify-failure.ts'
import { composeMessage, oneLine } from './compose-message.ts'
import { isTurnedAway } from './is-turned-away.ts'
import type { Mail, MailOptions, OutgoingMessage, VerifyResult } from './mail.ts'
import { refuseBadAddress } from './refuse-bad-address.ts'
import { type SmtpConnection, SmtpConnections } from './smtp-connections.ts'
import { SmtpTransport } from './smtp-transport.ts'

/** Mail by SMTP, over a few connections that are kept while there is work. */
export class SmtpMail implements Mail {
  readonly #options: MailOptions
  readonly #limits: SmtpLimits
  readonly #open: () => SmtpTransport
  readonly #connections: SmtpConnections<SmtpTransport>
  readonly #attempts = new Set<Promise<SendResult>>()

  constructor(options: MailOptions, server: SmtpServer, limits: SmtpLimits) {
    this.#options = options
    this.#limits = limits
    this.#open = (): SmtpTransport => new SmtpTransport(server, limits, options.dkim)
    this.#connections = new SmtpConnections(this.#open, { ...limits, most: MOST_CONNECTIONS })
  }

  async send(message: OutgoingMessage, signal?: AbortSignal): Promise<SendResult> {
    const refusal = refuseBadAddress(message.to)
    if (refusal !== null) {
      return refusal
    }
    const attempt = this.#attempt(message, signal ?? null)
    this.#attempts.add(attempt)
    return attempt.finally(() => this.#attempts.delete(attempt))
  }

  async verify(): Promise<VerifyResult> {
    const transport = this.#open()
    try {
      await transport.verify()
      return { kind: 'ok' }
    } catch (error) {
      return { kind: 'failed', message: describeUnreachable(readFailure(error), 'connecting') }
    } finally {
      transport.close()
    }
  }

  async close(): Promise<void> {
    this.#connections.close()
    await Promise.allSettled(this.#attempts)
  }

  async #attempt(message: OutgoingMessage, caller: AbortSignal | null): Promise<SendResult> {
    for (;;) {
      const connection = await this.#connections.take(caller)
      if (connection === null) {
        return { kind: 'unreachable', message: 'The attempt ended before a connection was free' }
      }
      const result = await this.#handOver(message, connection, caller)
      if (result !== 'turned away') return result
    }
  }

  /** `turned away`: the server has enough connections of ours, and the message goes over one of those. */
  async #handOver(
    message: OutgoingMessage,
    { transport, keep, drop, turnAway }: SmtpConnection<SmtpTransport>,
    caller: AbortSignal | null,
  ): Promise<SendResult | 'turned away'> {
    const deadline = new AbortController()
    const timer = setTimeout(() => deadline.abort(), this.#limits.attemptMs)
    const signal = AbortSignal.any([deadline.signal, ...(caller === null ? [] : [caller])])
    try {
      const response = await transport.send(composeMessage(message, this.#options.from), signal)
      keep()
      return { kind: 'accepted', response: oneLine(response) }
    } catch (error) {
      const [failure, stage] = [readFailure(error), transport.stageOf(signal)]
      const result = classifyFailure(failure, stage)
      if (isTurnedAway(failure, stage)) return turnAway() ? 'turned away' : result
      if (result.kind === 'refused') keep()
      else drop()
      return result
    } finally {
      clearTimeout(timer)
    }
  }
}
