import { Worker } from 'node:worker_threads'
import type { ReadingJob, Readings, Stopped } from './reading-job.ts'

/** How much one document may cost before its thread is ended. */
export type ReadingLimits = {
  readonly timeoutMs: number
  /** Strings, objects and buffers of the thread, the document among them. */
  readonly memoryMb: number
}

/**
 * `broken`: the thread ended without an answer; `reason` is for people. `again`: it ended through another document before it
 * came to this one.
 */
export type ThreadAnswer =
  | { readonly kind: 'answered'; readonly reading: Readings[ReadingJob['kind']] }
  | { readonly kind: 'broken'; readonly reason: string }
  | { readonly kind: 'again' }
  | Stopped

/** Why a thread ends. */
type End = Extract<ThreadAnswer, { kind: 'broken' | 'stopped' }>

/** A job that the thread has, and who waits for its answer. */
type Waiting = { readonly settle: (answer: ThreadAnswer) => void }

/**
 * One thread that reads documents one after the other, and can be ended whatever it is doing. Jobs may be handed over before it
 * has come to them, so that it need not wait for whoever brings them. While it has nothing to do it does not keep the process alive.
 */
export class ReadingThread {
  readonly #worker: Worker
  readonly #limits: ReadingLimits
  readonly #exited: Promise<void>
  #isBeingWeighed = false
  /** Why it was ended or broke, the first reason of several; null while it lives. */
  #end: End | null = null
  /** In the order of their answers: what it reads, and what comes next. */
  #jobs: Waiting[] = []
  #timer: NodeJS.Timeout | undefined
  #scales: NodeJS.Timeout | undefined

  constructor(file: URL, limits: ReadingLimits) {
    this.#limits = limits
    this.#worker = new Worker(file, {
      resourceLimits: {
        maxOldGenerationSizeMb: HARD_LIMIT * limits.memoryMb,
        maxYoungGenerationSizeMb: YOUNG_HEAP_MB,
      },
    })
    this.#worker.unref()
    this.#worker.on('message', (reading: Readings[ReadingJob['kind']]) => {
      this.#jobs.shift()?.settle({ kind: 'answered', reading }) // from our own reading-worker.ts
      this.#watchNext()
    })
    this.#worker.on('error', (error: unknown) => {
      this.#end ??= { kind: 'broken', reason: explainError(error, limits) }
    })
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#end ??= { kind: 'broken', reason: 'its reader ended without a word' }
        const [read, ...behind] = this.#jobs.splice(0)
        read?.settle(this.#end)
        for (const { settle } of behind) settle({ kind: 'again' })
        this.#watchNext()
        resolve()
      })
    })
  }

  /** Whether it will take no further job: it has ended, or is about to. */
  get isEnding(): boolean {
    return this.#end !== null
  }

  /**
   * What became of a job, of which the thread gets a copy; never rejects. Ends with the thread if the job takes too much, or
   * `signal` is aborted while it is read; then it says so once the thread is gone.
   */
  async read(job: ReadingJob, signal: AbortSignal): Promise<ThreadAnswer> {
    if (signal.aborted) return { kind: 'stopped' }
    if (this.isEnding) return { kind: 'again' }
    const { promise, resolve } = Promise.withResolvers<ThreadAnswer>()
    const waiting: Waiting = { settle: resolve }
    const stop = (): void => {
      if (this.#jobs[0] === waiting) this.#kill({ kind: 'stopped' })
      else resolve({ kind: 'stopped' }) // what it reads all the same, nobody waits for
    }
    signal.addEventListener('abort', stop)
    this.#jobs.push(waiting)
    if (this.#jobs.length === 1) this.#watchNext()
    this.#worker.postMessage(job)
    return await promise.finally(() => signal.removeEventListener('abort', stop))
  }

  /** Ends it, and what it is doing with it. */
  async close(): Promise<void> {
    this.#kill({ kind: 'stopped' })
    await this.#exited
  }

  /** Ends it when it holds too much. A thread that is busy with one long call answers late, which the timer sees to. */
  async #weigh(): Promise<void> {
    if (this.#isBeingWeighed) return
    this.#isBeingWeighed = true
    const heap = await this.#worker.getHeapStatistics().catch(() => null) // it has ended by itself
    this.#isBeingWeighed = false
    const bytes = heap === null ? 0 : heap.used_heap_size + heap.external_memory
    if (bytes <= this.#limits.memoryMb * 1024 * 1024) return
    this.#kill({ kind: 'broken', reason: explainMemory(this.#limits) })
  }

  /** The limits count from now on for the job that it has come to; without one it keeps nobody waiting. */
  #watchNext(): void {
    clearTimeout(this.#timer)
    clearInterval(this.#scales)
    if (this.#jobs.length === 0) {
      this.#worker.unref()
      return
    }
    this.#worker.ref()
    const { timeoutMs } = this.#limits
    const reason = `reading it took more than ${timeoutMs / 1000} s`
    this.#timer = setTimeout(() => this.#kill({ kind: 'broken', reason }), timeoutMs)
    this.#scales = setInterval(() => void this.#weigh(), WEIGH_EVERY_MS)
  }

  #kill(end: End): void {
    this.#end ??= end
    this.#worker.ref() // a thread that nobody waits for would not end before the process does
    void this.#worker.terminate()
  }
}

/** Most documents are read before the first time. */
const WEIGH_EVERY_MS = 50

/**
 * Where V8 ends the thread itself, as a multiple. It does not count buffers and long strings, and one large allocation beyond
 * its limit ends the whole process instead; so the limit that is meant is looked after here, and V8's leaves room above it.
 */
const HARD_LIMIT = 2

/** Half of what V8 would take. It grows to this with the first documents, and more makes nothing faster. */
const YOUNG_HEAP_MB = 16

const explainMemory = ({ memoryMb }: ReadingLimits): string =>
  `reading it needs more than ${memoryMb} MB of memory`

function explainError(error: unknown, limits: ReadingLimits): string {
  if (!(error instanceof Error)) return `its reader broke down: ${String(error)}`
  const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return isMemory ? explainMemory(limits) : `its reader broke down: ${error.message}`
}
