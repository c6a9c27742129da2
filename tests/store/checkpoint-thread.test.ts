import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { CheckpointThread } from '../../src/store/checkpoint-thread.ts'
import { inTransaction, openDatabase } from '../../src/store/database.ts'
import { databaseFile } from '../../src/store/database-file.ts'
import type { Db } from '../../src/store/schema.ts'
import { makeTempDir } from '../support/temp-dir.ts'

type Log = { readonly log: number; readonly checkpointed: number }

async function openStore(onCommit?: (pageCount: number) => void): Promise<{
  readonly db: Db
  readonly file: string
  readonly readLog: () => Log | undefined
}> {
  const dir = makeTempDir()
  const db = await openDatabase(dir, onCommit === undefined ? {} : { onCommit })
  const file = databaseFile(dir)
  const other = new Database(file)
  onTestFinished(async () => {
    other.close()
    await db.destroy()
  })
  const readLog = (): Log | undefined => other.prepare<[], Log>('pragma wal_checkpoint(noop)').get()
  return { db, file, readLog }
}

/** Writes so many pages at least. */
async function fill(db: Db, key: string, pageCount: number): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx
      .insertInto('meta')
      .values({ key, value: 'x'.repeat(pageCount * 4_096) })
      .execute()
  })
}

test('whoever asks is told after each commit how much the file lacks', async () => {
  const told: number[] = []
  const { db } = await openStore((pageCount) => told.push(pageCount))
  const before = told.length

  await fill(db, 'a', 10)
  await fill(db, 'b', 1_500)
  await expect(
    inTransaction(db, async () => await Promise.reject(new Error('no'))),
  ).rejects.toThrow('no')

  const [first = 0, second = 0, ...others] = told.slice(before)
  expect(second - first).toBeGreaterThanOrEqual(1_500)
  expect(others).toEqual([])
})

test('a commit stays one where whoever is told of it can start no thread', async () => {
  const { db } = await openStore(() => {
    throw new Error('ERR_WORKER_INIT_FAILED')
  })

  await fill(db, 'a', 10)

  const { n } = await db
    .selectFrom('meta')
    .select(({ fn }) => fn.countAll().as('n'))
    .where('key', '=', 'a')
    .executeTakeFirstOrThrow()
  expect(n).toBe(1)
})

test('a commit that somebody is told of is not kept waiting for what SQLite does by itself until there is much', async () => {
  const { db, readLog } = await openStore(() => {})

  await fill(db, 'a', 1_500)
  const few = readLog()
  await fill(db, 'b', 4_000)
  const many = readLog()

  expect(few?.checkpointed).toBe(0)
  expect(many?.checkpointed).toBe(many?.log)
})

test('much that the file lacks is carried over beside, more than once', async () => {
  const { db, file, readLog } = await openStore(() => {})
  const thread = new CheckpointThread(file)
  onTestFinished(async () => await thread.close())

  for (const key of ['a', 'b']) {
    await fill(db, key, 1_500)
    thread.noteCommit(1_500)
    await vi.waitFor(() => expect(readLog()?.checkpointed).toBe(readLog()?.log), 10_000)
  }

  const alone = new Database(file, { readonly: true })
  expect(alone.prepare('select length(value) from meta where key = ?').pluck().get('b')).toBe(
    1_500 * 4_096,
  )
  alone.close()
})

test('little that the file lacks waits', async () => {
  const { db, file, readLog } = await openStore(() => {})
  const thread = new CheckpointThread(file)

  await fill(db, 'a', 10)
  thread.noteCommit(999)
  await thread.close()

  expect(readLog()?.checkpointed).toBe(0)
})

test('a thread that was closed does nothing more, and a file that cannot be opened harms nobody', async () => {
  const { db, file, readLog } = await openStore(() => {})
  const broken = path.join(makeTempDir(), 'broken.db')
  writeFileSync(broken, 'not a database')
  const threads = [new CheckpointThread(broken), new CheckpointThread(`${broken}.missing`)]
  for (const thread of threads) thread.noteCommit(1_500)
  const closed = new CheckpointThread(file)
  await closed.close()

  await fill(db, 'a', 1_500)
  closed.noteCommit(1_500)
  for (const thread of threads) await thread.close()

  expect(readLog()?.checkpointed).toBe(0)
  expect(readFileSync(broken, 'utf8')).toBe('not a database')
  expect(existsSync(`${broken}.missing`)).toBe(false)
})
