import type { Settings } from '../config/settings.ts'
import { DELIVERIES_AT_ONCE } from '../core/alert/smtp-limits.ts'
import { deliverNext } from './deliver-next.ts'
import type { Deps } from './deps.ts'
import { findWaitMs, type OnDelivery } from './outbox.ts'
import { tellFailures } from './tell-failures.ts'

/** After an error of our own (a full disk, a bug) a worker waits this long, and longer each time up to the cap. */
const FIRST_TROUBLE_MS = 1_000
const LONGEST_TROUBLE_MS = 60_000

/**
 * Delivers as long as the program runs, a few at a time. A loop in trouble backs off, says so with a count, and says when
 * it is well again.
 */
export class OutboxLoop {
  readonly #deps: Deps
  readonly #settings: () => Settings
  readonly #onDelivery: OnDelivery
  readonly #signal: AbortSignal
  readonly #sleepers = new Set<() => void>()
  readonly #done: Promise<void>
  #waiters: (() => void)[] = []
  /** Counts the calls of `wake`: a worker that was woken while it looked looks again. */
  #wakings = 0
  #restingCount = 0
  #troubleCount = 0
  #isStopping = false

  /** `settings` is asked before each delivery; `signal` ends what is in hand, `stop` only what comes after. */
  constructor(deps: Deps, settings: () => Settings, signal: AbortSignal, onDelivery: OnDelivery) {
    this.#deps = deps
    this.#settings = settings
    this.#signal = signal
    this.#onDelivery = onDelivery
    signal.addEventListener('abort', () => this.#wakeAll(), { once: true })
    const workers = Array.from({ length: DELIVERIES_AT_ONCE }, () => this.#work())
    this.#done = Promise.all(workers).then(() => this.#tellWaiters()) // also after an abort
  }

  /**
   * Looks for due deliveries now rather than when the next one is known to fall due. One worker looks, and wakes the next when it
   * has found something: polls by the thousand wake this loop, and mostly nothing is due yet.
   */
  wake(): void {
    this.#wakings += 1
    this.#wakeOne()
  }

  /** Whether the last look for due deliveries failed: a database that cannot be read or written, a bug. */
  get isInTrouble(): boolean {
    return this.#troubleCount > 0
  }

  /** Resolves when everything that was due has been tried, or cannot be. */
  async flush(): Promise<void> {
    if (this.#hasEnded()) return
    const drained = new Promise<void>((resolve) => this.#waiters.push(resolve))
    this.wake()
    await drained
  }

  /** Takes no further delivery; resolves when those in hand are recorded. */
  async stop(): Promise<void> {
    this.#isStopping = true
    this.#wakeAll()
    await this.#done
  }

  readonly #wakeOne = (): void => {
    const [wake] = this.#sleepers
    wake?.()
  }

  #wakeAll(): void {
    this.#wakings += 1
    for (const wake of this.#sleepers) wake()
  }

  async #work(): Promise<void> {
    while (!this.#hasEnded()) {
      const wakings = this.#wakings
      const waitMs = await this.#deliverOne()
      if (waitMs !== null && wakings === this.#wakings) await this.#rest(waitMs)
    }
  }

  /** Null when there may be more to do at once, else how long to wait. */
  async #deliverOne(): Promise<number | null> {
    try {
      await this.#deps.recoverOutbox()
      const report = await deliverNext(
        this.#deps,
        this.#settings(),
        this.#signal,
        Infinity,
        null,
        this.#wakeOne,
      )
      if (this.#troubleCount > 0) {
        this.#deps.log.info({ failures: this.#troubleCount }, 'delivery works again')
      }
      this.#troubleCount = 0
      if (report.kind === 'nothing-due') {
        const hasMore = await tellFailures(this.#deps, this.#settings())
        return hasMore ? null : await findWaitMs(this.#deps)
      }
      this.#onDelivery(report)
      return null
    } catch (error) {
      this.#troubleCount += 1
      const failures = this.#troubleCount
      const isToBeTold = Number.isInteger(Math.log2(failures)) // ever more rarely
      if (isToBeTold)
        this.#deps.log.error({ error, failures }, 'delivery is in trouble and will go on')
      return Math.min(FIRST_TROUBLE_MS * 2 ** Math.min(failures - 1, 10), LONGEST_TROUBLE_MS)
    }
  }

  async #rest(ms: number): Promise<void> {
    if (this.#hasEnded()) return
    this.#restingCount += 1
    if (this.#restingCount === DELIVERIES_AT_ONCE) this.#tellWaiters()
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer)
        this.#sleepers.delete(wake)
        this.#restingCount -= 1
        resolve()
      }
      const timer = setTimeout(wake, ms)
      this.#sleepers.add(wake)
    })
  }

  #tellWaiters(): void {
    for (const resolve of this.#waiters.splice(0)) resolve()
  }

  #hasEnded(): boolean {
    return this.#isStopping || this.#signal.aborted
  }
}
