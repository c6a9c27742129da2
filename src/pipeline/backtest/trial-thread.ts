import { Worker } from 'node:worker_threads'

/**
 * A thread of our own that is asked one thing at a time, and can be ended whatever it is doing. While nothing is asked of it
 * it does not keep the process alive.
 */
export class TrialThread<Ask, Answer> {
  readonly #worker: Worker
  readonly #exited: Promise<void>
  #waiting: PromiseWithResolvers<Answer> | null = null
  /** Why it ended; null while it lives. */
  #end: Error | null = null

  /** `data` is what the thread begins with; it gets a copy. */
  constructor(file: URL, data: unknown) {
    this.#worker = new Worker(file, { workerData: data })
    this.#worker.unref()
    this.#worker.on('message', (answer: Answer) => {
      this.#worker.unref()
      this.#waiting?.resolve(answer)
      this.#waiting = null
    })
    this.#worker.on('error', (error: unknown) => {
      this.#fail(error instanceof Error ? error : new Error(String(error)))
    })
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#fail(new Error('the thread ended before it had answered'))
        resolve()
      })
    })
  }

  get hasEnded(): boolean {
    return this.#end !== null
  }

  /** Rejects when the thread ends instead of answering. */
  async ask(ask: Ask): Promise<Answer> {
    if (this.#end !== null) throw this.#end
    this.#waiting = Promise.withResolvers<Answer>()
    this.#worker.ref()
    this.#worker.postMessage(ask)
    return await this.#waiting.promise
  }

  /** Ends it, and what it is doing with it. */
  async close(): Promise<void> {
    this.#worker.ref() // a thread that nobody waits for would not end before the process does
    await this.#worker.terminate()
    await this.#exited
  }

  #fail(error: Error): void {
    this.#end ??= error
    this.#waiting?.reject(this.#end)
    this.#waiting = null
  }
}
