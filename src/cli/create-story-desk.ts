import type { Settings } from '../config/settings.ts'
import { formatTime } from '../core/alert/format-time.ts'
import { feedIdOf, ruleIdOf } from '../core/ids.ts'
import { compileTypedQuery } from '../pipeline/compile-typed-query.ts'
import type { Deps } from '../pipeline/deps.ts'
import { explainItem, type ItemExplanation } from '../pipeline/explain-item.ts'
import { findItem } from '../pipeline/find-item.ts'
import { listFeedTitles } from '../pipeline/list-feed-titles.ts'
import { readStory } from '../pipeline/read-story.ts'
import { searchStories } from '../pipeline/search-stories.ts'
import type { FeedName, StoryAnswer, StoryDesk, StoryWish } from '../web/stories/story-desk.ts'

/** Stories, and what the rules say of them. */
export function createStoryDesk(deps: Deps, settings: () => Settings): StoryDesk {
  return {
    feeds: async (): Promise<readonly FeedName[]> => {
      const titles = await listFeedTitles(deps.reader, settings())
      return [...settings().feeds.keys()].map((id) => ({ id, title: titles.get(id) ?? id }))
    },
    search: async (wish) => await search(deps, settings(), wish),
    keptDays: () => settings().keep.itemDays,
    find: async (storyId) => await readStory(deps.reader, settings(), storyId),
    explain: async (itemId, ruleId): Promise<ItemExplanation | null> => {
      const found = await findItem(deps.reader, String(itemId))
      if (found.kind !== 'found') return null
      const current = settings()
      return await explainItem(deps.reader, current, found.item, {
        ruleId: ruleId === null ? null : ruleIdOf(ruleId),
        formatTime: (at) => formatTime(at, current.timezone),
      })
    },
  }
}

async function search(
  { reader: db }: Deps,
  settings: Settings,
  { query, feed, ...scope }: StoryWish,
): Promise<StoryAnswer> {
  const typed = query === null ? null : compileTypedQuery(query, settings)
  if (typed?.kind === 'refused') return typed
  const feedId = feed === null ? null : feedIdOf(feed)
  const page = await searchStories(db, settings, {
    ...scope,
    query: typed?.matcher ?? null,
    feedId,
  })
  return { kind: 'found', warnings: typed?.warnings ?? [], ...page }
}
