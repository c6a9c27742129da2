import type { Settings } from '../config/settings.ts'
import type { Timestamp } from '../core/time.ts'
import { adoptSettings } from '../pipeline/adopt-settings.ts'
import type { Deps } from '../pipeline/deps.ts'
import { hastenRetries } from '../store/alert-times.ts'
import { inTransaction } from '../store/database.ts'
import { disbelieveFarArticles } from '../store/disbelieve-far-articles.ts'

/**
 * Notices a clock that is set back. What was written while it was ahead would wait until it is that late again: most of it is
 * disbelieved wherever it is read, and what waits for a schedule, which may rightly be far away, is judged anew here.
 */
export class ClockWatch {
  readonly #deps: Deps
  readonly #inForce: () => Settings
  readonly #onDue: () => void
  #latest: Timestamp
  #isToJudge = false

  constructor(deps: Deps, inForce: () => Settings, onDue: () => void) {
    this.#deps = deps
    this.#inForce = inForce
    this.#onDue = onDue
    this.#latest = deps.now()
  }

  /** Never rejects: what cannot be written now is at the next look. */
  async look(): Promise<void> {
    const { db, log, messageIds, now } = this.#deps
    const at = now()
    if (at < this.#latest) {
      this.#isToJudge = true
      log.warn({ from: this.#latest, to: at }, 'the clock was set back')
    }
    this.#latest = at
    if (!this.#isToJudge) return
    try {
      await inTransaction(db, async (tx) => {
        await adoptSettings(tx, this.#inForce(), messageIds, at)
        await hastenRetries(tx, at) // also those that seem to wait no longer than they may
        await disbelieveFarArticles(tx, at)
      })
      this.#isToJudge = false
    } catch (error) {
      log.error({ error }, 'what waits could not be judged by the clock yet')
      return
    }
    this.#onDue()
  }
}
