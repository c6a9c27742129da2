/**
 * Gathers what is told to another thread: a message costs both sides more than what is in it. Not all that there is goes in
 * one, so that both threads have work at the same time.
 */
export class MessageBatch<T> {
  readonly #post: (batch: readonly T[]) => void
  readonly #gatherMs: number
  #batch: T[] = []
  #timer: NodeJS.Timeout | undefined

  /** What is added waits `gatherMs` for others, unless there are enough. */
  constructor(post: (batch: readonly T[]) => void, gatherMs: number) {
    this.#post = post
    this.#gatherMs = gatherMs
  }

  add(one: T): void {
    this.#batch.push(one)
    if (this.#batch.length >= MOST) this.flush()
    else this.#timer ??= setTimeout(() => this.flush(), this.#gatherMs)
  }

  /** Posts what there is. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const batch = this.#batch
    this.#batch = []
    if (batch.length > 0) this.#post(batch)
  }

  /** Leaves out what there is. */
  clear(): void {
    this.#batch = []
  }
}

const MOST = 16
