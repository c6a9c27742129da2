import type { Containment } from '../story/containment.ts'
import { hasSameTitle, isSameNews, isSameNewsBehindLink } from '../story/is-same-news.ts'
import { DAY_MS, msOf } from '../time.ts'
import type { FeedItem } from './feed-item.ts'
import { isKeyOf } from './identity.ts'
import type { Item } from './item.ts'

/** A known key of an item, and the stored item that it belonged to. */
export type KnownKey = { readonly key: string; readonly itemId: number }

/** What the decision needs besides the item. */
export type KnownItems = {
  /** The items of listDoubtful by id, but for those that retention has removed. */
  readonly stored: ReadonlyMap<
    number,
    Pick<Item, 'guid' | 'canonicalUrl' | 'title' | 'text' | 'published' | 'contentHash'>
  >
  /** See claimsOf. */
  readonly claims: ReadonlyMap<number, FeedItem>
  /** See bearersOf. */
  readonly bearers: ReadonlyMap<number, FeedItem>
  readonly containment: Containment
}

/**
 * The stored item that an item of a document is, by its known keys, strongest first; null: it is new. Four kinds of key
 * are not believed blindly:
 *
 * - a **guid**: some sites number the places of their list ("1" is whatever stands on top) or use an id again. When link,
 *   title and text have all changed, or another item of the document has the better right to the stored one, the
 *   guid says nothing.
 * - **link and title**: a standing page ("Travel advice") announces its next issue with a guid of its own, another day and a text
 *   that has nothing in common.
 * - the **link** alone: some feeds show ever new items behind one. The stored item must tell the same news, and no other
 *   item of the document have a right to it.
 * - the **whole content**: an item with a guid of its own that was never seen says that it is another one (a standard
 *   notice).
 *
 * A stored item that retention has removed cannot be compared: its guid is believed, its link and content are not.
 */
export function decideKnownItem(
  item: FeedItem,
  knownKeys: readonly KnownKey[],
  known: KnownItems,
): number | null {
  const hasKnownGuid = knownKeys.some(({ key }) => isKeyOf('guid', key))
  const found = knownKeys.find(({ key, itemId }) => {
    if (isKeyOf('guid', key)) return !isReusedGuid(item, itemId, known)
    const isByLink = isKeyOf('link-title', key) || isKeyOf('link', key)
    if (isByLink && !hasKnownGuid && isNextIssue(item, itemId, known)) return false
    if (isKeyOf('link', key)) return isSameBehindLink(item, itemId, known)
    if (isKeyOf('whole', key)) return hasKnownGuid || !isOtherByGuid(item, itemId, known)
    return true
  })
  return found?.itemId ?? null
}

type IdentifiedItem = { readonly item: FeedItem; readonly knownKeys: readonly KnownKey[] }

/** Which item of a document stands for which stored one by its link with something else, or by its content. */
export function claimsOf(identified: readonly IdentifiedItem[]): ReadonlyMap<number, FeedItem> {
  return standingFor(identified, (key) => !isKeyOf('guid', key) && !isKeyOf('link', key))
}

/** Which item of a document bears the guid of which stored one. */
export function bearersOf(identified: readonly IdentifiedItem[]): ReadonlyMap<number, FeedItem> {
  return standingFor(identified, (key) => isKeyOf('guid', key))
}

function standingFor(
  identified: readonly IdentifiedItem[],
  counts: (key: string) => boolean,
): ReadonlyMap<number, FeedItem> {
  const items = new Map<number, FeedItem>()
  for (const { item, knownKeys } of identified) {
    const found = knownKeys.find(({ key }) => counts(key))
    if (found !== undefined) items.set(found.itemId, item)
  }
  return items
}

/**
 * The stored items that decideKnownItem compares an item with: few, for most are unchanged. `hashes` are those of the
 * stored items' contents.
 */
export function listDoubtful(
  item: FeedItem,
  knownKeys: readonly KnownKey[],
  hashes: ReadonlyMap<number, string>,
): readonly number[] {
  const certain = knownKeys.findIndex(({ key, itemId }) =>
    isKeyOf('guid', key)
      ? hashes.get(itemId) === item.contentHash
      : !isKeyOf('whole', key) &&
        !isKeyOf('link', key) &&
        (!isKeyOf('link-title', key) || hashes.get(itemId) === item.contentHash),
  )
  return (certain === -1 ? knownKeys : knownKeys.slice(0, certain)).map(({ itemId }) => itemId)
}

function isReusedGuid(item: FeedItem, itemId: number, known: KnownItems): boolean {
  const stored = known.stored.get(itemId)
  if (stored === undefined || stored.contentHash === item.contentHash) return false
  const hasOwnLink = item.keys.some((key) => isKeyOf('link-title', key))
  if (hasOwnLink && stored.canonicalUrl === item.canonicalUrl) return false
  if (hasSameTitle(stored, item)) return false
  const claimant = known.claims.get(itemId)
  if (claimant !== undefined && claimant !== item) return true
  return !isSameNews(stored, item, known.containment)
}

function isSameBehindLink(item: FeedItem, itemId: number, known: KnownItems): boolean {
  const stored = known.stored.get(itemId)
  if (stored === undefined) return false
  const claimant = known.claims.get(itemId)
  if (claimant !== undefined && claimant !== item) return false
  const bearer = known.bearers.get(itemId)
  const isBearerOther = bearer !== undefined && bearer !== item
  if (isBearerOther && !isReusedGuid(bearer, itemId, known)) return false
  return isSameNewsBehindLink(stored, item, known.containment)
}

/** Two texts of a sentence or more that have no five words in common tell different news. */
const LEAST_TELLING_CHARS = 60

/** Its guid was never seen, and day and text say that it is another one too. */
function isNextIssue(item: FeedItem, itemId: number, known: KnownItems): boolean {
  const stored = known.stored.get(itemId)
  if (stored?.published == null || item.published === null) return false
  if (!isOtherByGuid(item, itemId, known)) return false
  const isOtherDay = Math.abs(msOf(item.published) - msOf(stored.published)) >= DAY_MS
  const areTelling = Math.min(item.text.length, stored.text.length) >= LEAST_TELLING_CHARS
  return isOtherDay && areTelling && known.containment(item.text, stored.text) === 0
}

function isOtherByGuid(item: FeedItem, itemId: number, known: KnownItems): boolean {
  const hasOwnGuid = item.keys.some((key) => isKeyOf('guid', key))
  if (!hasOwnGuid) return false
  const stored = known.stored.get(itemId)
  return stored === undefined || (stored.guid !== null && stored.guid !== item.guid)
}
