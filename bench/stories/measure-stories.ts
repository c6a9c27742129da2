import process from 'node:process'
import { sql } from 'kysely'
import { feedIdOf } from '../../src/core/ids.ts'
import { storyMarksOf } from '../../src/core/story/story-marks.ts'
import { addMs, DAY_MS, type Timestamp } from '../../src/core/time.ts'
import { inTransaction, openDatabase } from '../../src/store/database.ts'
import type { Db, Tx } from '../../src/store/schema.ts'
import { joinStory } from '../../src/store/stories.ts'
import { listMarkedStories, replaceMarks } from '../../src/store/story-marks.ts'
import { fillStories } from './fill-stories.ts'
import { makeRelease, type Release } from './make-release.ts'

/** Microseconds of a processor for an item, each the mean of some hundreds. `join`: what a copy costs beside, which joins another's story. */
export type StoryCosts = {
  readonly storyCount: number
  readonly marks: number
  readonly lookUp: number
  readonly store: number
  readonly commit: number
  readonly join: number
}

const NOW = '2026-03-04T08:00:00.000Z' as Timestamp
const SINCE = addMs(NOW, -30 * DAY_MS)

/** Polls, and what is new in each of them. */
const POLLS = 30
const ITEMS_PER_POLL = 20

/** Measures with each number of stories in turn, in one database that grows. */
export async function* measureStories(
  dir: string,
  sizes: readonly number[],
): AsyncGenerator<StoryCosts> {
  const db = await openDatabase(dir)
  try {
    let storyCount = 0
    for (const size of sizes) {
      fillStories(dir, storyCount, size)
      storyCount = size
      await pollOften(db, size * 10) // what is compiled first, and what comes into memory
      yield { storyCount, ...(await pollOften(db, size * 10 + POLLS * ITEMS_PER_POLL)) }
    }
  } finally {
    await db.destroy()
  }
}

async function pollOften(db: Db, firstNumber: number): Promise<Omit<StoryCosts, 'storyCount'>> {
  const spent = { marks: 0, lookUp: 0, store: 0, commit: 0, join: 0 }
  for (let poll = 0; poll < POLLS; poll += 1) {
    const releases = Array.from({ length: ITEMS_PER_POLL }, (_, at) =>
      makeRelease(firstNumber + poll * ITEMS_PER_POLL + at),
    )
    let endedMs = 0
    await inTransaction(db, async (tx) => {
      for (const release of releases) await storeOne(tx, release, spent)
      endedMs = cpuMs()
    })
    spent.commit += cpuMs() - endedMs
    await inTransaction(db, async (tx) => {
      for (const release of releases) await joinOne(tx, release, spent)
    })
  }
  const itemCount = POLLS * ITEMS_PER_POLL
  const usOf = (ms: number): number => (ms * 1_000) / itemCount
  return {
    marks: usOf(spent.marks),
    lookUp: usOf(spent.lookUp),
    store: usOf(spent.store),
    commit: usOf(spent.commit),
    join: usOf(spent.join),
  }
}

type Spent = Record<'marks' | 'lookUp' | 'store' | 'join', number>

/** What this thread has had of a processor, so that a busy machine disturbs little; waiting for the disk is not in it. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

async function storeOne(tx: Tx, release: Release, spent: Spent): Promise<void> {
  const storyId = await insertItem(tx, 'new', release)
  const startedMs = cpuMs()
  const marks = storyMarksOf(release)
  const madeMs = cpuMs()
  await listMarkedStories(tx, feedIdOf('new'), marks, SINCE, 8)
  const lookedUpMs = cpuMs()
  await replaceMarks(tx, storyId, marks)
  spent.marks += madeMs - startedMs
  spent.lookUp += lookedUpMs - madeMs
  spent.store += cpuMs() - lookedUpMs
}

/** A copy in another feed. */
async function joinOne(tx: Tx, release: Release, spent: Spent): Promise<void> {
  const storyId = await insertItem(tx, 'copy', release)
  const startedMs = cpuMs()
  const marks = storyMarksOf(release)
  const [found] = await listMarkedStories(tx, feedIdOf('copy'), marks, SINCE, 8)
  if (found === undefined) throw new Error('a copy does not find its story')
  await joinStory(tx, storyId, found.storyId)
  spent.join += cpuMs() - startedMs
}

async function insertItem(tx: Tx, feed: string, { title, text }: Release): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into stories (created_at) values (${NOW})
    returning id`.execute(tx)
  const storyId = rows[0]?.id ?? 0
  await sql`insert into items (feed_id, story_id, title, authors, categories, text, searched, content_hash,
      first_seen_at, last_seen_at)
    values (${feed}, ${storyId}, ${title}, '[]', '[]', ${text}, 'content', '', ${NOW}, ${NOW})`.execute(
    tx,
  )
  await sql`update stories set first_item_id = last_insert_rowid() where id = ${storyId}`.execute(
    tx,
  )
  return storyId
}
