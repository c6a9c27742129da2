import type { Settings } from '../config/settings.ts'
import type { Deps } from '../pipeline/deps.ts'

/** Work that comes round now and then, besides polling and delivery. */
export type Chore = {
  /** For the log: `backup`. */
  readonly name: string
  /** Whether it is to be done now, by what the database says was done; so an occurrence that nobody was there for is made up for. */
  readonly isDue: (settings: Settings) => Promise<boolean>
  /**
   * Does it; `signal` asks it to leave off, which loses nothing, and `inForce` says whether the settings are the same still.
   * Rejects when it cannot be done.
   */
  readonly run: (settings: Settings, signal: AbortSignal, inForce: () => Settings) => Promise<void>
}

/** A chore that failed is left alone for this long, so that what is broken is not tried every few seconds. */
const REST_MS = 15 * 60_000

/** Does the chores that are due, one after the other. */
export class Housekeeping {
  readonly #deps: Deps
  readonly #inForce: () => Settings
  readonly #signal: AbortSignal
  readonly #chores: readonly Chore[]
  readonly #restingUntil = new Map<string, number>()
  #isBusy = false

  constructor(deps: Deps, inForce: () => Settings, signal: AbortSignal, chores: readonly Chore[]) {
    this.#deps = deps
    this.#inForce = inForce
    this.#signal = signal
    this.#chores = chores
  }

  /** Does what is due; at once when it is busy already. What fails is logged and tried again later; never rejects. */
  async look(): Promise<void> {
    if (this.#isBusy) return
    this.#isBusy = true
    for (const chore of this.#chores) await this.#doIfDue(chore)
    this.#isBusy = false
  }

  async #doIfDue({ name, isDue, run }: Chore): Promise<void> {
    if (this.#signal.aborted || performance.now() < (this.#restingUntil.get(name) ?? 0)) return
    try {
      if (await isDue(this.#inForce())) await run(this.#inForce(), this.#signal, this.#inForce)
    } catch (error) {
      if (this.#signal.aborted) return
      this.#deps.log.error({ chore: name, error }, 'a chore could not be done and is tried again')
      this.#restingUntil.set(name, performance.now() + REST_MS)
    }
  }
}
