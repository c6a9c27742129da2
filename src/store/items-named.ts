import type { Item } from '../core/feed/item.ts'
import { itemOf } from './items.ts'
import type { Db } from './schema.ts'

/** What a person may call an item by, besides its id. */
export type ItemName = {
  /** An address as the feed gave it, or a guid. */
  readonly text: string
  /** The address as it is compared with others; null where the text is none. */
  readonly canonicalUrl: string | null
}

/**
 * Items of this address or guid, newest first. People ask too seldom for an index on these columns, which would grow with
 * every item; the scan reads the beginnings of rows alone, and of a hundred thousand items takes a fraction of a second.
 */
export async function listItemsNamed(
  db: Db,
  { text, canonicalUrl }: ItemName,
  limit: number,
): Promise<readonly Item[]> {
  const rows = await db
    .selectFrom('items')
    .selectAll()
    .where(({ eb, or }) =>
      or([
        eb('url', '=', text),
        eb('guid', '=', text),
        ...(canonicalUrl === null ? [] : [eb('canonical_url', '=', canonicalUrl)]),
      ]),
    )
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(itemOf)
}
