import { randomBytes } from 'node:crypto'
import path from 'node:path'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { hasDataFile, makeDataDir, requireWritable } from './make-data-dir.ts'
import { migrateToLatest, readSchemaState } from './migrate.ts'
import { rememberStatements } from './remember-statements.ts'
import type { Db, Schema, Tx } from './schema.ts'
import { TransactionalSqliteDialect } from './sqlite-dialect.ts'

const FILE_NAME = 'policywatch.db'
/** How long a statement waits for another process (a backup, a reading command) before it gives up. */
const BUSY_TIMEOUT_MS = 5_000

/** The database's own name, part of every Message-ID, so that two installations never share one. */
export type Installation = { readonly id: string }

function databaseFile(dataDir: string): string {
  return path.join(dataDir, FILE_NAME)
}

/**
 * Opens the database for the one process that holds the lock, brings its schema up to date and makes what is missing.
 * Throws when the folder cannot be written or the schema is newer than this program.
 */
export async function openDatabase(dataDir: string): Promise<Db> {
  makeDataDir(dataDir)
  requireWritable(databaseFile(dataDir))
  const sqlite = new Database(databaseFile(dataDir))
  try {
    sqlite.pragma('auto_vacuum = INCREMENTAL') // counts only before the first table
    sqlite.pragma('journal_mode = WAL')
    guardWrites(sqlite)
    sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
    const db = new Kysely<Schema>({
      dialect: new TransactionalSqliteDialect({ database: rememberStatements(sqlite) }),
    })
    await migrateToLatest(db)
    return db
  } catch (error) {
    sqlite.close()
    throw error
  }
}

export type ExistingDatabase =
  | { readonly kind: 'open'; readonly db: Db }
  /** Nothing was ever stored here. */
  | { readonly kind: 'absent' }
  /** Another version of the program wrote it; `message` says what to do. */
  | { readonly kind: 'unfit'; readonly message: string }

/**
 * Opens the database for commands that only read, beside a running daemon too. Changes nothing. Throws a DataDirError
 * when it cannot be told whether there is one.
 */
export async function openDatabaseToRead(dataDir: string): Promise<ExistingDatabase> {
  return await openExisting(dataDir, { readonly: true })
}

/**
 * Opens the database for commands that record one thing in a short transaction, beside a running daemon too: SQLite lets
 * one process write at a time, and the others wait for it. Otherwise like `openDatabaseToRead`; the schema stays as it is.
 */
export async function openDatabaseToRecord(dataDir: string): Promise<ExistingDatabase> {
  return await openExisting(dataDir, { readonly: false })
}

async function openExisting(
  dataDir: string,
  options: { readonly readonly: boolean },
): Promise<ExistingDatabase> {
  if (!hasDataFile(dataDir, FILE_NAME)) return { kind: 'absent' }
  if (!options.readonly) requireWritable(databaseFile(dataDir))
  const sqlite = new Database(databaseFile(dataDir), { ...options, fileMustExist: true })
  sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  const db = new Kysely<Schema>({ dialect: new TransactionalSqliteDialect({ database: sqlite }) })
  const state = await readSchemaState(db).catch(toUnused)
  if (state.kind === 'current') {
    if (!options.readonly) guardWrites(sqlite)
    return { kind: 'open', db }
  }
  await db.destroy()
  return state.kind === 'unused' ? { kind: 'absent' } : state
}

/** What whoever writes has to ask for, connection by connection. */
function guardWrites(sqlite: Database.Database): void {
  sqlite.pragma('synchronous = FULL') // NORMAL, the package's default with WAL, may lose a commit with the power
  sqlite.pragma('foreign_keys = ON')
}

/** A journal to roll back is left by the very first moments alone: with WAL, which they switch on, there is none. */
function toUnused(error: unknown): { readonly kind: 'unused' } {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'SQLITE_READONLY_ROLLBACK') return { kind: 'unused' }
  throw error
}

/**
 * Runs `work` whole or not at all. Inside, nothing is awaited but SQL, for every reader waits meanwhile. Rejects with
 * what went wrong first: after a full disk SQLite has already rolled back, and complains that there is nothing to undo.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await db.startTransaction().execute()
  try {
    const result = await work(tx)
    await tx.commit().execute()
    return result
  } catch (error) {
    await tx.rollback().execute().catch(ignoreNothingToUndo)
    throw error
  }
}

function ignoreNothingToUndo(): void {}

/** The installation's id; null where none was made yet. */
export async function findInstallation(db: Db): Promise<Installation | null> {
  const row = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'installation')
    .executeTakeFirst()
  return row === undefined ? null : { id: row.value }
}

/** Reads the installation's id, made once when the database was new. */
export async function getInstallation(db: Db): Promise<Installation> {
  const known = await findInstallation(db)
  if (known !== null) return known
  return await inTransaction(db, async (tx) => {
    const id = randomBytes(6).toString('hex')
    await tx.insertInto('meta').values({ key: 'installation', value: id }).execute()
    return { id }
  })
}
