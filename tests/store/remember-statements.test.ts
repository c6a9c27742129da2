import Database from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { rememberStatements } from '../../src/store/remember-statements.ts'

const SELECT = 'select value from numbers order by value'

function openNumbers(): { readonly sqlite: Database.Database } {
  const sqlite = new Database(':memory:')
  onTestFinished(() => void sqlite.close())
  sqlite.exec('create table numbers (value integer); insert into numbers values (1), (2)')
  return { sqlite }
}

test('a statement is prepared once and answers by what is stored now', () => {
  const { sqlite } = openNumbers()
  const prepare = vi.spyOn(sqlite, 'prepare')
  const database = rememberStatements(sqlite)

  const before = database.prepare(SELECT).all([])
  sqlite.exec('insert into numbers values (3)')
  const after = database.prepare(SELECT).all([])

  expect(before).toHaveLength(2)
  expect(after).toHaveLength(3)
  expect(prepare).toHaveBeenCalledTimes(1)
})

test('a statement can be run while it streams its rows', () => {
  const { sqlite } = openNumbers()
  const database = rememberStatements(sqlite)

  const stream = database.prepare(SELECT).iterate([])
  const first = stream.next()
  const all = database.prepare(SELECT).all([])

  expect(first.value).toEqual({ value: 1 })
  expect(all).toHaveLength(2)
  expect([...stream]).toEqual([{ value: 2 }])
})

test('a column that is added later is seen', () => {
  const { sqlite } = openNumbers()
  const database = rememberStatements(sqlite)
  database.prepare('select * from numbers').all([])

  sqlite.exec('alter table numbers add column name text')

  expect(database.prepare('select * from numbers').all([])[0]).toEqual({ value: 1, name: null })
})
