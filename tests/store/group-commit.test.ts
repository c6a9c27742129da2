import { setTimeout } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { GroupCommit } from '../../src/store/group-commit.ts'
import type { Db, Tx } from '../../src/store/schema.ts'
import { makeTempDir } from '../support/temp-dir.ts'

async function openStore(): Promise<Db> {
  const db = await openDatabase(makeTempDir())
  onTestFinished(async () => await db.destroy())
  return db
}

const note =
  (key: string) =>
  async (tx: Tx): Promise<string> => {
    await tx.insertInto('meta').values({ key, value: '1' }).execute()
    return key
  }

function takeTime(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

async function listNotes(db: Db): Promise<readonly string[]> {
  const rows = await db.selectFrom('meta').select('key').where('value', '=', '1').execute()
  return rows.map(({ key }) => key).sort()
}

/** What was noted when a piece of work was done, by another connection's eyes: `total_changes` counts no rollback. */
async function countCommits(db: Db, work: () => Promise<unknown>): Promise<number> {
  let count = 0
  const begin = db.startTransaction.bind(db)
  db.startTransaction = (): ReturnType<typeof begin> => {
    count += 1
    return begin()
  }
  await work()
  db.startTransaction = begin
  return count
}

test('pieces of work that come together are stored by one commit, each with its own result', async () => {
  const db = await openStore()
  const commits = new GroupCommit(db)
  let results: readonly string[] = []

  const count = await countCommits(db, async () => {
    results = await Promise.all(['a', 'b', 'c'].map((key) => commits.run(note(key))))
  })

  expect(count).toBe(1)
  expect(results).toEqual(['a', 'b', 'c'])
  expect(await listNotes(db)).toEqual(['a', 'b', 'c'])
})

test('a piece that fails is told why, and the others are stored', async () => {
  const db = await openStore()
  const commits = new GroupCommit(db)
  const poisoned = async (tx: Tx): Promise<never> => {
    await note('half')(tx)
    throw new Error('poisoned')
  }

  const settled = await Promise.allSettled([
    commits.run(note('a')),
    commits.run(poisoned),
    commits.run(note('b')),
  ])

  expect(settled).toMatchObject([
    { value: 'a' },
    { reason: { message: 'poisoned' } },
    { value: 'b' },
  ])
  expect(await listNotes(db)).toEqual(['a', 'b'])
})

test('a transaction takes no further piece after its time', async () => {
  const db = await openStore()
  const commits = new GroupCommit(db, { gatherMs: 0, gatherLongerMs: 0, longestMs: 0 })

  const count = await countCommits(db, async () => {
    await Promise.all(['a', 'b', 'c'].map((key) => commits.run(note(key))))
  })

  expect(count).toBe(3)
})

test('in the midst of a long transaction whoever waits for the thread has a turn', async () => {
  const db = await openStore()
  const commits = new GroupCommit(db)
  const order: string[] = []
  const first = async (tx: Tx): Promise<void> => {
    setImmediate(() => order.push('whoever waits'))
    await note('a')(tx)
    takeTime(20)
    order.push('a')
  }
  const second = async (tx: Tx): Promise<void> => {
    await note('b')(tx)
    order.push('b')
  }

  const count = await countCommits(db, async () => {
    await Promise.all([commits.run(first), commits.run(second)])
  })

  expect(order).toEqual(['a', 'whoever waits', 'b'])
  expect(count).toBe(1)
})

test('where no transaction can be begun, everybody who waits is told, and the next one is stored', async () => {
  const db = await openStore()
  const commits = new GroupCommit(db)
  const begin = db.startTransaction.bind(db)
  db.startTransaction = (): never => {
    throw new Error('no room')
  }

  const settled = await Promise.allSettled([commits.run(note('a')), commits.run(note('b'))])
  db.startTransaction = begin

  expect(settled).toMatchObject([
    { reason: { message: 'no room' } },
    { reason: { message: 'no room' } },
  ])
  expect(await commits.run(note('c'))).toBe('c')
  expect(await listNotes(db)).toEqual(['c'])
})

test('what was undone with others is stored once', async () => {
  const db = await openStore()
  const commits = new GroupCommit(db)
  const fail = async (): Promise<never> => await Promise.reject(new Error('late'))

  await Promise.allSettled([commits.run(note('a')), commits.run(fail)])

  expect(await listNotes(db)).toEqual(['a'])
})

test('who waits for others is stored at once when there are none', async () => {
  const db = await openStore()
  const commits = new GroupCommit(db, { gatherMs: 60_000, gatherLongerMs: 60_000, longestMs: 20 })

  const stored = commits.run(note('a'))
  commits.hasten()

  expect(await stored).toBe('a')
})

test('a moment without others says nothing of those who come later', async () => {
  const db = await openStore()
  const commits = new GroupCommit(db, { gatherMs: 5, gatherLongerMs: 5, longestMs: 20 })
  commits.hasten()

  const count = await countCommits(db, async () => {
    const first = commits.run(note('a'))
    await setTimeout(1)
    await Promise.all([first, commits.run(note('b'))])
  })

  expect(count).toBe(1)
})
