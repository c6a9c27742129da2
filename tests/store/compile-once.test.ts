import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { compileOnce } from '../../src/store/compile-once.ts'
import { inTransaction, openDatabase } from '../../src/store/database.ts'
import { insertRows } from '../../src/store/insert-rows.ts'
import type { Db } from '../../src/store/schema.ts'
import { type JsonList, jsonOf, valuesIn } from '../../src/store/values-of.ts'
import { makeTempDir } from '../support/temp-dir.ts'

async function openNotes(...keys: readonly string[]): Promise<Db> {
  const db = await openDatabase(makeTempDir())
  onTestFinished(async () => await db.destroy())
  await inTransaction(db, async (tx) => {
    await tx.deleteFrom('meta').execute()
    await insertRows(
      tx,
      'meta',
      keys.map((key, index) => ({ key, value: String(index) })),
    )
  })
  return db
}

const manyKeys = Array.from({ length: 77 }, (_, index) => `key ${String(index).padStart(2, '0')}`)

test('a query that is built once answers each call by its own arguments', async () => {
  const db = await openNotes('a', 'b', 'c')
  let buildCount = 0
  const select = compileOnce((built, keys: JsonList<string>, above: string, limit: number) => {
    buildCount += 1
    return built
      .selectFrom('meta')
      .select('key')
      .where('value', '>', above)
      .where('key', 'in', valuesIn(keys))
      .orderBy('key')
      .limit(limit)
  })

  const first = await select(db, jsonOf(['a', 'b', 'c']), '0', 9)
  const second = await select(db, jsonOf(['a', 'b', 'c']), '', 1)

  expect(first).toEqual([{ key: 'b' }, { key: 'c' }])
  expect(second).toEqual([{ key: 'a' }])
  expect(buildCount).toBe(1)
})

test('a statement in words of SQL is built once too', async () => {
  const db = await openNotes('a', 'b', 'c')
  let buildCount = 0
  const select = compileOnce((_, above: string, key: string) => {
    buildCount += 1
    return sql<{ key: string }>`select key from meta where value > ${above} and key <> ${key}`
  })

  const first = await select(db, '0', 'c')
  const second = await select(db, '1', 'b')

  expect([first, second]).toEqual([[{ key: 'b' }], [{ key: 'c' }]])
  expect(buildCount).toBe(1)
})

test('a query that is built once is asked within a transaction too', async () => {
  const db = await openNotes('a')
  const select = compileOnce((built) => built.selectFrom('meta').select('key'))
  await select(db)

  const rows = await inTransaction(db, async (tx) => {
    await tx.insertInto('meta').values({ key: 'b', value: '' }).execute()
    return await select(tx)
  })

  expect(rows).toEqual([{ key: 'a' }, { key: 'b' }])
})

test('any number of rows goes in, each once and as it is', async () => {
  const db = await openNotes(...manyKeys)

  const rows = await db.selectFrom('meta').select(['key', 'value']).orderBy('key').execute()

  expect(rows).toEqual(manyKeys.map((key, index) => ({ key, value: String(index) })))
})

test('no rows are no statement, and an ending says what is done on a conflict', async () => {
  const db = await openNotes('a')
  await inTransaction(db, async (tx) => {
    await insertRows(tx, 'meta', [])
    await insertRows(
      tx,
      'meta',
      [{ key: 'a', value: 'new' }],
      'on conflict (key) do update set value = excluded.value',
    )
  })

  const rows = await db.selectFrom('meta').selectAll().execute()

  expect(rows).toEqual([{ key: 'a', value: 'new' }])
})
