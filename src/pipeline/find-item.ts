import type { Item } from '../core/feed/item.ts'
import type { Db } from '../store/schema.ts'

/** What an id, an address or a guid names among the stored items. */
export type ItemSearch =
  | { readonly kind: 'found'; readonly item: Item }
  /** Newest first, and no more than a screenful. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Item[] }
  | { readonly kind: 'unknown' }

/** Finds an item by its id, its address (as the feed gave it, or without trackers and the like) or its guid. */
export async function findItem(_db: Db, _named: string): Promise<ItemSearch> {
  throw new Error('findItem comes with the next commit')
}
