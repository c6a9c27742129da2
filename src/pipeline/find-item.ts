import { canonicalizeUrl } from '../core/feed/canonical-url.ts'
import type { Item } from '../core/feed/item.ts'
import { listItemsWithIds } from '../store/items.ts'
import { listItemsNamed } from '../store/items-named.ts'
import type { Db } from '../store/schema.ts'

/** What an id, an address or a guid names among the stored items. */
export type ItemSearch =
  | { readonly kind: 'found'; readonly item: Item }
  /** Newest first, and no more than fit a screen. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Item[] }
  | { readonly kind: 'unknown' }

const MAX_CANDIDATES = 20

/**
 * Finds an item by its id, its address (as the feed gave it, or one that differs by trackers and the like) or its guid. A
 * number that is an id is that of the item, whatever guids there are.
 */
export async function findItem(db: Db, named: string): Promise<ItemSearch> {
  const text = named.trim()
  const byId = isId(text) ? await listItemsWithIds(db, [Number(text)]) : []
  const candidates = byId.length > 0 ? byId : await listNamed(db, text)
  const [item, other] = candidates
  if (item === undefined) return { kind: 'unknown' }
  return other === undefined ? { kind: 'found', item } : { kind: 'ambiguous', candidates }
}

function isId(text: string): boolean {
  return /^[1-9]\d{0,14}$/.test(text)
}

async function listNamed(db: Db, text: string): Promise<readonly Item[]> {
  const isBare = !/^[a-z][a-z0-9+.-]*:/i.test(text) && /^[^/\s]+\.[^/\s]+\//.test(text)
  const canonicalUrl = canonicalizeUrl(isBare ? `https://${text}` : text)
  return await listItemsNamed(db, { text, canonicalUrl }, MAX_CANDIDATES)
}
