import { expect, onTestFinished, test } from 'vitest'
import { addMs, DAY_MS, HOUR_MS, type Timestamp } from '../../src/core/time.ts'
import { inTransaction, openDatabase } from '../../src/store/database.ts'
import {
  findHostBlock,
  listHostBlocks,
  pruneHostBlocks,
  saveHostBlock,
} from '../../src/store/feeds.ts'
import type { Db } from '../../src/store/schema.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const NOW = '2026-03-03T08:30:00.000Z' as Timestamp
const YEARS_AHEAD = '2031-01-01T00:00:00.000Z' as Timestamp
const [SOON, LATER] = [addMs(NOW, HOUR_MS), addMs(NOW, DAY_MS)]

async function openDb(): Promise<Db> {
  const db = await openDatabase(makeTempDir())
  onTestFinished(async () => await db.destroy())
  return db
}

const save = async (db: Db, host: string, until: Timestamp): Promise<Timestamp> =>
  await inTransaction(db, async (tx) => await saveHostBlock(tx, host, until, NOW))

test('the longest time that a host asked for is kept, whoever heard it last', async () => {
  const db = await openDb()

  const answers = [
    await save(db, 'a.test', SOON),
    await save(db, 'a.test', LATER),
    await save(db, 'a.test', SOON),
  ]

  expect(answers).toEqual([SOON, LATER, LATER])
  expect(await findHostBlock(db, 'a.test', NOW)).toBe(LATER)
})

test('a time that a clock wrote that was ahead is not believed, and gives way', async () => {
  const db = await openDb()
  await save(db, 'a.test', YEARS_AHEAD)
  await save(db, 'b.test', YEARS_AHEAD)

  const until = await save(db, 'a.test', SOON)

  expect(until).toBe(SOON)
  expect(await findHostBlock(db, 'b.test', NOW)).toBeNull()
  expect(await listHostBlocks(db, NOW)).toEqual(new Map([['a.test', SOON]]))
})

test('blocks that hold no more are forgotten once, with their hosts', async () => {
  const db = await openDb()
  await save(db, 'ended.test', SOON)
  await save(db, 'holds.test', LATER)
  await save(db, 'absurd.test', YEARS_AHEAD)
  const prune = async (): Promise<ReadonlySet<string>> =>
    await inTransaction(db, async (tx) => await pruneHostBlocks(tx, SOON))

  const [first, second] = [await prune(), await prune()]

  expect(first).toEqual(new Set(['ended.test', 'absurd.test']))
  expect(second).toEqual(new Set())
  expect(await findHostBlock(db, 'holds.test', SOON)).toBe(LATER)
})
