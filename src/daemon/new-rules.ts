import type { Settings } from '../config/settings.ts'
import { adoptSettings } from '../pipeline/adopt-settings.ts'
import { type AppliedRules, applyNewRules } from '../pipeline/apply-new-rules.ts'
import type { Deps } from '../pipeline/deps.ts'
import { lapseRules } from '../pipeline/lapse-rules.ts'
import { inTransaction } from '../store/database.ts'

/**
 * Brings what is stored in line with settings that have come into force: alerts that wait are judged by them, and rules that
 * are new or were changed are held against the archive. One at a time; settings that come while others are in hand break
 * those off, which leaves no trace but that rules which they changed or removed are held against the archive when they come
 * back.
 */
export class NewRules {
  readonly #deps: Deps
  readonly #signal: AbortSignal
  readonly #onDue: () => void
  /** In hand, or done; null when they are to be tried again. */
  #taken: Settings | null = null
  #run = new AbortController()
  /** In force since rules were last noted as lapsed: also those that were broken off, or came while nothing could be written. */
  readonly #toLapse = new Set<Settings>()
  #last: Promise<void> = Promise.resolve()

  /** `onDue` is told when alerts may have become due. */
  constructor(deps: Deps, signal: AbortSignal, onDue: () => void) {
    this.#deps = deps
    this.#signal = signal
    this.#onDue = onDue
  }

  /**
   * Called before anything is recorded by settings: notes which rules they no longer hold against what is recorded. A process
   * that is killed a moment later and started with the settings of before would not know that it has to look at that again.
   * What is in hand is broken off. What cannot be written is left to `apply`; never rejects.
   */
  async announce(settings: Settings): Promise<void> {
    if (this.#signal.aborted || this.#taken === settings) return
    this.#toLapse.add(settings)
    this.#run.abort()
    this.#last = this.#last.then(async () => await this.#lapseSafely())
    await this.#last
  }

  /** Does nothing for settings that are in hand or done. What fails is logged, and left to the next call; never rejects. */
  async apply(settings: Settings): Promise<void> {
    if (this.#taken === settings || this.#signal.aborted) return
    this.#taken = settings
    this.#toLapse.add(settings)
    this.#run.abort()
    this.#run = new AbortController()
    const signal = AbortSignal.any([this.#signal, this.#run.signal])
    this.#last = this.#last.then(async () => await this.#applySafely(settings, signal))
    await this.#last
  }

  async #applySafely(settings: Settings, signal: AbortSignal): Promise<void> {
    const { db, log, messageIds, now } = this.#deps
    try {
      await this.#lapse()
      if (signal.aborted) return
      await inTransaction(db, async (tx) => await adoptSettings(tx, settings, messageIds, now()))
      this.#report(await applyNewRules(this.#deps, settings, signal))
    } catch (error) {
      log.error({ error }, 'new rules could not be held against stored items yet')
      if (this.#taken === settings) this.#taken = null
    }
    this.#onDue()
  }

  async #lapseSafely(): Promise<void> {
    try {
      await this.#lapse()
    } catch (error) {
      this.#deps.log.error({ error }, 'which rules were changed could not be noted')
    }
  }

  async #lapse(): Promise<void> {
    const toLapse = [...this.#toLapse]
    await inTransaction(this.#deps.db, async (tx) => {
      for (const settings of toLapse) await lapseRules(tx, settings)
    })
    for (const settings of toLapse) this.#toLapse.delete(settings)
  }

  #report({ ruleCount, matchCount }: AppliedRules): void {
    if (matchCount === 0) return
    this.#deps.log.info({ rules: ruleCount, matches: matchCount }, 'new rules hit stored items')
  }
}
