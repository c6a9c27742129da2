import { sql } from 'kysely'
import type { Db } from './schema.ts'

/**
 * Brings what stands in SQLite's journal into the database, mostly into pages that it has, so that the next writes take the
 * room of the journal instead of more. On a full disk that may fail, and costs nothing then.
 */
export async function reuseJournal(db: Db): Promise<void> {
  await sql`pragma wal_checkpoint(passive)`.execute(db).catch(() => undefined)
}
