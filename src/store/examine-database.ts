import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import type { Timestamp } from '../core/time.ts'
import { BUSY_TIMEOUT_MS } from './database-file.ts'
import { listAppliedMigrations, readSchemaState } from './migrate.ts'
import type { Schema } from './schema.ts'
import { TransactionalSqliteDialect } from './sqlite-dialect.ts'
import { type LedgerProblem, verifyLedger } from './verify-ledger.ts'

/**
 * How closely pages are looked at. `quick_check` reads every page and row; `integrity_check` also holds the indexes against
 * the rows, in twice the time.
 */
type Depth = 'quick_check' | 'integrity_check'

export type DatabaseCounts = {
  readonly items: number
  readonly stories: number
  readonly matches: number
  readonly deliveries: number
}

/** What was found in a file. */
export type DatabaseExam =
  | {
      readonly kind: 'sound'
      /** Migrations that this program would add; null when there is none. */
      readonly missing: readonly string[] | null
      /** The last one that it has had. */
      readonly lastMigration: string
      readonly counts: DatabaseCounts
      /** The newest poll, as an answer to "from when is this"; null: nothing was polled yet. */
      readonly lastPolledAt: Timestamp | null
      /** Of the schema of this program alone: an older one cannot be asked. */
      readonly ledgerProblems: readonly LedgerProblem[]
    }
  /** A newer program wrote it. */
  | { readonly kind: 'newer'; readonly foreign: readonly string[] }
  /** It holds nothing, or what another program stored. */
  | { readonly kind: 'foreign' }
  /** `finding` in SQLite's words. */
  | { readonly kind: 'damaged'; readonly finding: string }

/** Looks at a database file that nobody writes to, without changing it. Throws what SQLite refuses for other reasons than damage. */
export async function examineDatabase(
  file: string,
  depth: Depth | 'tables',
  now: Timestamp,
): Promise<DatabaseExam> {
  try {
    return await examine(file, depth, now)
  } catch (error) {
    if (!isDamage(error) && !lacksTable(error)) throw error
    return { kind: 'damaged', finding: error.message }
  }
}

/** What is wrong with the pages of an open database; null: nothing. */
export function findDamage(sqlite: Database.Database, depth: Depth): string | null {
  const finding = sqlite.pragma(`${depth}(1)`, { simple: true }) as string // as SQLite documents it
  return finding === 'ok' ? null : finding.replaceAll(/\s*\n\s*/g, '; ')
}

/** The same table by table, without a look at free pages: in a thread, which can be ended between two of them. */
export function findDamageOfTables(sqlite: Database.Database): string | null {
  const tables = sqlite
    .prepare("select 'sqlite_schema' union all select name from sqlite_schema where type = 'table'")
    .pluck()
    .all() as readonly string[] // names
  for (const table of tables) {
    const name = table.replaceAll("'", "''")
    const finding = sqlite.pragma(`quick_check('${name}')`, { simple: true }) as string // as SQLite documents it
    if (finding !== 'ok') return finding.replaceAll(/\s*\n\s*/g, '; ')
  }
  return null
}

/** What SQLite says when the bytes of a file make no sense. */
export function isDamage(error: unknown): error is Error {
  if (!(error instanceof Error && 'code' in error)) return false
  return /^SQLITE_(?:NOTADB|CORRUPT)/.test(String(error.code))
}

/** As where only a part was saved of a damaged one. */
function lacksTable(error: unknown): error is Error {
  return error instanceof Error && /^no such (?:table|column)/.test(error.message)
}

async function examine(
  file: string,
  depth: Depth | 'tables',
  now: Timestamp,
): Promise<DatabaseExam> {
  const sqlite = new Database(file, { readonly: true, fileMustExist: true })
  sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  const db = new Kysely<Schema>({ dialect: new TransactionalSqliteDialect({ database: sqlite }) })
  try {
    const pages = depth === 'tables' ? findDamageOfTables(sqlite) : findDamage(sqlite, depth)
    const finding = pages ?? findBrokenReference(sqlite)
    if (finding !== null) return { kind: 'damaged', finding }
    const lastMigration = (await listAppliedMigrations(db)).at(-1)
    const state = await readSchemaState(db)
    if (state.kind === 'newer') return state
    if (state.kind === 'unused' || lastMigration === undefined) return { kind: 'foreign' }
    return {
      kind: 'sound',
      missing: state.kind === 'older' ? state.missing : null,
      lastMigration,
      counts: countRows(sqlite),
      lastPolledAt: findLastPoll(sqlite),
      ledgerProblems: state.kind === 'older' ? [] : await verifyLedger(db, now),
    }
  } finally {
    await db.destroy()
  }
}

function findBrokenReference(sqlite: Database.Database): string | null {
  for (const row of sqlite.prepare('pragma foreign_key_check').iterate()) {
    const { table, parent } = row as { readonly table: string; readonly parent: string } // as SQLite documents them
    return `a row of ${table} refers to one of ${parent} that is not there`
  }
  return null
}

/** These tables are there since the first schema. */
function countRows(sqlite: Database.Database): DatabaseCounts {
  return sqlite
    .prepare(
      `select (select count(*) from items) items, (select count(*) from stories) stories,
        (select count(*) from matches) matches, (select count(*) from deliveries) deliveries`,
    )
    .get() as DatabaseCounts
}

function findLastPoll(sqlite: Database.Database): Timestamp | null {
  const row = sqlite.prepare('select started_at at from polls order by id desc limit 1').get()
  return (row as { readonly at: Timestamp } | undefined)?.at ?? null // written by store/polls.ts alone
}
