import { setImmediate as letOthersRun, setTimeout as wait } from 'node:timers/promises'

/**
 * Work in slices, for one that takes long keeps polls and deliveries waiting: SQLite has one writer at a time, and a statement
 * keeps the whole process from everything else. Between two slices there is a pause as long as the slice was, in which
 * others have their turn, of this process and of others.
 */
export class Slices {
  readonly #signal: AbortSignal
  #size = FIRST_SIZE
  #mostSize = MOST_SIZE
  #longestMs = 0

  constructor(signal: AbortSignal) {
    this.#signal = signal
  }

  /** How long the longest one took. */
  get longestMs(): number {
    return this.#longestMs
  }

  get isStopped(): boolean {
    return this.#signal.aborted
  }

  /** Does one slice of about as much as may be done at once, then pauses. */
  async take<T>(work: (size: number) => Promise<T>): Promise<T> {
    const startedMs = performance.now()
    const result = await work(this.#size)
    const tookMs = performance.now() - startedMs
    this.#longestMs = Math.max(this.#longestMs, tookMs)
    if (tookMs > LONG_MS) this.#size = Math.max(LEAST_SIZE, Math.ceil(this.#size / 2))
    else if (tookMs < SHORT_MS) this.#size = Math.min(this.#mostSize, this.#size * 2)
    if (tookMs < BRIEF_MS) await letOthersRun()
    else await wait(Math.min(LONGEST_PAUSE_MS, tookMs))
    return result
  }

  /** Begins small again: what comes now is of another kind. */
  restart(): void {
    this.#size = Math.min(this.#mostSize, FIRST_SIZE)
  }

  /** Takes the smallest ones from now on, as there is no room for what larger ones write. */
  stayLeast(): void {
    this.#mostSize = LEAST_SIZE
    this.#size = LEAST_SIZE
  }
}

/** In rows, or pages of the file. */
const FIRST_SIZE = 32
const LEAST_SIZE = 8
const MOST_SIZE = 500
/** Half of the fifty milliseconds that nobody notices: the next slice may hold more of a longer story. */
const LONG_MS = 25
const SHORT_MS = 8
/** Most slices find nothing: their pause is a turn for all that is ready. */
const BRIEF_MS = 2
const LONGEST_PAUSE_MS = 100
