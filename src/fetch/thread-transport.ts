import type { FetchFailed } from '../core/feed/fetch-result.ts'
import { CallThread, type CallThreadOptions } from '../threads/call-thread.ts'
import { describeUrl, fetchFailed } from './failure.ts'
import { defaultLimits } from './fetch-limits.ts'
import type { Answer } from './read-answer.ts'
import type { SentRequest } from './sent-request.ts'
import type { HopRequest, Transport } from './transport.ts'

type Options = CallThreadOptions<SentRequest, Answer | FetchFailed>

const defaultOptions: Omit<Options, 'whenBroken' | 'whenClosed'> = {
  workerFile: new URL('./transport-worker.ts', import.meta.url),
  data: defaultLimits,
  gatherMs: 3,
  /** Longer than between the feeds of a round, shorter than between most rounds. */
  idleMs: 20_000,
  stuckMs: defaultLimits.deadlineMs + 60_000,
  abortMs: 10_000,
  closeMs: 2_000,
}

/**
 * Requests from a thread of their own. What talking to thousands of servers costs is taken off the thread that stores and
 * delivers, and no timer of a request runs out because that one is busy.
 */
export class ThreadTransport implements Transport {
  readonly #thread: CallThread<SentRequest, Answer | FetchFailed>

  constructor(options: Partial<typeof defaultOptions> = {}) {
    this.#thread = new CallThread<SentRequest, Answer | FetchFailed>({
      ...defaultOptions,
      ...options,
      whenBroken,
      whenClosed,
    })
  }

  async send(request: HopRequest, signal: AbortSignal): Promise<Answer | FetchFailed> {
    const { url, start } = request
    return await this.#thread.call({ ...request, url: url.href, start: start.href }, signal)
  }

  readBusyShare(): number {
    return this.#thread.readBusyShare()
  }

  async close(): Promise<void> {
    await this.#thread.close()
  }
}

function whenClosed({ url }: SentRequest): FetchFailed {
  return fetchFailed('aborted', `${describeUrl(new URL(url))}: we stopped the visit ourselves`)
}

function whenBroken({ url }: SentRequest, why: string): FetchFailed {
  const where = describeUrl(new URL(url))
  return fetchFailed('broken', `${where}: the thread that talks to servers broke down: ${why}`)
}
