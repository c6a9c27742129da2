import type { Settings } from '../config/settings.ts'
import type { Item } from '../core/feed/item.ts'
import type { RuleId } from '../core/ids.ts'
import type { MatchSpan } from '../core/rule/match-document.ts'
import { listStoryItems } from '../store/archive-pages.ts'
import type { Db } from '../store/schema.ts'
import { listFeedTitles } from './list-feed-titles.ts'
import { type ListedMatch, listMatches } from './list-matches.ts'
import { documentOf } from './match-items.ts'

/** A story with all that is known of it. */
export type StoryView = {
  readonly id: number
  readonly items: readonly StoryItem[]
  /** What rules hit when it was stored or edited, newest first, and what became of it. */
  readonly matches: readonly ListedMatch[]
}

export type StoryItem = {
  readonly item: Item
  readonly feedTitle: string
  /** What the rules in force find in it now. */
  readonly hits: readonly StoryHit[]
}

export type StoryHit = {
  readonly ruleId: RuleId
  readonly ruleTitle: string
  readonly spans: readonly MatchSpan[]
}

/** Ministries that publish the same; a story of more is shown in part. */
const MOST_ITEMS = 50
const MOST_MATCHES = 200

/** Null where there is no such story, or nothing of it is kept. */
export async function readStory(
  db: Db,
  settings: Settings,
  storyId: number,
): Promise<StoryView | null> {
  const items = await listStoryItems(db, storyId, MOST_ITEMS)
  if (items.length === 0) return null
  const titles = await listFeedTitles(db, settings)
  const { matches } = await listMatches(db, settings, {
    ruleId: null,
    subscriptionId: null,
    storyId,
    since: null,
    beforeId: null,
    which: 'all',
    limit: MOST_MATCHES,
  })
  return {
    id: storyId,
    items: items.map((item) => {
      const feedTitle = titles.get(item.feedId) ?? item.feedId
      return { item, feedTitle, hits: listHits(settings, item, titles.get(item.feedId) ?? null) }
    }),
    matches,
  }
}

function listHits(settings: Settings, item: Item, feedTitle: string | null): readonly StoryHit[] {
  const document = documentOf(item, settings.feeds.get(item.feedId), feedTitle)
  return settings.matcher.match(document).flatMap(({ ruleId, spans }) => {
    const rule = settings.rules.get(ruleId)
    if (rule === undefined || !rule.feedIds.has(item.feedId)) return []
    return [{ ruleId, ruleTitle: rule.title, spans }]
  })
}
