import path from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Migration } from 'kysely/migration'
import { Migrator } from 'kysely/migration'

const FOLDER = path.resolve(import.meta.dirname, '../../migrations')

/** A database as the program left it that had these migrations alone; `fill` writes what it had stored. */
export async function writeOlderDatabase(
  dir: string,
  migrations: readonly string[],
  fill: (sqlite: Database.Database) => void,
): Promise<void> {
  const database = new Database(path.join(dir, 'policywatch.db'))
  database.pragma('foreign_keys = ON')
  const db = new Kysely({ dialect: new SqliteDialect({ database }) })
  const loaded = await Promise.all(
    migrations.map(async (name): Promise<readonly [string, Migration]> => {
      return [name, (await import(path.join(FOLDER, `${name}.ts`))) as Migration] // what each file exports
    }),
  )
  const getMigrations = async (): Promise<Record<string, Migration>> =>
    await Promise.resolve(Object.fromEntries(loaded))
  const { error } = await new Migrator({ db, provider: { getMigrations } }).migrateToLatest()
  if (error !== undefined) throw error
  fill(database)
  await db.destroy()
}
