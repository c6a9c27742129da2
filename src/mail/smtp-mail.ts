import { isIPv4 } from 'node:net'
import type { Readable } from 'node:stream'
import nodemailer, {
  type Mail as NodemailerMail,
  type SMTPPoolOptions,
  type SMTPPoolSentMessageInfo,
} from 'nodemailer'
import type { SendResult } from '../core/alert/send-result.ts'
import type { SmtpServer } from '../core/alert/smtp-url.ts'
import { classifyFailure, describeUnreachable, readFailure } from './classify-failure.ts'
import { composeMessage, dkimSettings, oneLine } from './compose-message.ts'
import type { Mail, MailOptions, OutgoingMessage, VerifyResult } from './mail.ts'
import { refuseBadAddress } from './refuse-bad-address.ts'

/** Milliseconds that a server may take. */
export type SmtpTimeouts = {
  /** To take the connection. */
  readonly connectMs: number
  /** To say hello, and to finish the TLS handshake. */
  readonly greetMs: number
  /** To answer anything else. */
  readonly answerMs: number
  /** For the whole attempt, so that answers that come in drops end too. */
  readonly attemptMs: number
}

export const SMTP_TIMEOUTS: SmtpTimeouts = {
  connectMs: 15_000,
  greetMs: 15_000,
  answerMs: 60_000,
  attemptMs: 300_000,
}

/** At once to the one server that everything is handed to. */
const MAX_CONNECTIONS = 3

/** Idle connections are closed by us before the server does it under a message. */
const IDLE_MS = 20_000

type Transport = NodemailerMail<SMTPPoolSentMessageInfo, SMTPPoolOptions>

/** Mail by SMTP, over a few connections that are kept while there is work. */
export class SmtpMail implements Mail {
  readonly #options: MailOptions
  readonly #timeouts: SmtpTimeouts
  readonly #transport: Transport
  /** What nodemailer reads each message from, under the signal of its attempt. */
  readonly #streams = new WeakMap<AbortSignal, Readable>()
  readonly #attempts = new Set<Promise<SendResult>>()

  constructor(options: MailOptions, server: SmtpServer, timeouts: SmtpTimeouts) {
    this.#options = options
    this.#timeouts = timeouts
    this.#transport = nodemailer.createTransport({
      ...poolOptions(server, timeouts),
      ...dkimSettings(options.dkim),
      pool: true,
    })
    rememberStreams(this.#transport, this.#streams)
  }

  async send(message: OutgoingMessage, signal?: AbortSignal): Promise<SendResult> {
    const refusal = refuseBadAddress(message.to)
    if (refusal !== null) {
      return refusal
    }
    const attempt = this.#attempt(message, signal)
    this.#attempts.add(attempt)
    return attempt.finally(() => this.#attempts.delete(attempt))
  }

  async verify(): Promise<VerifyResult> {
    try {
      await this.#transport.verify()
      return { kind: 'ok' }
    } catch (error) {
      return { kind: 'failed', message: describeUnreachable(readFailure(error)) }
    }
  }

  async close(): Promise<void> {
    this.#transport.close()
    await Promise.allSettled(this.#attempts)
  }

  async #attempt(message: OutgoingMessage, caller?: AbortSignal): Promise<SendResult> {
    const deadline = AbortSignal.timeout(this.#timeouts.attemptMs)
    const signal = AbortSignal.any(caller === undefined ? [deadline] : [deadline, caller])
    try {
      const composed = composeMessage(message, this.#options.from)
      const info = await this.#transport.sendMail({ ...composed, signal })
      return { kind: 'accepted', response: oneLine(info.response) }
    } catch (error) {
      // nodemailer reads the message only after the server's 354: unread, it surely did not leave
      const hasBegunToLeave = this.#streams.get(signal)?.readableDidRead ?? false
      return classifyFailure(readFailure(error), hasBegunToLeave)
    }
  }
}

/** Keeps the stream that each message is sent from, so that it can be asked whether it was read. */
function rememberStreams(transport: Transport, streams: WeakMap<AbortSignal, Readable>): void {
  transport.use('stream', ({ message, data }, done) => {
    const createReadStream = message.createReadStream.bind(message)
    message.createReadStream = (options): Readable => {
      const stream = createReadStream(options)
      if (data.signal !== undefined) {
        streams.set(data.signal, stream)
      }
      return stream
    }
    done()
  })
}

function poolOptions(server: SmtpServer, timeouts: SmtpTimeouts): SMTPPoolOptions {
  const { login } = server
  return {
    host: server.host,
    port: server.port,
    secure: server.isSecure,
    // nodemailer would log in unencrypted when a server offers no STARTTLS
    requireTLS: login !== null && !server.isSecure,
    // to the machine itself there is nobody to hide from, and its certificate is often made up
    ignoreTLS: login === null && isLoopback(server.host),
    tls: { rejectUnauthorized: server.isCertificateChecked },
    ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
    // whether and when to try again is decided by the retry policy alone
    maxRequeues: 0,
    maxConnections: MAX_CONNECTIONS,
    idleTimeout: IDLE_MS,
    connectionTimeout: timeouts.connectMs,
    dnsTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetMs,
    socketTimeout: timeouts.answerMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
}
