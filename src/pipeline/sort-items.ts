import type { FeedItem } from '../core/feed/feed-item.ts'
import type { FeedId } from '../core/ids.ts'
import { findKnownKeys } from '../store/identities.ts'
import { listContentHashes } from '../store/items.ts'
import type { Db } from '../store/schema.ts'

/** The items of a document against what its feed has shown before. */
export type SortedItems = {
  readonly added: readonly FeedItem[]
  readonly revised: readonly KnownItem[]
  /** Unchanged, or known from an item that retention has since removed. */
  readonly known: readonly KnownItem[]
}

export type KnownItem = { readonly itemId: number; readonly item: FeedItem }

/** An item of which any key is known is not new; the strongest known key says which item it is. */
export async function sortItems(
  db: Db,
  feedId: FeedId,
  items: readonly FeedItem[],
): Promise<SortedItems> {
  const knownKeys = await findKnownKeys(
    db,
    feedId,
    items.flatMap((item) => item.keys),
  )
  const identified = items.map((item) => ({ item, itemId: findItemId(item, knownKeys) }))
  const hashes = await listContentHashes(db, [...new Set(knownKeys.values())])

  const added = new Map<string, FeedItem>()
  const revised = new Map<number, KnownItem>()
  const known: KnownItem[] = []
  for (const { item, itemId } of identified) {
    if (itemId === null) {
      // the same item twice in one document is one item
      if (!item.keys.some((key) => added.has(key)))
        for (const key of item.keys) added.set(key, item)
      continue
    }
    const hash = hashes.get(itemId)
    if (hash === undefined || hash === item.contentHash) known.push({ itemId, item })
    else if (!revised.has(itemId)) revised.set(itemId, { itemId, item })
  }
  return { added: [...new Set(added.values())], revised: [...revised.values()], known }
}

function findItemId(item: FeedItem, known: ReadonlyMap<string, number>): number | null {
  for (const key of item.keys) {
    const itemId = known.get(key)
    if (itemId !== undefined) return itemId
  }
  return null
}
