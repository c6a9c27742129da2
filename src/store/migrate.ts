import { readdir } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Db } from './schema.ts'

const FOLDER = new URL('../../migrations/', import.meta.url)
const FILE = /^(\d{4}_[a-z0-9_]+)\.ts$/

/** The database was written by a newer program. The message says so, with a remedy. */
export class NewerSchemaError extends Error {
  override readonly name = 'NewerSchemaError'
}

/** Names of the migrations that were carried out just now, oldest first; empty when the schema was up to date. */
export type MigrationReport = readonly string[]

/**
 * Brings the schema up to date, whole or not at all. Throws, having changed nothing, when a step fails, and a
 * NewerSchemaError when the database was written by a newer program.
 */
export async function migrateToLatest(db: Db): Promise<MigrationReport> {
  const problem = await findNewerSchema(db)
  if (problem !== null) throw new NewerSchemaError(problem)
  const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } })
  const { error, results } = await migrator.migrateToLatest()
  if (error !== undefined)
    throw new Error('the database schema cannot be brought up to date', { cause: error })
  return (results ?? []).filter((r) => r.status === 'Success').map((r) => r.migrationName)
}

/** What a database is to a program that reads it. */
export type SchemaState =
  | { readonly kind: 'current' }
  /** Nothing was ever stored: the process that made it ended before it had begun to. */
  | { readonly kind: 'unused' }
  /** Another version of the program wrote it; `message` says what to do. */
  | { readonly kind: 'unfit'; readonly message: string }

export async function readSchemaState(db: Db): Promise<SchemaState> {
  const newer = await findNewerSchema(db)
  if (newer !== null) return { kind: 'unfit', message: newer }
  const [known, done] = [await listMigrationNames(), await listAppliedMigrations(db)]
  const missing = known.filter((name) => !done.includes(name))
  if (missing.length === 0) return { kind: 'current' }
  if (await isUnused(db)) return { kind: 'unused' }
  const message = `the database was written by an older Policywatch (${missing.length} schema change${missing.length === 1 ? '' : 's'} behind); run "policywatch migrate"`
  return { kind: 'unfit', message }
}

/** The installation gets its name when the schema is complete, and before anything else is stored. */
async function isUnused(db: Db): Promise<boolean> {
  const tables = await db.introspection.getTables()
  if (tables.length === 0) return true
  if (!tables.some((table) => table.name === 'meta')) return false
  const named = db.selectFrom('meta').select('key').where('key', '=', 'installation')
  return (await named.execute()).length === 0
}

async function findNewerSchema(db: Db): Promise<string | null> {
  const known = await listMigrationNames()
  const foreign = (await listAppliedMigrations(db)).filter((name) => !known.includes(name))
  if (foreign.length === 0) return null
  return `the database was written by a newer Policywatch (it has ${foreign.join(', ')}); install that version, or restore a backup from before the upgrade`
}

async function listAppliedMigrations(db: Db): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return []
  const bookkeeping = db as unknown as Kysely<{ kysely_migration: { name: string } }> // kysely's own table
  const rows = await bookkeeping.selectFrom('kysely_migration').select('name').execute()
  return rows.map((row) => row.name)
}

async function listMigrationNames(): Promise<readonly string[]> {
  const files = await readdir(FOLDER)
  return files.flatMap((file) => FILE.exec(file)?.[1] ?? []).sort()
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const migrations: Record<string, Migration> = {}
  for (const name of await listMigrationNames()) {
    const module: unknown = await import(new URL(`${name}.ts`, FOLDER).href)
    const { up } = module as MigrationModule // every file there exports `up`
    migrations[name] = { up }
  }
  return migrations
}

type MigrationModule = { readonly up: (db: Db) => Promise<void> }
