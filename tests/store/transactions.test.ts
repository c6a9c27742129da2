import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { inTransaction, openDatabase } from '../../src/store/database.ts'
import { makeTempDir } from '../support/temp-dir.ts'

test('nobody else writes between what a transaction reads and what it writes', async () => {
  const dir = makeTempDir()
  const db = await openDatabase(dir)
  const other = new Database(path.join(dir, 'policywatch.db'), { timeout: 0 })
  onTestFinished(async () => {
    other.close()
    await db.destroy()
  })
  const write = other.prepare(`insert into meta values ('other', '1')`)

  await inTransaction(db, async (tx) => {
    await tx.selectFrom('meta').selectAll().execute()
    expect(() => write.run()).toThrow('database is locked')
    await tx.insertInto('meta').values({ key: 'own', value: '1' }).execute()
  })
  write.run()

  const rows = await db.selectFrom('meta').select('key').orderBy('key').execute()
  expect(rows.map(({ key }) => key)).toEqual(['other', 'own', 'unsubscribe_secret'])
})
