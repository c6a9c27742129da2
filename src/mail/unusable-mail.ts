import type { SendResult } from '../core/alert/send-result.ts'
import type { Mail, VerifyResult } from './mail.ts'

/** Mail that cannot work as it is configured, and says why at each attempt. */
export class UnusableMail implements Mail {
  readonly #problem: string

  constructor(problem: string) {
    this.#problem = problem
  }

  async send(): Promise<SendResult> {
    return { kind: 'unreachable', message: this.#problem }
  }

  async verify(): Promise<VerifyResult> {
    return { kind: 'failed', message: this.#problem }
  }

  async close(): Promise<void> {}
}
