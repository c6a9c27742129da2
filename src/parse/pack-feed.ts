import type { FeedItem, NormalizedFeed } from '../core/feed/feed-item.ts'

/**
 * A feed as it goes from the thread to the program: a description that is all the text an item has goes once. It would be
 * copied twice otherwise, and with most feeds that is half of the answer.
 */
export type PackedFeed = Omit<NormalizedFeed, 'items'> & { readonly items: readonly PackedItem[] }

type PackedItem = Omit<FeedItem, 'summary'> & { readonly summary: string | null | typeof AS_TEXT }

/** No string, as a feed may say any. */
const AS_TEXT = 1

export function packFeed(feed: NormalizedFeed): PackedFeed {
  const items = feed.items.map(
    (item): PackedItem => (item.summary === item.text ? { ...item, summary: AS_TEXT } : item),
  )
  return { ...feed, items }
}

export function unpackFeed(feed: PackedFeed): NormalizedFeed {
  const items = feed.items.map(
    ({ summary, ...item }): FeedItem => ({
      ...item,
      summary: summary === AS_TEXT ? item.text : summary,
    }),
  )
  return { ...feed, items }
}
