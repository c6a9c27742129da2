import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import nodemailer, {
  type Mail as NodemailerMail,
  type StreamSentMessageInfo,
  type StreamTransportOptions,
} from 'nodemailer'
import type { SendResult } from '../core/alert/send-result.ts'
import { composeMessage, dkimSettings } from './compose-message.ts'
import type { Mail, MailOptions, OutgoingMessage, VerifyResult } from './mail.ts'
import { refuseBadAddress } from './refuse-bad-address.ts'
import { writeWholeFile } from './write-whole-file.ts'

/**
 * Mail without a server: each message becomes an `.eml` file, which mail programs open. A second attempt of the same
 * message takes the place of the first.
 */
export class OutboxMail implements Mail {
  readonly #options: MailOptions
  readonly #composer: NodemailerMail<StreamSentMessageInfo, StreamTransportOptions>

  constructor(options: MailOptions) {
    this.#options = options
    this.#composer = nodemailer.createTransport({
      streamTransport: true,
      newline: 'windows',
      ...dkimSettings(options.dkim),
    })
  }

  async send(message: OutgoingMessage, signal?: AbortSignal): Promise<SendResult> {
    const refusal = refuseBadAddress(message.to)
    if (refusal !== null) {
      return refusal
    }
    if (signal?.aborted === true) {
      return { kind: 'unreachable', message: 'The attempt was stopped before anything was written' }
    }
    const file = join(this.#options.outboxDir, outboxFileName(message))
    const content = await this.#compose(message)
    try {
      await writeWholeFile(file, content)
      return { kind: 'accepted', response: `written to ${file}` }
    } catch (error) {
      return { kind: 'unreachable', message: this.#describe(error) }
    }
  }

  async verify(): Promise<VerifyResult> {
    const probe = join(this.#options.outboxDir, '.writable')
    try {
      await writeWholeFile(probe, '')
      await rm(probe)
      return { kind: 'ok' }
    } catch (error) {
      return { kind: 'failed', message: this.#describe(error) }
    }
  }

  async close(): Promise<void> {}

  async #compose(message: OutgoingMessage): Promise<Buffer> {
    const composed = await this.#composer.sendMail(composeMessage(message, this.#options.from))
    return Buffer.isBuffer(composed.message) ? composed.message : buffer(composed.message)
  }

  #describe(error: unknown): string {
    const reason = error instanceof Error ? error.message : String(error)
    return `The outbox folder ${this.#options.outboxDir} cannot be written: ${reason}`
  }
}

/** `20260303T002009Z-alert-17.1-5f0c2a9e.eml`: sorts by time, and is the same for the same message. */
function outboxFileName({ date, messageId }: OutgoingMessage): string {
  const time = date.replace(/[-:]|\.\d+/g, '')
  const [local = ''] = messageId.replace(/^</, '').split('@')
  const readable = local.replace(/[^0-9A-Za-z._-]/g, '-').slice(0, 60)
  return `${time}-${readable}-${shortHashOf(messageId)}.eml`
}

/** By which the file of a message is known. */
export function shortHashOf(messageId: string): string {
  return createHash('sha256').update(messageId).digest('hex').slice(0, 8)
}
