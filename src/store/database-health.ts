import { statSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { databaseFile } from './database-file.ts'
import { findDamage, isDamage } from './examine-database.ts'
import { checkInThread, type RunningJob } from './run-database-job.ts'

/** What is known of the pages of the database. */
export type DatabaseState =
  | { readonly kind: 'unchecked' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'sound' }
  /** `finding` in SQLite's words. */
  | { readonly kind: 'damaged'; readonly finding: string }

/** The database was found damaged before anything was done with it. */
class DamagedDatabaseError extends Error {
  override readonly name = 'DamagedDatabaseError'
  /** What SQLite itself would say of it. */
  readonly code = 'SQLITE_CORRUPT'
}

export type HealthOptions = {
  /** A database up to this size is read whole at once, which takes a tenth of a second; a larger one by a thread. */
  readonly atOnceBytes: number
  /** How long a start waits for that. What is found later is reported. */
  readonly waitMs: number
}

const DEFAULTS: HealthOptions = { atOnceBytes: 32_000_000, waitMs: 10_000 }

/** Looks through the database at the start, and remembers what is found then or later. */
export class DatabaseHealth {
  readonly #file: string
  readonly #options: HealthOptions
  readonly #onDamage: (finding: string) => void
  #state: DatabaseState = { kind: 'unchecked' }
  #job: RunningJob<{ readonly finding: string | null }> | null = null

  /** `onDamage` is told once, of damage that is found after the start. */
  constructor(
    dataDir: string,
    onDamage: (finding: string) => void,
    options: Partial<HealthOptions> = {},
  ) {
    this.#file = databaseFile(dataDir)
    this.#onDamage = onDamage
    this.#options = { ...DEFAULTS, ...options }
  }

  get state(): DatabaseState {
    return this.#state
  }

  /**
   * Reads every page, for as long as a start waits at most; a thread goes on after that. Throws a DamagedDatabaseError when it
   * has found damage by then. An answer that does not come is none.
   */
  async examine(sqlite: Database.Database): Promise<void> {
    if (statSync(this.#file).size <= this.#options.atOnceBytes) {
      this.#refuse(findDamage(sqlite, 'quick_check'))
      return
    }
    this.#state = { kind: 'checking' }
    this.#job = checkInThread(this.#file)
    const answer = this.#job.answer.catch(() => null)
    const first = await Promise.race([answer, waitFor(this.#options.waitMs)])
    if (first === 'late') void answer.then((late) => this.#learn(late?.finding))
    else this.#refuse(first?.finding)
  }

  /** Told of every error of the database; what is no damage is none of its business. */
  noteError(error: unknown): void {
    if (isDamage(error)) this.report(error.message)
  }

  /** Takes note of damage. */
  report(finding: string): void {
    if (this.#state.kind === 'damaged') return
    this.#state = { kind: 'damaged', finding }
    this.#onDamage(finding)
  }

  /** Ends what still reads. */
  async close(): Promise<void> {
    await this.#job?.end()
  }

  #refuse(finding: string | null | undefined): void {
    if (typeof finding === 'string') throw new DamagedDatabaseError(finding)
    this.#learn(finding)
  }

  #learn(finding: string | null | undefined): void {
    if (this.#state.kind === 'damaged') return
    if (typeof finding === 'string') this.report(finding)
    else this.#state = { kind: finding === null ? 'sound' : 'unchecked' }
  }
}

async function waitFor(ms: number): Promise<'late'> {
  return await new Promise((resolve) => {
    setTimeout(() => resolve('late'), ms).unref()
  })
}
