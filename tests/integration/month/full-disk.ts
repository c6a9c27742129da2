import { sql } from 'kysely'
import type { Deps } from '../../../src/pipeline/deps.ts'

/** As many pages as SQLite can number. */
const NO_LIMIT = 4_294_967_294

/** A disk without room for one more page of the database: SQLite itself refuses to write, at any statement that needs one. */
export class FullDisk {
  readonly #db: Deps['db']
  #isFull = false

  constructor(db: Deps['db']) {
    this.#db = db
  }

  get isFull(): boolean {
    return this.#isFull
  }

  async set(isFull: boolean): Promise<void> {
    if (isFull === this.#isFull) return
    this.#isFull = isFull
    const most = isFull ? await this.#countPages() : NO_LIMIT
    await sql`pragma max_page_count = ${sql.raw(String(most))}`.execute(this.#db)
  }

  async #countPages(): Promise<number> {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(this.#db)
    return rows[0]?.page_count ?? NO_LIMIT
  }
}

export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL'
}
