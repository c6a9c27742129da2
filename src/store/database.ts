import { randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { BUSY_TIMEOUT_MS, DATABASE_NAME, databaseFile } from './database-file.ts'
import { explainUnfit } from './explain-unfit.ts'
import { hasDataFile, makeDataDir, requireWritable } from './make-data-dir.ts'
import { listMigrationNames, readSchemaState } from './migrate.ts'
import { type CopyPolicy, type MigrationReport, migrateSafely } from './migrate-safely.ts'
import { refuseEmptied } from './refuse-emptied.ts'
import { rememberStatements } from './remember-statements.ts'
import type { Db, Schema, Tx } from './schema.ts'
import { TransactionalSqliteDialect } from './sqlite-dialect.ts'

/**
 * Pages that a connection keeps in memory, negative as SQLite wants it for KiB; the package's own default is 16 MB. What a poll
 * asks for lies close together, and what is not here the system's cache of files has.
 */
const CACHE_KIB = -4_000

/** The database's own name, part of every Message-ID, so that two installations never share one. */
export type Installation = { readonly id: string }

export type OpenOptions = {
  /** Called before anything is changed but the journal mode; what it throws leaves the database as it was. */
  readonly examine?: (sqlite: Database.Database) => Promise<void>
  readonly copyBeforeMigration?: CopyPolicy
  /** Told of migrations that were carried out. */
  readonly onMigrated?: (report: MigrationReport) => void
  /** Told of what each statement throws. */
  readonly onError?: (error: unknown) => void
  /**
   * Told after each commit how many pages of the log the database file lacks, so that they can be carried over beside. SQLite
   * then does it within a commit only from `OWN_CHECKPOINT_PAGES` on. What it throws changes nothing of the commit.
   */
  readonly onCommit?: (pageCount: number) => void
}

/** 16 MB, four times SQLite's own measure. */
const OWN_CHECKPOINT_PAGES = 4_000

/**
 * Opens the database for the one process that holds the lock, brings its schema up to date and makes what is missing.
 * Throws when the folder cannot be written, the schema is newer than this program, or is older and cannot be copied first.
 */
export async function openDatabase(dataDir: string, options: OpenOptions = {}): Promise<Db> {
  makeDataDir(dataDir)
  requireWritable(databaseFile(dataDir))
  refuseEmptied(dataDir)
  const sqlite = new Database(databaseFile(dataDir))
  try {
    sqlite.pragma('auto_vacuum = INCREMENTAL') // counts only before the first table
    sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
    sqlite.pragma('journal_mode = WAL')
    guardWrites(sqlite)
    sqlite.pragma(`cache_size = ${CACHE_KIB}`)
    await options.examine?.(sqlite)
    const database = rememberStatements(sqlite, options.onError)
    const onCommit = options.onCommit && countPages(sqlite, options.onCommit)
    const dialect = new TransactionalSqliteDialect({ database }, onCommit)
    const db = new Kysely<Schema>({ dialect })
    const report = await migrateSafely(db, dataDir, options.copyBeforeMigration ?? 'copy')
    if (report !== null) options.onMigrated?.(report)
    return db
  } catch (error) {
    sqlite.close()
    throw error
  }
}

function countPages(sqlite: Database.Database, tell: (pageCount: number) => void): () => void {
  sqlite.pragma(`wal_autocheckpoint = ${OWN_CHECKPOINT_PAGES}`)
  const look = sqlite.prepare<[], Log>('pragma wal_checkpoint(noop)')
  return () => {
    unlessItThrows(() => {
      const log = look.get()
      if (log !== undefined) tell(log.log - log.checkpointed)
    })
  }
}

/** What was committed stays so, whatever becomes of the question and of whoever is told. */
function unlessItThrows(tell: () => void): void {
  try {
    tell()
  } catch {
    // SQLite looks after the log by itself
  }
}

/** As SQLite documents it, in pages. */
type Log = { readonly log: number; readonly checkpointed: number }

export type ExistingDatabase =
  | { readonly kind: 'open'; readonly db: Db }
  /** Nothing was ever stored here. */
  | { readonly kind: 'absent' }
  /** Another version of the program wrote it; `message` says what to do. */
  | { readonly kind: 'unfit'; readonly version: 'older' | 'newer'; readonly message: string }

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
  if (!hasDataFile(dataDir, DATABASE_NAME)) return { kind: 'absent' }
  refuseEmptied(dataDir)
  if (!options.readonly) requireWritable(databaseFile(dataDir))
  const sqlite = new Database(databaseFile(dataDir), { ...options, fileMustExist: true })
  sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  const database = rememberStatements(sqlite)
  const db = new Kysely<Schema>({ dialect: new TransactionalSqliteDialect({ database }) })
  const state = await readSchemaState(db).catch(toUnused)
  if (state.kind === 'current') {
    sqlite.pragma(`cache_size = ${CACHE_KIB}`)
    if (!options.readonly) guardWrites(sqlite)
    return { kind: 'open', db }
  }
  await db.destroy()
  if (state.kind === 'unused') return { kind: 'absent' }
  const message = explainUnfit(state, dataDir, await listMigrationNames())
  return { kind: 'unfit', version: state.kind, message }
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
  const id = await findMeta(db, 'installation')
  return id === null ? null : { id }
}

/** What is noted of the database as a whole under a key; null when nothing is. */
export async function findMeta(db: Db, key: string): Promise<string | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value ?? null
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
