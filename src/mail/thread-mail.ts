import type { SendResult } from '../core/alert/send-result.ts'
import { LONGEST_ATTEMPT_MS } from '../core/alert/smtp-limits.ts'
import { CallThread, type CallThreadOptions } from '../threads/call-thread.ts'
import type { Mail, MailOptions, OutgoingMessage, VerifyResult } from './mail.ts'
import { openMail } from './open-mail.ts'

type ThreadOptions = Omit<CallThreadOptions<OutgoingMessage, SendResult>, 'data' | 'whenBroken'>

const defaultOptions: ThreadOptions = {
  workerFile: new URL('./mail-worker.ts', import.meta.url),
  gatherMs: 1,
  /** Longer than an idle connection is kept, so that it is closed as ever. */
  idleMs: 30_000,
  stuckMs: LONGEST_ATTEMPT_MS + 60_000,
  closeMs: LONGEST_ATTEMPT_MS,
}

/**
 * Mail that is made and handed over in a thread of its own. A thread that breaks down leaves open what became of its messages;
 * `onBroken` is told of it.
 */
export class ThreadMail implements Mail {
  readonly #mail: MailOptions
  readonly #thread: CallThread<OutgoingMessage, SendResult>

  constructor(
    mail: MailOptions,
    onBroken: (why: string) => void,
    options: Partial<ThreadOptions> = {},
  ) {
    this.#mail = mail
    this.#thread = new CallThread<OutgoingMessage, SendResult>({
      ...defaultOptions,
      ...options,
      data: mail,
      whenBroken: (_, why): SendResult => {
        onBroken(why)
        return {
          kind: 'uncertain',
          message: `The thread that hands e-mails over broke down: ${why}`,
        }
      },
    })
  }

  async send(message: OutgoingMessage, signal?: AbortSignal): Promise<SendResult> {
    return await this.#thread.call(message, signal ?? null)
  }

  /** By this thread, as it is one connection and no burst. */
  async verify(): Promise<VerifyResult> {
    const mail = openMail(this.#mail)
    try {
      return await mail.verify()
    } finally {
      await mail.close()
    }
  }

  async close(): Promise<void> {
    await this.#thread.close()
  }
}
