import type { Timestamp } from '../time.ts'
import { hasBelievableDate, newsTimeOf } from './doubt-of-date.ts'

type SeenItem = {
  readonly id: number
  readonly feedId: string
  readonly published: Timestamp | null
  readonly firstSeenAt: Timestamp
}

/**
 * When each of these items was news, by its id, for telling the newest of them. An item whose date is missing or cannot be true
 * takes that of the item before it in its document, or else of the one after: otherwise the first poll of a feed would put it
 * above everything that has a date. Items of one document were seen at one time, and are stored in its order.
 */
export function newsTimesOf(items: readonly SeenItem[]): ReadonlyMap<number, Timestamp> {
  const times = new Map<number, Timestamp>()
  const documents = Map.groupBy(items, ({ feedId, firstSeenAt }) => `${firstSeenAt} ${feedId}`)
  for (const unsorted of documents.values()) {
    const document = unsorted.toSorted((a, b) => a.id - b.id)
    let neighbour = document.find(hasBelievableDate)
    for (const item of document) {
      if (hasBelievableDate(item)) neighbour = item
      times.set(item.id, newsTimeOf(neighbour ?? item))
    }
  }
  return times
}
