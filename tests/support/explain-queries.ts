import path from 'node:path'
import Database from 'better-sqlite3'
import { type CompiledQuery, Kysely, SqliteDialect } from 'kysely'
import { onTestFinished } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import type { Db, Schema } from '../../src/store/schema.ts'
import { makeTempDir } from './temp-dir.ts'

/** How SQLite goes about the queries of `read`: a line for each table that it looks at. */
export async function explainQueries(
  read: (db: Db) => Promise<unknown>,
): Promise<readonly string[]> {
  const dir = makeTempDir()
  await (await openDatabase(dir)).destroy()
  const asked: CompiledQuery[] = []
  const database = new Database(path.join(dir, 'policywatch.db'))
  const db = new Kysely<Schema>({
    dialect: new SqliteDialect({ database }),
    log: ({ query }): void => void asked.push(query),
  })
  onTestFinished(async () => await db.destroy())
  await read(db)
  const plans = asked.map(({ sql: statement, parameters }) =>
    database.prepare(`explain query plan ${statement}`).all(...parameters),
  )
  return (plans.flat() as readonly { readonly detail: string }[]).map(({ detail }) => detail)
}
