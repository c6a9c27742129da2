import { expect, onTestFinished, test } from 'vitest'
import type { FeedItem } from '../../src/core/feed/feed-item.ts'
import { type Item, NO_ARTICLE } from '../../src/core/feed/item.ts'
import { feedIdOf } from '../../src/core/ids.ts'
import type { Timestamp } from '../../src/core/time.ts'
import { inTransaction, openDatabase } from '../../src/store/database.ts'
import {
  type ItemDraft,
  insertItems,
  listItemsByIds,
  reviseItem,
  saveArticle,
} from '../../src/store/items.ts'
import type { Db } from '../../src/store/schema.ts'
import { insertStories } from '../../src/store/stories.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const NOW = '2026-03-04T08:00:00.000Z' as Timestamp
const TEASER = 'The reactor is inspected on Monday.'

function draftOf(summary: string | null, text: string): ItemDraft {
  const item: FeedItem = {
    guid: null,
    url: null,
    canonicalUrl: null,
    title: 'Reactor',
    published: null,
    publishedRaw: null,
    updated: null,
    authors: [],
    categories: [],
    summary,
    text,
    language: null,
    keys: [],
    contentHash: '',
  }
  const article = NO_ARTICLE
  return {
    feedId: feedIdOf('energy'),
    item,
    text,
    storyText: text,
    searched: 'teaser',
    article,
  }
}

async function openStore(...drafts: readonly ItemDraft[]): Promise<Db> {
  const db = await openDatabase(makeTempDir())
  onTestFinished(async () => await db.destroy())
  await inTransaction(db, async (tx) => {
    const ids = drafts.map((_, index) => index + 1)
    const storyIds = await insertStories(tx, ids, NOW)
    await insertItems(tx, drafts, { firstId: 1, storyIds, wasPublished: false }, NOW)
  })
  return db
}

async function readTexts(db: Db): Promise<readonly (readonly [Item['summary'], string])[]> {
  const items = await listItemsByIds(db, [1, 2, 3])
  return [...items.values()].map(({ summary, text }) => [summary, text])
}

test('a summary comes back as it was, whether it is the text, another one or none', async () => {
  const db = await openStore(draftOf(TEASER, TEASER), draftOf(TEASER, 'More.'), draftOf(null, ''))

  expect(await readTexts(db)).toEqual([
    [TEASER, TEASER],
    [TEASER, 'More.'],
    [null, ''],
  ])
})

test('a summary that is the text is stored once', async () => {
  const db = await openStore(draftOf(TEASER, TEASER))

  const rows = await db.selectFrom('items').select(['summary', 'text']).execute()

  expect(rows).toEqual([{ summary: null, text: TEASER }])
})

test('an article that comes late leaves the summary as the feed gave it', async () => {
  const db = await openStore(draftOf(TEASER, TEASER), draftOf('Short.', TEASER))
  const found = { text: 'The article.', searched: 'article', article: NO_ARTICLE } as const

  await inTransaction(db, async (tx) => {
    await saveArticle(tx, 1, found)
    await saveArticle(tx, 2, found)
  })

  expect(await readTexts(db)).toEqual([
    [TEASER, 'The article.'],
    ['Short.', 'The article.'],
  ])
})

test('an edit replaces summary and text', async () => {
  const db = await openStore(draftOf(TEASER, TEASER))

  await inTransaction(db, async (tx) => await reviseItem(tx, 1, draftOf('New.', 'Newer.'), NOW))

  expect(await readTexts(db)).toEqual([['New.', 'Newer.']])
})
