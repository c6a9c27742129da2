import path from 'node:path'

export const DATABASE_NAME = 'policywatch.db'
/** How long a statement waits for another process (a backup, Litestream, a reading command) before it gives up. */
export const BUSY_TIMEOUT_MS = 5_000

/** Where the database of a data folder stands. */
export function databaseFile(dataDir: string): string {
  return path.join(dataDir, DATABASE_NAME)
}

/** What SQLite keeps beside a database: its log of changes, the index of that, and a journal in the first moments. */
export function companionsOf(file: string): readonly string[] {
  return [`${file}-wal`, `${file}-shm`, `${file}-journal`]
}
