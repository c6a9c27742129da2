import type { Settings } from '../config/settings.ts'
import { listItemsByIds } from '../store/items.ts'
import type { Match } from '../store/matches.ts'
import type { Db } from '../store/schema.ts'
import type { ToldItem } from '../store/told-items.ts'
import { findFeedTitles } from './list-feed-titles.ts'
import { matchItems } from './match-items.ts'

/**
 * Hits of items that were edited since, with what the rule hits in their text now: an e-mail that waited says what the item
 * says, in its words as in its headline. Where the rule hits no more the hit stands, for it was one, but shows no words that
 * are gone.
 */
export async function refreshMatches(
  db: Db,
  settings: Settings,
  matches: readonly Match[],
  items: readonly ToldItem[],
): Promise<readonly Match[]> {
  const revisedAt = new Map(items.map((item) => [item.id, item.revisedAt]))
  const isStale = ({ itemId, matchedAt }: Match): boolean =>
    (revisedAt.get(itemId) ?? '') > matchedAt
  const staleIds = [...new Set(matches.filter(isStale).map(({ itemId }) => itemId))]
  if (staleIds.length === 0) return matches
  const hits = new Map<string, Match['evidence']>()
  const stale = [...(await listItemsByIds(db, staleIds)).values()]
  const titles = await findFeedTitles(
    db,
    settings,
    stale.map(({ feedId }) => feedId),
  )
  for (const item of stale) {
    const { drafts } = matchItems(settings, [item], titles.get(item.feedId) ?? null)
    for (const { ruleId, evidence } of drafts) hits.set(`${item.id} ${ruleId}`, evidence)
  }
  return matches.map((match) => {
    if (!isStale(match)) return match
    const evidence = hits.get(`${match.itemId} ${match.ruleId}`)
    return { ...match, evidence: evidence ?? { ...match.evidence, excerpts: [] } }
  })
}
