import { sql } from 'kysely'
import type { Timestamp } from '../core/time.ts'
import { BUSY_TIMEOUT_MS } from './database-file.ts'
import { isBusy } from './is-busy.ts'
import type { Db } from './schema.ts'

/** What became of a small write. */
export type ProbeResult =
  | { readonly kind: 'written' }
  /** Another process is writing; that is no fault yet. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly reason: string }

/** By the code that SQLite gives; its own words name the file. */
const REASONS: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'the disk is full',
  SQLITE_READONLY: 'the database or its disk is read-only',
  SQLITE_CORRUPT: 'the database is damaged',
  SQLITE_NOTADB: 'the database is damaged',
  SQLITE_CANTOPEN: 'the files of the database cannot be opened',
  SQLITE_IOERR: 'the disk reports an error',
}

/**
 * Writes a row of `meta` by the connection that everything is recorded with. It does not wait for another process, for all
 * else here would wait with it.
 */
export async function probeWriting(db: Db, now: Timestamp): Promise<ProbeResult> {
  return await db.connection().execute(async (connection) => {
    await sql`pragma busy_timeout = 0`.execute(connection)
    try {
      const row = { key: 'probed_at', value: now }
      await connection
        .insertInto('meta')
        .values(row)
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: now }))
        .execute()
      return { kind: 'written' }
    } catch (error) {
      return explain(error)
    } finally {
      await sql.raw(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`).execute(connection)
    }
  })
}

function explain(error: unknown): ProbeResult {
  if (isBusy(error)) return { kind: 'busy' }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const [, plain = ''] = /^(SQLITE_[A-Z]+)/.exec(code) ?? []
  return { kind: 'failed', reason: REASONS[plain] ?? 'it cannot be written' }
}
