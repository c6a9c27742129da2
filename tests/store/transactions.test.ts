import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { findMeta, inTransaction, openDatabase } from '../../src/store/database.ts'
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

test('the process goes on while a transaction waits for another process', async () => {
  const dir = makeTempDir()
  const db = await openDatabase(dir)
  const other = new Database(path.join(dir, 'policywatch.db'))
  onTestFinished(async () => {
    other.close()
    await db.destroy()
  })
  other.exec('begin immediate')
  const released = setTimeout(20).then(() => other.exec('rollback'))

  await inTransaction(db, async (tx) => {
    await tx.insertInto('meta').values({ key: 'own', value: '1' }).execute()
  })

  await released
  expect(await findMeta(db, 'own')).toBe('1')
})
