import type { Settings } from '../config/settings.ts'
import { msOf } from '../core/time.ts'
import { findNextDueAt } from '../store/deliveries.ts'
import { type DeliveryReport, deliverNext } from './deliver-next.ts'
import type { Deps } from './deps.ts'

/** What became of the deliveries that were due. */
export type OutboxReport = {
  readonly sentCount: number
  /** To be tried again. */
  readonly putOffCount: number
  readonly failedCount: number
  readonly suppressedCount: number
}

export const NOTHING_DELIVERED: OutboxReport = {
  sentCount: 0,
  putOffCount: 0,
  failedCount: 0,
  suppressedCount: 0,
}

export type OnDelivery = (report: Exclude<DeliveryReport, { kind: 'nothing-due' }>) => void

/**
 * Hands over everything that is due, one delivery after another, and returns when nothing is. Each delivery is tried at
 * most once: what is put off falls due later, in a next call.
 */
export async function deliverDue(
  deps: Deps,
  settings: Settings,
  signal: AbortSignal,
  onDelivery: OnDelivery,
): Promise<OutboxReport> {
  const count = { sent: 0, pending: 0, uncertain: 0, failed: 0, suppressed: 0 }
  while (!signal.aborted) {
    const report = await deliverNext(deps, settings, signal)
    if (report.kind === 'nothing-due') break
    count[report.state] += 1
    onDelivery(report)
  }
  return {
    sentCount: count.sent,
    putOffCount: count.pending + count.uncertain,
    failedCount: count.failed,
    suppressedCount: count.suppressed,
  }
}

/** The longest time that the loop sleeps without looking, so that a clock that jumps is noticed. */
const LONGEST_SLEEP_MS = 30_000
/** After an error of our own (a full disk, a bug) the loop waits this long, and longer each time up to the cap. */
const FIRST_TROUBLE_MS = 1_000
const LONGEST_TROUBLE_MS = 60_000

/** Delivers as long as the program runs. A loop in trouble backs off, says so with a count, and says when it is well again. */
export class OutboxLoop {
  readonly #deps: Deps
  readonly #settings: () => Settings
  readonly #onDelivery: OnDelivery
  readonly #stop = new AbortController()
  readonly #signal: AbortSignal
  #wake: (() => void) | null = null
  #hasWork = false
  #waiters: (() => void)[] = []
  readonly #done: Promise<void>

  /** `settings` is asked before each delivery; `signal` ends what is in hand, `stop` only what comes after. */
  constructor(deps: Deps, settings: () => Settings, signal: AbortSignal, onDelivery: OnDelivery) {
    this.#deps = deps
    this.#settings = settings
    this.#signal = signal
    this.#onDelivery = onDelivery
    signal.addEventListener('abort', () => this.#wake?.(), { once: true })
    this.#done = this.#run()
  }

  /** Looks for due deliveries now rather than when the next one is known to fall due. */
  wake(): void {
    this.#hasWork = true
    this.#wake?.()
  }

  /** Resolves when everything that was due has been tried. */
  async flush(): Promise<void> {
    if (this.#stop.signal.aborted || this.#signal.aborted) return
    const drained = new Promise<void>((resolve) => this.#waiters.push(resolve))
    this.wake()
    await drained
  }

  /** Takes no further delivery; resolves when the one in hand is recorded. */
  async stop(): Promise<void> {
    this.#stop.abort()
    this.#wake?.()
    await this.#done
  }

  async #run(): Promise<void> {
    let troubles = 0
    while (!this.#stop.signal.aborted && !this.#signal.aborted) {
      this.#hasWork = false
      try {
        const report = await deliverNext(this.#deps, this.#settings(), this.#signal)
        if (troubles > 0) this.#deps.log.info({ failures: troubles }, 'delivery works again')
        troubles = 0
        if (report.kind === 'nothing-due') await this.#rest()
        else this.#onDelivery(report)
      } catch (error) {
        troubles += 1
        this.#deps.log.error({ error, failures: troubles }, 'delivery is in trouble and will go on')
        await this.#sleep(Math.min(FIRST_TROUBLE_MS * 2 ** (troubles - 1), LONGEST_TROUBLE_MS))
      }
    }
    this.#tellWaiters()
  }

  async #rest(): Promise<void> {
    const wait = await this.#untilNextDue()
    if (this.#hasWork) return
    this.#tellWaiters()
    await this.#sleep(wait)
  }

  #tellWaiters(): void {
    for (const resolve of this.#waiters.splice(0)) resolve()
  }

  async #untilNextDue(): Promise<number> {
    const dueAt = await findNextDueAt(this.#deps.db)
    if (dueAt === null) return LONGEST_SLEEP_MS
    const wait = msOf(dueAt) - msOf(this.#deps.now())
    return Math.max(1, Math.min(wait, LONGEST_SLEEP_MS))
  }

  async #sleep(ms: number): Promise<void> {
    if (this.#hasWork || this.#stop.signal.aborted || this.#signal.aborted) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      const end = (): void => {
        clearTimeout(timer)
        resolve()
      }
      this.#wake = end
    })
    this.#wake = null
  }
}
