import { setImmediate as letOthersRun, setTimeout as wait } from 'node:timers/promises'
import type { Deps } from '../pipeline/deps.ts'
import { fillSearchIndex, freshMemory } from '../pipeline/search-index/fill-search-index.ts'
import { isDiskFull } from '../store/is-disk-full.ts'

/** While feeds are polled, a slice, of some ten milliseconds, in so long: the index falls behind, and catches up when they are done. */
const BUSY_PAUSE_MS = 500
/** A fill that failed is left alone for this long. */
const REST_MS = 15 * 60_000
/** From this many items on the log says how far it has come. */
const MANY_ITEMS = 50_000
const SAY_EVERY_MS = 60_000

/** Brings the search index up to date, beside all else and after it. */
export class SearchIndexing {
  readonly #deps: Pick<Deps, 'db' | 'log' | 'disk'>
  readonly #signal: AbortSignal
  readonly #isBusy: () => boolean
  readonly #memory = freshMemory()
  #isRunning = false
  #restingUntilMs = -Infinity

  /** `signal` asks to leave off, which loses nothing; `isBusy` says whether feeds are polled now. */
  constructor(deps: Pick<Deps, 'db' | 'log' | 'disk'>, signal: AbortSignal, isBusy: () => boolean) {
    this.#deps = deps
    this.#signal = signal
    this.#isBusy = isBusy
  }

  /** Fills what there is to fill; at once when it does already. Never rejects. */
  async look(): Promise<void> {
    const { disk, log } = this.#deps
    if (this.#isRunning || this.#signal.aborted || disk.pause !== null) return
    if (performance.now() < this.#restingUntilMs) return
    this.#isRunning = true
    try {
      await this.#fill()
    } catch (error) {
      this.#memory.hasLeftovers = true
      this.#restingUntilMs = performance.now() + REST_MS
      if (!this.#signal.aborted && !isDiskFull(error)) {
        log.error({ error }, 'the search index could not be filled, which is tried again')
      }
    }
    this.#isRunning = false
  }

  async #fill(): Promise<void> {
    const { db, disk, log } = this.#deps
    let [saidMs, isSaid] = [performance.now(), false]
    const onProgress = (waiting: number): void => {
      if (waiting < MANY_ITEMS && !isSaid) return
      if (isSaid && waiting > 0 && performance.now() - saidMs < SAY_EVERY_MS) return
      log.info({ waiting }, waiting > 0 ? 'filling the search index' : 'the search index is filled')
      ;[saidMs, isSaid] = [performance.now(), waiting > 0]
    }
    for await (const _ of fillSearchIndex(db, this.#memory, { onProgress })) {
      if (this.#signal.aborted || disk.pause !== null) {
        this.#memory.hasLeftovers = true
        return
      }
      if (this.#isBusy()) await wait(BUSY_PAUSE_MS)
      else await letOthersRun()
    }
  }
}
