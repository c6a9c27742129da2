import { Worker } from 'node:worker_threads'
import type { ReadingJob, Readings, Stopped } from './reading-job.ts'

/** How much one document may cost before its thread is ended. */
export type ReadingLimits = {
  readonly timeoutMs: number
  /** What JavaScript may hold; the bytes of the document come on top. */
  readonly heapMb: number
}

/** `broken`: the thread ended without an answer; `reason` is for people. */
export type ThreadAnswer =
  | { readonly kind: 'answered'; readonly reading: Readings[ReadingJob['kind']] }
  | { readonly kind: 'broken'; readonly reason: string }
  | Stopped

/**
 * One thread that reads one document at a time, and can be ended whatever it is doing. While it has nothing to do it does not
 * keep the process alive.
 */
export class ReadingThread {
  readonly #worker: Worker
  readonly #limits: ReadingLimits
  readonly #exited: Promise<void>
  #hasEnded = false
  /** Why it was ended or broke, the first reason of several; null while it lives. */
  #end: Exclude<ThreadAnswer, { kind: 'answered' }> | null = null
  #settle: ((answer: ThreadAnswer) => void) | null = null

  constructor(file: URL, limits: ReadingLimits) {
    this.#limits = limits
    this.#worker = new Worker(file, {
      resourceLimits: {
        maxOldGenerationSizeMb: limits.heapMb,
        maxYoungGenerationSizeMb: YOUNG_HEAP_MB,
      },
    })
    this.#worker.unref()
    this.#worker.on('message', (reading: Readings[ReadingJob['kind']]) => {
      this.#answer({ kind: 'answered', reading }) // from our own reading-worker.ts
    })
    this.#worker.on('error', (error: unknown) => {
      this.#end ??= { kind: 'broken', reason: explainError(error, limits.heapMb) }
    })
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#hasEnded = true
        this.#answer(this.#end ?? { kind: 'broken', reason: 'its reader ended without a word' })
        resolve()
      })
    })
  }

  /** Whether it will take no further job. */
  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /**
   * What became of a job; never rejects. Bytes that have a buffer to themselves are moved and gone for the caller. Ends with
   * the thread if the job takes too much, or `signal` is aborted; then it says so once the thread is gone.
   */
  async read(job: ReadingJob, signal: AbortSignal): Promise<ThreadAnswer> {
    if (signal.aborted) return { kind: 'stopped' }
    const { timeoutMs } = this.#limits
    const reason = `reading it took more than ${timeoutMs / 1000} s`
    const timer = setTimeout(() => this.#kill({ kind: 'broken', reason }), timeoutMs)
    const stop = (): void => this.#kill({ kind: 'stopped' })
    signal.addEventListener('abort', stop)
    this.#worker.ref()
    try {
      return await new Promise((resolve) => {
        this.#settle = resolve
        this.#worker.postMessage(job, movableBuffers(job.bytes))
      })
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      this.#worker.unref()
    }
  }

  /** Ends it, and what it is doing with it. */
  async close(): Promise<void> {
    this.#kill({ kind: 'stopped' })
    await this.#exited
  }

  #kill(end: Exclude<ThreadAnswer, { kind: 'answered' }>): void {
    this.#end ??= end
    this.#worker.ref() // a thread that nobody waits for would not end before the process does
    void this.#worker.terminate()
  }

  #answer(answer: ThreadAnswer): void {
    this.#settle?.(answer)
    this.#settle = null
  }
}

/** Half of what V8 would take: it grows to this during each document, and costs little speed beyond. */
const YOUNG_HEAP_MB = 16

function explainError(error: unknown, heapMb: number): string {
  if (!(error instanceof Error)) return `its reader broke down: ${String(error)}`
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return `reading it needs more than ${heapMb} MB of memory`
  }
  return `its reader broke down: ${error.message}`
}

/** Small bodies may be slices of a buffer that they share with others, which has to stay. */
function movableBuffers({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : []
}
