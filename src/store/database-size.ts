import { stat, statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import { databaseFile } from './database-file.ts'
import type { Db } from './schema.ts'

/** What the database takes, in bytes, and what is left for it. */
export type DatabaseSize = {
  readonly file: number
  /** What was written and is not in the file yet. */
  readonly wal: number
  /** Of the file: what was used and is used again before it grows. */
  readonly unused: number
  /** What this user may still take of the disk. */
  readonly diskFree: number
  readonly diskSize: number
}

export async function readDatabaseSize(db: Db, dataDir: string): Promise<DatabaseSize> {
  const file = databaseFile(dataDir)
  const { bsize, bavail, blocks } = await statfs(dataDir)
  const { rows } = await sql<{ unused: number }>`
    select freelist_count * page_size unused from pragma_freelist_count, pragma_page_size`.execute(
    db,
  )
  return {
    file: await sizeOf(file),
    wal: await sizeOf(`${file}-wal`),
    unused: rows[0]?.unused ?? 0,
    diskFree: bsize * bavail,
    diskSize: bsize * blocks,
  }
}

/** 0 where there is none: SQLite takes the log of writes away when the last one closes. */
async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0
}
