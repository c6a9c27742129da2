import { readdir } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Db } from './schema.ts'

const FOLDER = new URL('../../migrations/', import.meta.url)
const FILE = /^(\d{4}_[a-z0-9_]+)\.ts$/

/**
 * Brings the schema up to date, whole or not at all; returns the names of the migrations that were carried out, oldest first.
 * Throws, having changed nothing, when a step fails.
 */
export async function migrateToLatest(db: Db): Promise<readonly string[]> {
  const { Migrator } = await import('kysely/migration') // most databases are up to date
  const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } })
  const { error, results } = await migrator.migrateToLatest()
  if (error !== undefined)
    throw new Error('the database schema cannot be brought up to date', { cause: error })
  return (results ?? []).filter((r) => r.status === 'Success').map((r) => r.migrationName)
}

/** What a database is to this program. */
export type SchemaState =
  | { readonly kind: 'current' }
  /** Nothing was ever stored: the process that made it ended before it had begun to. */
  | { readonly kind: 'unused' }
  /** `missing` are the migrations to come, the first one first. */
  | { readonly kind: 'older'; readonly missing: readonly string[] }
  /** `foreign` are migrations that this program does not know. */
  | { readonly kind: 'newer'; readonly foreign: readonly string[] }

export async function readSchemaState(db: Db): Promise<SchemaState> {
  const [known, done] = [await listMigrationNames(), await listAppliedMigrations(db)]
  const foreign = done.filter((name) => !known.includes(name))
  if (foreign.length > 0) return { kind: 'newer', foreign }
  const missing = known.filter((name) => !done.includes(name))
  if (missing.length === 0) return { kind: 'current' }
  return (await isUnused(db)) ? { kind: 'unused' } : { kind: 'older', missing }
}

/** Litestream keeps what it must remember in tables of its own in each database. */
const LITESTREAM_TABLES = '_litestream_'

/** The installation gets its name when the schema is complete, and before anything else is stored. */
async function isUnused(db: Db): Promise<boolean> {
  const all = await db.introspection.getTables()
  const tables = all.filter(({ name }) => !name.startsWith(LITESTREAM_TABLES))
  if (tables.length === 0) return true
  if (!tables.some((table) => table.name === 'meta')) return false
  const named = db.selectFrom('meta').select('key').where('key', '=', 'installation')
  return (await named.execute()).length === 0
}

/** Those that a database has had, the first one first; none in a database of somebody else. */
export async function listAppliedMigrations(db: Db): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return []
  const bookkeeping = db as unknown as Kysely<{ kysely_migration: { name: string } }> // kysely's own table
  const rows = await bookkeeping
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute()
  return rows.map((row) => row.name)
}

/** Those that this program knows, the first one first. */
export async function listMigrationNames(): Promise<readonly string[]> {
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
