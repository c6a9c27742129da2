import type { FeedSettings } from '../config/settings.ts'
import type { FeedId } from '../core/ids.ts'
import { findFeedStates, listFeedStates } from '../store/feeds.ts'
import type { Db } from '../store/schema.ts'

type Feeds = { readonly feeds: ReadonlyMap<FeedId, Pick<FeedSettings, 'id' | 'title'>> }

/** What feeds are called: as configured, else as they call themselves; those without a title are left out. */
export async function listFeedTitles(
  db: Db,
  settings: Feeds,
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

/** The same of these feeds alone: an e-mail names a few of a hundred thousand. */
export async function findFeedTitles(
  db: Db,
  { feeds }: Feeds,
  ids: readonly FeedId[],
): Promise<ReadonlyMap<FeedId, string>> {
  const wanted = [...new Set(ids)]
  const untitled = wanted.filter((id) => feeds.get(id)?.title == null)
  const states = await findFeedStates(db, untitled)
  return new Map(
    wanted.flatMap((id): readonly [FeedId, string][] => {
      const title = feeds.get(id)?.title ?? states.get(id)?.title ?? null
      return title === null ? [] : [[id, title]]
    }),
  )
}
