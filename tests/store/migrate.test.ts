import { copyFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openDatabase, openDatabaseToRead } from '../../src/store/database.ts'
import { makeTempDir } from '../support/temp-dir.ts'

test('a migration that cannot be noted as done leaves nothing behind', async () => {
  const dir = makeTempDir()
  const sqlite = new Database(path.join(dir, 'policywatch.db'))
  sqlite.exec(`create table kysely_migration (name text primary key, timestamp text);
    create trigger killed before insert on kysely_migration begin select raise(abort, 'killed'); end`)
  const first = openDatabase(dir)
  await expect(first).rejects.toThrow('cannot be brought up to date')

  sqlite.exec('drop trigger killed')
  const db = await openDatabase(dir)
  const tables = await db.introspection.getTables()
  await db.destroy()
  sqlite.close()

  expect(tables.map(({ name }) => name)).toContain('deliveries')
})

test('a database that was killed before it had its first page has stored nothing', async () => {
  const dir = makeTempDir()
  const other = new Database(path.join(dir, 'other.db'))
  other.exec('create table big (text)')
  other.prepare('insert into big values (?)').run('x'.repeat(100_000))
  other.pragma('cache_size = 1')
  other.exec(`begin; update big set text = 'y' || text`)
  copyFileSync(path.join(dir, 'other.db'), path.join(dir, 'policywatch.db'))
  copyFileSync(path.join(dir, 'other.db-journal'), path.join(dir, 'policywatch.db-journal'))
  other.close()

  const opened = await openDatabaseToRead(dir)

  expect(opened).toEqual({ kind: 'absent' })
})

test('a database that was killed before it had its name has stored nothing', async () => {
  const dir = makeTempDir()
  await (await openDatabase(dir)).destroy()
  const sqlite = new Database(path.join(dir, 'policywatch.db'))
  sqlite.exec(`delete from kysely_migration where name = '0007_opt_outs'`)
  sqlite.close()

  const opened = await openDatabaseToRead(dir)

  expect(opened).toEqual({ kind: 'absent' })
})
