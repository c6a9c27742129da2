import { hash } from 'node:crypto'
import type Database from 'better-sqlite3'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { feedIdOf } from '../../src/core/ids.ts'
import { storyKeys } from '../../src/core/story/story-keys.ts'
import { addMs, DAY_MS, msOf, type Timestamp } from '../../src/core/time.ts'
import { openDatabase } from '../../src/store/database.ts'
import { findKnownKeys } from '../../src/store/identities.ts'
import { listMigrationNames } from '../../src/store/migrate.ts'
import type { Db } from '../../src/store/schema.ts'
import { listStoryCandidates } from '../../src/store/stories.ts'
import { writeOlderDatabase } from '../support/older-database.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const NOW = '2026-03-04T08:00:00.123Z' as Timestamp
const LONG_AGO = addMs(NOW, -32 * DAY_MS)
const TEXT =
  'The Ministry of Trade and Industry signed an agreement on steel with five countries. '.repeat(4)

const digest = (value: string): string => hash('sha256', value, 'hex').slice(0, 32)
const oldLink = (url: string): string => `link:${digest(url)}`
const urlOf = (id: number): string => `https://trade.example/${id}`

/** One story for each item; the text of the first is also known, and the link of the third was another one when it was stored. */
const STORIES = [
  { id: 1, keys: [oldLink(urlOf(1)), ...textKeys()], seenAt: NOW },
  { id: 2, keys: [oldLink(urlOf(2))], seenAt: LONG_AGO },
  { id: 3, keys: [oldLink('https://trade.example/before')], seenAt: NOW },
  // more than are carried over at a time
  ...Array.from({ length: 1_100 }, (_, index) => ({
    id: index + 4,
    keys: [oldLink(urlOf(index + 4))],
    seenAt: NOW,
  })),
]

function textKeys(): readonly string[] {
  return storyKeys({ canonicalUrl: null, text: TEXT })
}

async function openOlder(fillMore: (sqlite: Database.Database) => void = () => {}): Promise<Db> {
  const dir = makeTempDir()
  const before = (await listMigrationNames()).filter((name) => name < '0013')
  await writeOlderDatabase(dir, before, (sqlite) => {
    const story = sqlite.prepare('insert into stories (id, created_at) values (?, ?)')
    const key = sqlite.prepare('insert into story_keys values (?, ?, ?)')
    const item = sqlite.prepare(`
      insert into items (id, feed_id, story_id, canonical_url, title, authors, categories, text, searched, content_hash, first_seen_at, last_seen_at)
      values (?, 'one', ?, ?, 'A title', '[]', '[]', 'A text', 'teaser', 'x', ?, ?)`)
    sqlite.transaction(() => {
      for (const { id, keys, seenAt } of STORIES) {
        story.run(id, seenAt)
        item.run(id, id, urlOf(id), seenAt, seenAt)
        for (const each of keys) key.run(each, id, seenAt)
      }
    })()
    fillMore(sqlite)
  })
  const db = await openDatabase(dir)
  onTestFinished(async () => await db.destroy())
  return db
}

async function listFound(db: Db, since: Timestamp, ...keys: readonly string[]): Promise<unknown> {
  const found = await listStoryCandidates(db, feedIdOf('other'), keys, since, [])
  return found.map(({ key, storyId }) => [key, storyId])
}

const linkKeys = (id: number): readonly string[] => storyKeys({ canonicalUrl: urlOf(id), text: '' })

test('stories of an older database are found by the same links and texts as before', async () => {
  const db = await openOlder()
  const [link, last] = [linkKeys(1), linkKeys(1_103)].flat()
  const [text] = textKeys()

  const found = await listFound(db, NOW, ...linkKeys(1), ...textKeys(), ...linkKeys(1_103))

  expect(found).toEqual([
    [last, 1_103],
    [link, 1],
    [text, 1],
  ])
  const [count] = (
    await sql<{
      n: number
    }>`select count(*) n from story_keys where seen_at = 1772611200123`.execute(db)
  ).rows
  expect(count).toEqual({ n: 1_102 })
})

test('keys that lead to no story any more are gone', async () => {
  const db = await openOlder()

  expect(await listFound(db, LONG_AGO, ...linkKeys(2))).toEqual([])
  expect(await listFound(db, LONG_AGO, ...linkKeys(3))).toEqual([])
})

test('the keys of a story go with it', async () => {
  const db = await openOlder()
  await sql`delete from items where story_id = 1`.execute(db)
  await sql`delete from stories where id = 1`.execute(db)

  const left = await db.selectFrom('story_keys').select('key').where('story_id', '=', 1).execute()

  expect(left).toEqual([])
})

test('items of an older database are known by the same keys as before', async () => {
  const dir = makeTempDir()
  const before = (await listMigrationNames()).filter((name) => name < '0013')
  const kinds = ['guid', 'link-title', 'link-text', 'link', 'whole']
  await writeOlderDatabase(dir, before, (sqlite) => {
    const key = sqlite.prepare(`insert into identities values ('one', ?, ?, '${NOW}', ?)`)
    kinds.forEach((kind, index) => {
      key.run(`${kind}:${digest('the same')}`, index + 1, index === 0 ? LONG_AGO : null)
    })
  })
  const db = await openDatabase(dir)
  onTestFinished(async () => await db.destroy())
  const keys = kinds.map((kind) => `${kind}:${digest('the same')}`)

  const known = await findKnownKeys(db, feedIdOf('one'), ['guid:00', ...keys])
  const rows = await db.selectFrom('identities').select(['seen_at', 'item_gone_at']).execute()

  expect([...known]).toEqual(keys.map((key, index) => [key, index + 1]))
  expect(rows.map(({ item_gone_at }) => item_gone_at)).toEqual([LONG_AGO, null, null, null, null])
  expect(new Set(rows.map(({ seen_at }) => seen_at))).toEqual(new Set([msOf(NOW)]))
})

test('an item that a clock which was ahead has dated takes no key away', async () => {
  const db = await openOlder((sqlite) => {
    sqlite.exec(`update items set first_seen_at = '2126-03-04T08:00:00.123Z' where id = 3`)
    sqlite
      .prepare('update story_keys set seen_at = ? where story_id = 1')
      .run(new Date().toISOString())
  })

  const found = await listFound(db, NOW, ...linkKeys(1), ...textKeys())

  expect(found).toEqual([...linkKeys(1), ...textKeys()].map((key) => [key, 1]))
})

test('a key of a story that is gone does not keep the database from being brought up to date', async () => {
  const db = await openOlder((sqlite) => {
    sqlite.pragma('foreign_keys = OFF')
    for (const key of [oldLink(urlOf(1)), ...textKeys()]) {
      sqlite.prepare('insert into story_keys values (?, 9999, ?)').run(key, NOW)
    }
  })

  const found = await listFound(db, NOW, ...linkKeys(1), ...textKeys())

  expect(found).toEqual([...linkKeys(1), ...textKeys()].map((key) => [key, 1]))
})

test('a link of two stories stays one of two, although one of them has another by now', async () => {
  const db = await openOlder((sqlite) => {
    sqlite.prepare('insert into story_keys values (?, 3, ?)').run(oldLink(urlOf(1)), NOW)
  })

  expect(await listFound(db, NOW, ...linkKeys(1))).toEqual([])
})
