import { AsyncLocalStorage } from 'node:async_hooks'
import type { Mail, OutgoingMessage } from '../../../src/mail/mail.ts'

/** Notes what the mail server has accepted, for whoever made it be sent. */
export class HandedOver {
  readonly #accepted = new AsyncLocalStorage<string[]>()

  /** The program's own mail, watched. */
  watching(mail: Mail): Mail {
    const send = async (
      message: OutgoingMessage,
      signal?: AbortSignal,
    ): ReturnType<Mail['send']> => {
      const result = await mail.send(message, signal)
      if (result.kind === 'accepted') this.#accepted.getStore()?.push(message.messageId)
      return result
    }
    const verify = async (): ReturnType<Mail['verify']> => await mail.verify()
    return { send, verify, close: async (): Promise<void> => await mail.close() }
  }

  /** What work came to, and the Message-IDs of what was accepted in its course. */
  async noteDuring<T>(work: () => Promise<T>): Promise<readonly [T, readonly string[]]> {
    const accepted: string[] = []
    return [await this.#accepted.run(accepted, work), accepted]
  }
}
