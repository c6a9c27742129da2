import { type Selectable, sql } from 'kysely'
import type { Item } from '../core/feed/item.ts'
import { feedIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { type ArchivePage, selectArchivePage } from './archive-pages.ts'
import { inParts, PART_SIZE } from './in-parts.ts'
import type { Db, Schema } from './schema.ts'

/** Of an item what rules are held against, and when it was news. */
export type HeldItem = Pick<
  Item,
  | ('id' | 'feedId' | 'storyId' | 'title' | 'url' | 'published' | 'firstSeenAt')
  | ('authors' | 'categories' | 'text' | 'language')
>

/** What a list shows of an item. */
export type ItemHeadline = Pick<
  Item,
  'id' | 'feedId' | 'storyId' | 'title' | 'url' | 'published' | 'firstSeenAt'
>

/** Ids, both included. */
export type IdRange = { readonly first: number; readonly last: number }

/** Where the items that were first seen since then stand; null when there are none. */
export async function findIdRange(db: Db, since: Timestamp): Promise<IdRange | null> {
  const row = await db
    .selectFrom('items')
    .select(({ fn }) => [fn.min('id').as('first'), fn.max('id').as('last')])
    .where('first_seen_at', '>=', since)
    .executeTakeFirst()
  const { first, last } = row ?? { first: null, last: null }
  // of an empty set there is no least one, which the types do not say
  return (first as number | null) === null || (last as number | null) === null
    ? null
    : { first: Number(first), last: Number(last) }
}

/** Items first seen since then, by their ids. */
export async function listHeldItems(
  db: Db,
  { first, last }: IdRange,
  since: Timestamp,
): Promise<readonly HeldItem[]> {
  const rows = await db
    .selectFrom('items')
    .select(HELD_COLUMNS)
    .where('id', '>=', first)
    .where('id', '<=', last)
    .where(sql<boolean>`+first_seen_at >= ${since}`) // the plus keeps SQLite to the ids
    .execute()
  return rows.map(heldItemOf)
}

/** A page of the archive, as rules are held against it. */
export async function listHeldPage(db: Db, page: ArchivePage): Promise<readonly HeldItem[]> {
  const rows = await selectArchivePage(db, page).select(HELD_COLUMNS).execute()
  return rows.map(heldItemOf)
}

/** Headlines by the ids of their items; those that are gone are left out. */
export async function listHeadlines(
  db: Db,
  ids: readonly number[],
): Promise<ReadonlyMap<number, ItemHeadline>> {
  const headlines = new Map<number, ItemHeadline>()
  for (const part of inParts(ids, PART_SIZE)) {
    const rows = await db
      .selectFrom('items')
      .select(HEADLINE_COLUMNS)
      .where('id', 'in', part)
      .execute()
    for (const row of rows) headlines.set(row.id, headlineOf(row))
  }
  return headlines
}

const HEADLINE_COLUMNS = [
  'id',
  'feed_id',
  'story_id',
  'title',
  'url',
  'published_at',
  'first_seen_at',
] as const
const HELD_COLUMNS = [...HEADLINE_COLUMNS, 'authors', 'categories', 'text', 'language'] as const

type Row = Selectable<Schema['items']>

function headlineOf(row: Pick<Row, (typeof HEADLINE_COLUMNS)[number]>): ItemHeadline {
  return {
    id: row.id,
    feedId: feedIdOf(row.feed_id),
    storyId: row.story_id,
    title: row.title,
    url: row.url,
    published: row.published_at as Timestamp | null, // times and lists are written by items.ts alone
    firstSeenAt: row.first_seen_at as Timestamp,
  }
}

function heldItemOf(row: Pick<Row, (typeof HELD_COLUMNS)[number]>): HeldItem {
  return {
    ...headlineOf(row),
    authors: JSON.parse(row.authors) as string[],
    categories: JSON.parse(row.categories) as string[],
    text: row.text,
    language: row.language,
  }
}
