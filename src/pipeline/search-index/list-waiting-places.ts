import { setImmediate as letOthersRun } from 'node:timers/promises'
import type { OrderedItem } from '../../core/search-index/item-order.ts'
import type { Db } from '../../store/schema.ts'
import { listPlaces, listPlacesOf } from '../../store/search-index/items-to-index.ts'
import { listEdits, readSearchState } from '../../store/search-index/search-state.ts'
import { keysVersion } from './keys-version.ts'
import { MOST_WAITING } from './search-coverage.ts'

const IDS_AT_ONCE = 2_000

/** Where the items stand that are not in the index as they are now; null where they are too many to be sorted. */
export async function listWaitingPlaces(db: Db): Promise<readonly OrderedItem[] | null> {
  const { keysVersion: version, throughId, lastId } = await readSearchState(db)
  const firstId = version === keysVersion() ? throughId : 0
  const { itemIds } = await listEdits(db, MOST_WAITING + 1)
  if (lastId - firstId + itemIds.length > MOST_WAITING) return null
  const places: OrderedItem[] = []
  for (let afterId = firstId; afterId < lastId; afterId += IDS_AT_ONCE) {
    const range = { afterId, throughId: Math.min(lastId, afterId + IDS_AT_ONCE) }
    places.push(...(await listPlaces(db, range)))
    if (range.throughId < lastId) await letOthersRun()
  }
  const edited = itemIds.filter((id) => id <= firstId)
  for (let from = 0; from < edited.length; from += IDS_AT_ONCE) {
    places.push(...(await listPlacesOf(db, edited.slice(from, from + IDS_AT_ONCE))))
    await letOthersRun()
  }
  return places
}
