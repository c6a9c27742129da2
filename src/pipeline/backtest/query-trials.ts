import type { TrialAnswer, TrialAsk, TrialJob } from './trial-job.ts'
import { TrialThread } from './trial-thread.ts'

type QueryTrialsOptions = {
  /** What one query may take; then it is told how far it came. */
  readonly timeoutMs: number
  /** Then the thread is ended: one item alone takes it too long. */
  readonly lastMs: number
  /** How long a thread with nothing to do is kept: people think between two queries. */
  readonly idleMs: number
  /** Queries that wait for their turn. */
  readonly mostWaiting: number
  readonly workerFile: URL
}

const defaultOptions: QueryTrialsOptions = {
  timeoutMs: 1_800,
  lastMs: 15_000,
  idleMs: 120_000,
  mostWaiting: 16,
  workerFile: new URL('./trial-worker.ts', import.meta.url),
}

const STOPPED = { kind: 'stopped' } as const

/**
 * Tries queries in a thread, one after the other: what a person waits for takes two seconds at most, and the daemon has its other
 * processors for itself. The thread is started with the first query and ended when none has come for a while.
 */
export class QueryTrials {
  readonly #options: QueryTrialsOptions
  #thread: TrialThread<TrialAsk, TrialAnswer> | null = null
  #idle: NodeJS.Timeout | undefined
  #isBusy = false
  readonly #waiting: ((turn: 'begin' | 'stop') => void)[] = []
  #isClosed = false

  constructor(options: Partial<QueryTrialsOptions> = {}) {
    this.#options = { ...defaultOptions, ...options }
  }

  /** Waits for its turn, and never rejects. An aborted query stops within an item, and gives its turn to the next. */
  async run(job: TrialJob, signal: AbortSignal): Promise<TrialAnswer> {
    if (this.#isBusy && this.#waiting.length >= this.#options.mostWaiting) {
      return { kind: 'unavailable', reason: 'too many queries are being tried at once' }
    }
    if ((await this.#takeTurn(signal)) === 'stop') return STOPPED
    try {
      return signal.aborted || this.#isClosed ? STOPPED : await this.#ask(job, signal)
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#isBusy = false
      else next('begin')
    }
  }

  /** Ends the thread; what is tried, or waits, comes out as stopped. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#idle)
    for (const take of this.#waiting.splice(0)) take('stop')
    await this.#thread?.close()
  }

  async #takeTurn(signal: AbortSignal): Promise<'begin' | 'stop'> {
    if (this.#isClosed || signal.aborted) return 'stop'
    if (!this.#isBusy) {
      this.#isBusy = true
      return 'begin'
    }
    const { promise, resolve } = Promise.withResolvers<'begin' | 'stop'>()
    const leave = (): void => {
      const at = this.#waiting.indexOf(resolve)
      if (at >= 0) this.#waiting.splice(at, 1)
      resolve('stop')
    }
    this.#waiting.push(resolve)
    signal.addEventListener('abort', leave)
    const turn = await promise
    signal.removeEventListener('abort', leave)
    return turn
  }

  async #ask(job: TrialJob, signal: AbortSignal): Promise<TrialAnswer> {
    const { timeoutMs, lastMs, idleMs, workerFile } = this.#options
    clearTimeout(this.#idle)
    const thread = this.#takeThread(workerFile)
    const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
    const leave = (): void => void Atomics.store(stop, 0, 1)
    const timer = setTimeout(() => void thread.close(), lastMs)
    signal.addEventListener('abort', leave)
    try {
      return await thread.ask({ ...job, timeoutMs, stop })
    } catch (error) {
      if (signal.aborted || this.#isClosed) return STOPPED
      return { kind: 'unavailable', reason: reasonOf(error) }
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', leave)
      if (!this.#isClosed) this.#idle = setTimeout(() => this.#end(), idleMs).unref()
    }
  }

  #takeThread(workerFile: URL): TrialThread<TrialAsk, TrialAnswer> {
    if (this.#thread === null || this.#thread.hasEnded) {
      this.#thread = new TrialThread(workerFile, null)
    }
    return this.#thread
  }

  #end(): void {
    void this.#thread?.close()
    this.#thread = null
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
