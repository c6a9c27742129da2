import type { FeedSettings } from '../config/settings.ts'
import type { FeedId } from '../core/ids.ts'
import { listFeedStates } from '../store/feeds.ts'
import type { Db } from '../store/schema.ts'

/** What feeds are called: as configured, else as they call themselves; those without a title are left out. */
export async function listFeedTitles(
  db: Db,
  settings: { readonly feeds: ReadonlyMap<FeedId, Pick<FeedSettings, 'id' | 'title'>> },
): Promise<ReadonlyMap<FeedId, string>> {
  const titles = new Map<FeedId, string>()
  for (const state of await listFeedStates(db)) {
    if (state.title !== null) titles.set(state.feedId, state.title)
  }
  for (const feed of settings.feeds.values()) {
    if (feed.title !== null) titles.set(feed.id, feed.title)
  }
  return titles
}
