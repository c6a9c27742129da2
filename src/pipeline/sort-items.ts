import {
  bearersOf,
  claimsOf,
  decideKnownItem,
  type KnownItems,
  type KnownKey,
  listDoubtful,
} from '../core/feed/decide-known-item.ts'
import type { FeedItem } from '../core/feed/feed-item.ts'
import { isKeyOf } from '../core/feed/identity.ts'
import { isMostlyNew, recognizeRenewed } from '../core/feed/recognize-renewed.ts'
import type { FeedId } from '../core/ids.ts'
import { makeContainment } from '../core/story/containment.ts'
import { findKnownKeys, hasKeys } from '../store/identities.ts'
import { listContentHashes, listItemsByIds, listLatestItems } from '../store/items.ts'
import type { Db } from '../store/schema.ts'

/** The items of a document against what its feed has shown before. */
export type SortedItems = {
  readonly added: readonly FeedItem[]
  readonly revised: readonly KnownItem[]
  /** Unchanged, or known from an item that retention has since removed. */
  readonly known: readonly KnownItem[]
  /** Of the edited and unchanged ones, how many came with new guids, or with new guids and links. */
  readonly renewedCount: number
}

export type KnownItem = { readonly itemId: number; readonly item: FeedItem }

/**
 * Which items of a document are new, edited or unchanged; decideKnownItem says which item is which. `listedItems` are the
 * stored ones that the last document listed.
 */
export async function sortItems(
  db: Db,
  feedId: FeedId,
  items: readonly FeedItem[],
  listedItems: readonly number[],
): Promise<SortedItems> {
  const isUnseen = listedItems.length === 0 && !(await hasKeys(db, feedId))
  const ids = isUnseen
    ? NOTHING_KNOWN
    : await findKnownKeys(
        db,
        feedId,
        items.flatMap((item) => item.keys),
      )
  const identified = items.map((item) => ({ item, knownKeys: knownKeysOf(item, ids) }))
  const hashes = await listContentHashes(db, [...new Set(ids.values())])
  const doubtful = identified.flatMap(({ item, knownKeys }) =>
    listDoubtful(item, knownKeys, hashes),
  )
  const knownItems: KnownItems = {
    stored: await listItemsByIds(db, [...new Set(doubtful)]),
    claims: claimsOf(identified),
    bearers: bearersOf(identified),
    containment: makeContainment(),
  }

  const added: FeedItem[] = []
  const addedKeys = new Set<string>()
  const found: KnownItem[] = []
  let renewedCount = 0
  for (const { item, knownKeys } of identified) {
    const itemId = decideKnownItem(item, knownKeys, knownItems)
    if (itemId === null) {
      const ownKeys = distinctiveKeysOf(item)
      // the same item twice in one document is one item
      if (!ownKeys.some((key) => addedKeys.has(key))) added.push(item)
      for (const key of ownKeys) addedKeys.add(key)
      continue
    }
    found.push({ itemId, item })
    if (hasNewGuid(item, knownKeys)) renewedCount += 1
  }
  const recognized =
    !isUnseen && isMostlyNew(added.length, items.length)
      ? await recognize(db, feedId, added, found, listedItems)
      : []
  const strangers = new Set(added).difference(new Set(recognized.map(({ item }) => item)))
  const allHashes = new Map([...hashes, ...recognized.map(hashOf)])
  return {
    added: [...strangers],
    ...partRevised([...found, ...recognized], allHashes),
    renewedCount: renewedCount + recognized.length,
  }
}

/** Of a feed that has shown nothing yet. To look for each of its keys, and for what a rebuilt site may have renamed, took 0.13 ms. */
const NOTHING_KNOWN: ReadonlyMap<string, number> = new Map()

/** Besides what its last document listed, so many are looked through for items that a rebuilt site serves as new ones. */
const LATEST_ITEMS = 300

type RecognizedItem = KnownItem & { readonly contentHash: string }

async function recognize(
  db: Db,
  feedId: FeedId,
  added: readonly FeedItem[],
  found: readonly KnownItem[],
  listedItems: readonly number[],
): Promise<readonly RecognizedItem[]> {
  const taken = new Set(found.map(({ itemId }) => itemId))
  const latest = [
    ...(await listItemsByIds(db, listedItems)).values(),
    ...(await listLatestItems(db, feedId, LATEST_ITEMS)),
  ]
  const candidates = new Map(
    latest.flatMap((item) => (taken.has(item.id) ? [] : [[item.id, item]])),
  )
  if (candidates.size === 0) return []
  return [...recognizeRenewed(added, [...candidates.values()], makeContainment())].map(
    ([item, itemId]) => ({
      item,
      itemId,
      contentHash: candidates.get(itemId)?.contentHash ?? '',
    }),
  )
}

const hashOf = ({ itemId, contentHash }: RecognizedItem): readonly [number, string] => [
  itemId,
  contentHash,
]

/** Edited items, each once, and unchanged ones. */
function partRevised(
  found: readonly KnownItem[],
  hashes: ReadonlyMap<number, string>,
): Pick<SortedItems, 'revised' | 'known'> {
  const revised = new Map<number, KnownItem>()
  const known: KnownItem[] = []
  for (const { itemId, item } of found) {
    const hash = hashes.get(itemId)
    if (hash === undefined || hash === item.contentHash) known.push({ itemId, item })
    else if (!revised.has(itemId)) revised.set(itemId, { itemId, item })
  }
  return { revised: [...revised.values()], known }
}

function hasNewGuid(item: FeedItem, knownKeys: readonly KnownKey[]): boolean {
  const guid = item.keys.find((key) => isKeyOf('guid', key))
  return guid !== undefined && knownKeys.every(({ key }) => key !== guid)
}

function knownKeysOf(item: FeedItem, ids: ReadonlyMap<string, number>): readonly KnownKey[] {
  return item.keys.flatMap((key) => {
    const itemId = ids.get(key)
    return itemId === undefined ? [] : [{ key, itemId }]
  })
}

/** The content sets an item apart only when it has no guid to do so: two guids are two items. */
function distinctiveKeysOf(item: FeedItem): readonly string[] {
  const others = item.keys.filter((key) => !isKeyOf('whole', key))
  return item.keys.some((key) => isKeyOf('guid', key)) ? others : item.keys
}
