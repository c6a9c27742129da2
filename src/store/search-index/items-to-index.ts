import type { SelectQueryBuilder } from 'kysely'
import type { Item } from '../../core/feed/item.ts'
import { feedIdOf } from '../../core/ids.ts'
import type { OrderedItem } from '../../core/search-index/item-order.ts'
import { msOf, type Timestamp } from '../../core/time.ts'
import type { Db, Schema } from '../schema.ts'
import { valuesOf } from '../values-of.ts'

/** What the search index is made of. */
export type ItemToIndex = Pick<
  Item,
  'id' | 'feedId' | 'title' | 'text' | 'authors' | 'categories' | 'url' | 'language' | 'firstSeenAt'
>

/** The next items behind an id, up to another one. */
export async function listItemsToIndex(
  db: Db,
  range: { readonly afterId: number; readonly throughId: number },
  limit: number,
): Promise<readonly ItemToIndex[]> {
  const rows = await selectItems(db)
    .where('id', '>', range.afterId)
    .where('id', '<=', range.throughId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toItem)
}

/** The items among `ids` that are still there. */
export async function listEditedItems(
  db: Db,
  ids: readonly number[],
): Promise<readonly ItemToIndex[]> {
  const rows = await selectItems(db).where('id', 'in', valuesOf(ids)).orderBy('id').execute()
  return rows.map(toItem)
}

/** Where items have their place in the archive: of the range of ids, and of some others. */
export async function listPlaces(
  db: Db,
  range: { readonly afterId: number; readonly throughId: number },
): Promise<readonly OrderedItem[]> {
  const rows = await db
    .selectFrom('items')
    .select(['id', 'first_seen_at'])
    .where('id', '>', range.afterId)
    .where('id', '<=', range.throughId)
    .execute()
  return rows.map(toPlace)
}

export async function listPlacesOf(
  db: Db,
  ids: readonly number[],
): Promise<readonly OrderedItem[]> {
  const rows = await db
    .selectFrom('items')
    .select(['id', 'first_seen_at'])
    .where('id', 'in', valuesOf(ids))
    .execute()
  return rows.map(toPlace)
}

function toPlace(row: { readonly id: number; readonly first_seen_at: string }): OrderedItem {
  return { id: row.id, seenMs: msOf(row.first_seen_at as Timestamp) } // written by items.ts alone
}

const COLUMNS = [
  'id',
  'feed_id',
  'title',
  'text',
  'authors',
  'categories',
  'url',
  'language',
  'first_seen_at',
] as const

function selectItems(db: Db): SelectQueryBuilder<Schema, 'items', Row> {
  return db.selectFrom('items').select(COLUMNS)
}

type Row = {
  readonly id: number
  readonly feed_id: string
  readonly title: string
  readonly text: string
  readonly authors: string
  readonly categories: string
  readonly url: string | null
  readonly language: string | null
  readonly first_seen_at: string
}

function toItem(row: Row): ItemToIndex {
  return {
    id: row.id,
    feedId: feedIdOf(row.feed_id),
    title: row.title,
    text: row.text,
    authors: JSON.parse(row.authors) as string[], // lists are written by items.ts alone, and times
    categories: JSON.parse(row.categories) as string[],
    url: row.url,
    language: row.language,
    firstSeenAt: row.first_seen_at as Timestamp,
  }
}
