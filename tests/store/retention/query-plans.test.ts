import Database from 'better-sqlite3'
import { Kysely, type LogEvent } from 'kysely'
import { expect, test } from 'vitest'
import { pruneData } from '../../../src/pipeline/retention/prune-data.ts'
import type { Schema } from '../../../src/store/schema.ts'
import { TransactionalSqliteDialect } from '../../../src/store/sqlite-dialect.ts'
import { NOW, openStoredWorld } from './stored-world.ts'

/** Tables that may hold millions of rows, and the names that statements give them. */
/** But for the index of what has not ended, which is small. */
const LARGE =
  /^SCAN (?:items|identities|matches|alert_matches|deliveries|delivery_attempts|alerts|polls|stories|story_keys|story_marks|edits|i|o|m|e|d|a|am|ae|s|t|p|k)\b(?! USING INDEX deliveries_open)/

test('no statement of retention goes through a large table', async () => {
  const world = await openStoredWorld()
  await world.change(`insert into identities values ('ports', cast('old' as blob), 90, 0, '2021-01-01T00:00:00.000Z');
    insert into polls values (1, 'ports', '2026-03-04T08:30:00.000Z', 1, 'unchanged', 304, 0, 0, 0, 0, 0, null)`)
  const sqlite = new Database(`${world.dir}/policywatch.db`)
  sqlite.pragma('foreign_keys = on')
  const seen = new Map<string, readonly unknown[]>()
  const log = ({ query }: LogEvent): void => {
    seen.set(query.sql, query.parameters)
  }
  const dialect = new TransactionalSqliteDialect({ database: sqlite })
  const db = new Kysely<Schema>({ dialect, log })
  const { signal } = new AbortController()
  await pruneData(db, world.settings, NOW, { mode: 'count', signal })
  await pruneData(db, world.settings, NOW, { mode: 'remove', signal })

  const scans = [...seen]
    .filter(([text]) => /^\s*(?:select|delete|update|insert)/i.test(text))
    .flatMap(([text, values]) =>
      (sqlite.prepare(`explain query plan ${text}`).all(...values) as { detail: string }[])
        .filter(({ detail }) => LARGE.test(detail))
        .map(({ detail }) => `${detail}: ${text}`),
    )
  await db.destroy()

  expect(seen.size).toBeGreaterThan(20)
  expect(scans).toEqual([])
})
