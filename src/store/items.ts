import { type Selectable, sql } from 'kysely'
import type { FeedItem } from '../core/feed/feed-item.ts'
import type { ArticleState, Item, SearchedText } from '../core/feed/item.ts'
import type { FeedId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
import { inParts, PART_SIZE } from './in-parts.ts'
import { insertRows } from './insert-rows.ts'
import type { Db, Schema, Tx } from './schema.ts'
import { toldItemOf } from './told-items.ts'
import { type JsonList, jsonOf, valuesIn, valuesOf } from './values-of.ts'

/** An item that is not stored yet: what the feed said, and the text that the rules are held against. */
export type ItemDraft = {
  readonly feedId: FeedId
  readonly item: FeedItem
  readonly text: string
  /** What tells the story apart; not stored. */
  readonly storyText: string
  readonly searched: SearchedText
  readonly article: ArticleState
}

/** The id that the next item is given; those that follow it count up. */
export async function findNextItemId(tx: Tx): Promise<number> {
  const [last] = await selectLastItem(tx)
  return (last?.id ?? 0) + 1
}

const selectLastItem = compileOnce((db) =>
  db.selectFrom('items').select(({ fn }) => fn.max('id').as('id')),
)

/** Where new items come: from which id on, and the story of each. */
type Places = Pick<Item, 'wasPublished'> & {
  readonly firstId: number
  readonly storyIds: readonly number[]
}

/** Stores new items, each in the story at its place in `storyIds`, and returns them in the same order. */
export async function insertItems(
  tx: Tx,
  drafts: readonly ItemDraft[],
  { firstId, storyIds, wasPublished }: Places,
  now: Timestamp,
): Promise<readonly Item[]> {
  const rows = drafts.map((draft, index) => ({
    id: firstId + index,
    story_id: storyIds[index] ?? failOnMissingStory(index),
    first_seen_at: now,
    was_published: wasPublished ? 1 : 0,
    ...contentColumns(draft, now),
  }))
  await insertRows(tx, 'items', rows)
  return rows.map((row) => itemOf({ ...row, revised_at: null }))
}

/** Replaces the content of an item that its feed has edited, and returns it as it stands now. */
export async function reviseItem(
  tx: Tx,
  itemId: number,
  draft: ItemDraft,
  now: Timestamp,
): Promise<Item> {
  const row = await tx
    .updateTable('items')
    .set({ ...contentColumns(draft, now), revised_at: now })
    .where('id', '=', itemId)
    .returningAll()
    .executeTakeFirstOrThrow()
  return itemOf(row)
}

/** Takes in the outcome of another attempt at an item's article. */
export async function saveArticle(
  tx: Tx,
  itemId: number,
  found: { readonly text: string; readonly searched: SearchedText; readonly article: ArticleState },
): Promise<Item> {
  const row = await tx
    .updateTable('items')
    .set({
      summary: sql`case when summary_is_text = 1 then text else summary end`, // as it was until now
      summary_is_text: 0,
      text: found.text,
      searched: found.searched,
      ...articleColumns(found.article),
    })
    .where('id', '=', itemId)
    .returningAll()
    .executeTakeFirstOrThrow()
  return itemOf(row)
}

export async function touchItems(
  tx: Tx,
  itemIds: readonly number[],
  now: Timestamp,
): Promise<void> {
  for (const part of inParts(itemIds, PART_SIZE)) {
    await tx.updateTable('items').set({ last_seen_at: now }).where('id', 'in', part).execute()
  }
}

/** Content hashes of stored items, to tell an edited item from an unchanged one. */
export async function listContentHashes(
  db: Db,
  itemIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const hashes = new Map<number, string>()
  for (const part of inParts(itemIds, PART_SIZE)) {
    for (const row of await selectHashes(db, jsonOf(part))) hashes.set(row.id, row.content_hash)
  }
  return hashes
}

const selectHashes = compileOnce((db, ids: JsonList<number>) =>
  db.selectFrom('items').select(['id', 'content_hash']).where('id', 'in', valuesIn(ids)),
)

/** Stored items by their ids; those that retention has removed are left out. */
export async function listItemsByIds(
  db: Db,
  itemIds: readonly number[],
): Promise<ReadonlyMap<number, Item>> {
  const items = new Map<number, Item>()
  for (const part of inParts(itemIds, PART_SIZE)) {
    const rows = await db.selectFrom('items').selectAll().where('id', 'in', part).execute()
    for (const row of rows) items.set(row.id, itemOf(row))
  }
  return items
}

/**
 * Items of some feeds whose article is to be tried again by now: of each feed the newest first, and the feeds in turn, so
 * that neither a backlog of old items nor one large feed holds up the news.
 */
export async function listItemsWithArticleDue(
  db: Db,
  feedIds: readonly FeedId[],
  now: Timestamp,
  limit: number,
): Promise<readonly Item[]> {
  const feeds = valuesOf(feedIds)
  const rows = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('items')
        .select(({ fn }) => [
          'id as due_id',
          fn
            .agg<number>('row_number')
            .over((ob) => ob.partitionBy('feed_id').orderBy('first_seen_at', 'desc').orderBy('id'))
            .as('turn'),
        ])
        .where('article_retry_at', '<=', now)
        // the plus keeps SQLite from going by feed, through every item that they have
        .where(sql<boolean>`+feed_id in ${feeds}`)
        .as('due'),
    )
    .innerJoin('items', 'items.id', 'due.due_id')
    .selectAll('items')
    .orderBy('due.turn')
    .orderBy('items.id')
    .limit(limit)
    .execute()
  return rows.map(itemOf)
}

/** What a feed brought last, newest first. */
export async function listLatestItems(
  db: Db,
  feedId: FeedId,
  limit: number,
): Promise<readonly Item[]> {
  const rows = await db
    .selectFrom('items')
    .selectAll()
    .where('feed_id', '=', feedId)
    .orderBy('first_seen_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(itemOf)
}

/** A place in the archive: items in the order in which they were first seen. */
export type ArchivePlace = { readonly seenAt: string; readonly id: number }

/** Behind all items: times are text, and no year sorts above this. */
export const END_OF_ARCHIVE: ArchivePlace = { seenAt: '~', id: 0 }

/** Ids of what these feeds brought since `since`, newest first: all of them, for an id is small. */
export async function listItemIdsOfFeeds(
  db: Db,
  feedIds: readonly FeedId[],
  since: Timestamp,
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('items')
    .select('id')
    .where('feed_id', 'in', feedIds)
    .where('first_seen_at', '>=', since)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => row.id)
}

/** The items among `ids` that are still there, newest first. */
export async function listItemsWithIds(db: Db, ids: readonly number[]): Promise<readonly Item[]> {
  const rows = await db
    .selectFrom('items')
    .selectAll()
    .where('id', 'in', ids)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(itemOf)
}

function contentColumns(
  draft: ItemDraft,
  now: Timestamp,
): Omit<Schema['items'], 'id' | 'story_id' | 'first_seen_at' | 'revised_at' | 'was_published'> {
  const { item } = draft
  return {
    feed_id: draft.feedId,
    guid: item.guid,
    url: item.url,
    canonical_url: item.canonicalUrl,
    title: item.title,
    published_at: item.published,
    published_raw: item.publishedRaw,
    updated_at: item.updated,
    authors: JSON.stringify(item.authors),
    categories: JSON.stringify(item.categories),
    ...summaryColumns(item.summary, draft.text),
    text: draft.text,
    searched: draft.searched,
    language: item.language,
    content_hash: item.contentHash,
    last_seen_at: now,
    ...articleColumns(draft.article),
  }
}

/** Most feeds give one text, and it is most of what an item takes. */
function summaryColumns(
  summary: string | null,
  text: string,
): { readonly summary: string | null; readonly summary_is_text: number } {
  return summary === text ? { summary: null, summary_is_text: 1 } : { summary, summary_is_text: 0 }
}

function articleColumns(
  article: ArticleState,
): Pick<Schema['items'], 'article_attempts' | 'article_retry_at' | 'article_problem'> {
  return {
    article_attempts: article.attempts,
    article_retry_at: article.retryAt,
    article_problem: article.problem,
  }
}

/** A row of the table as the rest of the program knows it. */
export function itemOf(row: Selectable<Schema['items']>): Item {
  return {
    ...toldItemOf(row),
    guid: row.guid,
    canonicalUrl: row.canonical_url,
    authors: JSON.parse(row.authors) as string[], // lists and unions are written by contentColumns alone
    categories: JSON.parse(row.categories) as string[],
    summary: row.summary_is_text === 1 ? row.text : row.summary,
    text: row.text,
    searched: row.searched as SearchedText,
    contentHash: row.content_hash,
    wasPublished: row.was_published === 1,
  }
}

function failOnMissingStory(index: number): never {
  throw new Error(`item ${index} of the batch was given no story`)
}
