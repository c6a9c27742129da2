import { sql } from 'kysely'
import type { Db } from './schema.ts'

/** `kept`: it goes on growing, as somebody reads what stood in it before, or the disk is full. */
export type JournalState = 'reusable' | 'kept'

/**
 * Brings what stands in SQLite's journal into the database, mostly into pages that it has, so that the next writes take the
 * room of the journal instead of more. On a full disk that may fail, and costs nothing then.
 */
export async function reuseJournal(db: Db): Promise<JournalState> {
  const result = await sql<Checkpoint>`pragma wal_checkpoint(passive)`.execute(db).catch(() => null)
  const row = result?.rows[0]
  return row !== undefined && row.checkpointed === row.log ? 'reusable' : 'kept'
}

/** Pages, as SQLite documents them. */
type Checkpoint = { readonly log: number; readonly checkpointed: number }
