import type { SendResult } from '../core/alert/send-result.ts'
import type { Mail, OutgoingMessage, VerifyResult } from './mail.ts'

/** Mail whose settings change while it is in use. What was begun ends as it began. */
export class ReplaceableMail implements Mail {
  #current: Mail
  readonly #attempts = new Map<Mail, Set<Promise<SendResult>>>()
  readonly #closing = new Set<Promise<void>>()

  constructor(mail: Mail) {
    this.#current = mail
  }

  /** Messages go out by `next` from now on; the one before is closed when its last attempt has ended. */
  replace(next: Mail): void {
    const before = this.#current
    this.#current = next
    const closed = this.#closeAfterAttempts(before)
    this.#closing.add(closed)
    void closed.finally(() => this.#closing.delete(closed))
  }

  async send(message: OutgoingMessage, signal?: AbortSignal): Promise<SendResult> {
    const mail = this.#current
    const attempts = this.#attempts.get(mail) ?? new Set()
    this.#attempts.set(mail, attempts)
    const attempt = mail.send(message, signal)
    attempts.add(attempt)
    try {
      return await attempt
    } finally {
      attempts.delete(attempt)
    }
  }

  async verify(): Promise<VerifyResult> {
    return await this.#current.verify()
  }

  async close(): Promise<void> {
    await this.#current.close()
    await Promise.all(this.#closing)
  }

  async #closeAfterAttempts(mail: Mail): Promise<void> {
    await Promise.allSettled(this.#attempts.get(mail) ?? [])
    this.#attempts.delete(mail)
    await mail.close()
  }
}
