import { isIPv4 } from 'node:net'
import type { Readable } from 'node:stream'
import nodemailer, {
  type Mail as NodemailerMail,
  type SendMailOptions,
  type SMTPPoolOptions,
  type SMTPPoolSentMessageInfo,
} from 'nodemailer'
import type { SmtpLimits } from '../core/alert/smtp-limits.ts'
import type { SmtpServer } from '../core/alert/smtp-url.ts'
import type { AttemptStage } from './classify-failure.ts'
import { dkimSettings } from './compose-message.ts'
import { inOnePiece } from './in-one-piece.ts'
import type { DkimOptions } from './mail.ts'

/** Idle connections are closed by us before the server does it under a message. */
const IDLE_MS = 20_000

type Pool = NodemailerMail<SMTPPoolSentMessageInfo, SMTPPoolOptions>

/** nodemailer with one connection, which it opens for the first message and keeps for the next. */
export class SmtpTransport {
  readonly #pool: Pool
  /** What nodemailer reads each message from, under the signal of its attempt. */
  readonly #streams = new WeakMap<AbortSignal, Readable>()

  constructor(server: SmtpServer, limits: SmtpLimits, dkim: DkimOptions | null) {
    this.#pool = nodemailer.createTransport({
      ...poolOptions(server, limits),
      ...dkimSettings(dkim),
      pool: true,
    })
    rememberStreams(this.#pool, this.#streams)
  }

  /** Resolves to the server's answer; rejects with nodemailer's error. */
  async send(message: SendMailOptions, signal: AbortSignal): Promise<string> {
    const info = await this.#pool.sendMail({ ...message, signal })
    return info.response
  }

  /**
   * How far the attempt under a signal came. nodemailer makes the stream of a message once it has a session, and reads it
   * only after the server's 354: unread, it surely did not leave.
   */
  stageOf(signal: AbortSignal): AttemptStage {
    const stream = this.#streams.get(signal)
    if (stream === undefined) return 'connecting'
    return stream.readableDidRead ? 'leaving' : 'connected'
  }

  /** Connects and logs in, on a connection of its own; rejects with nodemailer's error. */
  async verify(): Promise<void> {
    await this.#pool.verify()
  }

  /** Closes the connection as soon as the message on it is done. */
  close(): void {
    this.#pool.close()
  }
}

/** Keeps the stream that each message is sent from, so that it can be asked whether it was read. */
function rememberStreams(pool: Pool, streams: WeakMap<AbortSignal, Readable>): void {
  pool.use('stream', ({ message, data }, done) => {
    const createReadStream = message.createReadStream.bind(message)
    message.createReadStream = (options): Readable => {
      const stream = inOnePiece(createReadStream(options))
      if (data.signal !== undefined) {
        streams.set(data.signal, stream)
      }
      return stream
    }
    done()
  })
}

function poolOptions(server: SmtpServer, limits: SmtpLimits): SMTPPoolOptions {
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
    maxConnections: 1,
    idleTimeout: IDLE_MS,
    connectionTimeout: limits.connectMs,
    dnsTimeout: limits.connectMs,
    greetingTimeout: limits.greetMs,
    socketTimeout: limits.answerMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
}
