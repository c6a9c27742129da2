import path from 'node:path'
import Database from 'better-sqlite3'
import { type CompiledQuery, Kysely, SqliteDialect } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { feedIdOf } from '../../src/core/ids.ts'
import type { Timestamp } from '../../src/core/time.ts'
import { listFeedsWithFirstArticleDue } from '../../src/store/backlog.ts'
import { openDatabase } from '../../src/store/database.ts'
import { listItemsWithArticleDue } from '../../src/store/items.ts'
import type { Db, Schema } from '../../src/store/schema.ts'
import { makeTempDir } from '../support/temp-dir.ts'

/** How SQLite goes about the queries of `read`: a line for each table that it looks at. */
async function explain(read: (db: Db) => Promise<unknown>): Promise<readonly string[]> {
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

test('articles that are due are chosen by their index alone, without reading what is not due', async () => {
  const feeds = [feedIdOf('trade'), feedIdOf('energy')]
  const now = '2026-03-03T08:30:00.000Z' as Timestamp

  const plan = await explain(async (db) => await listItemsWithArticleDue(db, feeds, now, 100))

  expect(plan).toContain(
    'SEARCH items USING COVERING INDEX items_with_article_due (article_retry_at<?)',
  )
  expect(plan.filter((line) => line.includes('items_by_feed'))).toEqual([])
})

test('feeds with first articles are found by their index alone', async () => {
  const feeds = [feedIdOf('trade'), feedIdOf('energy')]
  const now = '2026-03-03T08:30:00.000Z' as Timestamp

  const plan = await explain(async (db) => await listFeedsWithFirstArticleDue(db, feeds, now))

  expect(plan).toContain(
    'SEARCH items USING COVERING INDEX items_with_first_article (feed_id=? AND article_retry_at>? AND article_retry_at<?)',
  )
})
