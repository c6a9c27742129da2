import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase, openDatabaseToRead } from '../../src/store/database.ts'
import { makeTempDir } from '../support/temp-dir.ts'

function openEmptied(): string {
  const dataDir = makeTempDir()
  mkdirSync(path.join(dataDir, 'backups'))
  writeFileSync(path.join(dataDir, 'policywatch.db'), '')
  return dataDir
}

test.each([
  ['policywatch.db-wal', 'policywatch restore FILE'],
  [
    'backups/policywatch-20260301T033000Z.db',
    'backups/policywatch-20260301T033000Z.db; or move the empty file away',
  ],
])('a database of no bytes is not taken for a new one beside %s', async (name, remedy) => {
  const dataDir = openEmptied()
  writeFileSync(path.join(dataDir, name), 'what was there once')

  const refusals = await Promise.allSettled([openDatabase(dataDir), openDatabaseToRead(dataDir)])

  expect(refusals).toEqual(
    Array.from({ length: 2 }, () => ({
      status: 'rejected',
      reason: expect.objectContaining({
        message: expect.stringContaining('policywatch.db has 0 bytes, and ') as string,
        remedy: expect.stringContaining(remedy) as string,
      }) as Error,
    })),
  )
})

test('what a start left that was killed in its first moments is a new database', async () => {
  const dataDir = openEmptied()

  const db = await openDatabase(dataDir)

  const { items } = await db
    .selectFrom('items')
    .select(({ fn }) => fn.countAll().as('items'))
    .executeTakeFirstOrThrow()
  await db.destroy()
  expect(items).toBe(0)
})
