import { Worker } from 'node:worker_threads'

/** From so many pages on it is worth while: SQLite's own measure. */
const LEAST_PAGES = 1_000

/** So long after its last work the thread ends, and gives its memory back. */
const IDLE_MS = 15_000

/** What such a thread takes with its connection, and room to spare. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 }

/**
 * Carries what commits left in the log over to the database file, in a thread beside the one that commits: with much news it
 * takes longer than the commits. Nobody depends on it. Where the thread fails or lags behind, SQLite does the same within a
 * commit, from `OWN_CHECKPOINT_PAGES` on.
 */
export class CheckpointThread {
  readonly #file: string
  #worker: Worker | null = null
  #isAtWork = false
  /** It failed, or nothing is to come any more. */
  #isOver = false
  #idle: NodeJS.Timeout | undefined
  #ended: Promise<unknown> = Promise.resolve()

  /** `file`: the database's. */
  constructor(file: string) {
    this.#file = file
  }

  /** Told after each commit how many pages of the log the database file lacks. */
  noteCommit(pageCount: number): void {
    if (pageCount < LEAST_PAGES || this.#isAtWork || this.#isOver) return
    this.#isAtWork = true
    clearTimeout(this.#idle)
    this.#worker ??= this.#start() // throws where the system has no thread left: then it stays "at work", and asks no more
    this.#worker.postMessage('checkpoint')
  }

  /** Ends the thread, after the checkpoint that it is at; resolves when it has ended. */
  async close(): Promise<void> {
    this.#isOver = true
    await this.#end()
  }

  #start(): Worker {
    const worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), {
      workerData: this.#file,
      resourceLimits: RESOURCE_LIMITS,
    })
    worker.unref()
    worker.on('message', () => {
      this.#isAtWork = false
      this.#idle = setTimeout(() => void this.#end(), IDLE_MS).unref()
    })
    worker.on('error', () => {
      this.#isOver = true
    })
    return worker
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle)
    if (this.#worker !== null) this.#ended = this.#worker.terminate()
    this.#worker = null
    await this.#ended // also of one that was about to end when it was closed
  }
}
