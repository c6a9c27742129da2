import type { FeedSettings } from '../../config/settings.ts'
import type { FeedId } from '../../core/ids.ts'
import type { Db } from '../../store/schema.ts'
import { listFeedTitles } from '../list-feed-titles.ts'

/** What a rule sees of a feed beside its items. */
export type FeedFacts = Pick<FeedSettings, 'title' | 'tags'>

type ConfiguredFeeds = {
  readonly feeds: ReadonlyMap<FeedId, Pick<FeedSettings, 'id' | 'title' | 'tags'>>
}

/** The titles and tags of all feeds that are configured or were ever polled; plain data, to go into a thread. */
export async function listFeedFacts(
  db: Db,
  settings: ConfiguredFeeds,
): Promise<ReadonlyMap<FeedId, FeedFacts>> {
  const titles = await listFeedTitles(db, settings)
  const ids = new Set([...titles.keys(), ...settings.feeds.keys()])
  return new Map(
    [...ids].map((id) => {
      const { tags } = settings.feeds.get(id) ?? { tags: [] }
      return [id, { title: titles.get(id) ?? null, tags }]
    }),
  )
}
