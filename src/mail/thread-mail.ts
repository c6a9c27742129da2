import type { SendResult } from '../core/alert/send-result.ts'
import { LONGEST_ATTEMPT_MS } from '../core/alert/smtp-limits.ts'
import { CallThread, type CallThreadOptions } from '../threads/call-thread.ts'
import type { Mail, MailOptions, OutgoingMessage } from './mail.ts'

type ThreadOptions = Omit<
  CallThreadOptions<OutgoingMessage, SendResult>,
  'data' | 'whenBroken' | 'whenClosed'
>

const defaultOptions: ThreadOptions = {
  workerFile: new URL('./mail-worker.ts', import.meta.url),
  gatherMs: 1,
  idleMs: 30_000,
  stuckMs: LONGEST_ATTEMPT_MS + 60_000,
  abortMs: 10_000,
  closeMs: LONGEST_ATTEMPT_MS,
}

const ENDED_BEFORE: SendResult = {
  kind: 'unreachable',
  message: 'The attempt ended before it began',
}

/**
 * Mail that is made and handed over in a thread of its own. A thread that breaks down leaves open what became of its messages;
 * `onBroken` is told of it.
 */
export class ThreadMail implements Pick<Mail, 'send' | 'close'> {
  readonly #thread: CallThread<OutgoingMessage, SendResult>

  constructor(mail: MailOptions, onBroken: () => void, options: Partial<ThreadOptions> = {}) {
    this.#thread = new CallThread<OutgoingMessage, SendResult>({
      ...defaultOptions,
      ...options,
      data: mail,
      whenBroken: (_, why): SendResult => {
        onBroken()
        return {
          kind: 'uncertain',
          message: `The thread that hands e-mails over broke down: ${why}`,
        }
      },
      whenClosed: (): SendResult => ENDED_BEFORE,
    })
  }

  async send(message: OutgoingMessage, signal?: AbortSignal): Promise<SendResult> {
    if (signal?.aborted === true) return ENDED_BEFORE
    return await this.#thread.call(message, signal ?? null)
  }

  async close(): Promise<void> {
    await this.#thread.close()
  }
}
