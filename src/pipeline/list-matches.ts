import type { Settings } from '../config/settings.ts'
import type { Item } from '../core/feed/item.ts'
import { listItemsByIds } from '../store/items.ts'
import { type LedgerRow, listLedgerOfMatch } from '../store/ledger.ts'
import { listMatchPage, type MatchFilter } from '../store/match-pages.ts'
import type { Match } from '../store/matches.ts'
import type { Db } from '../store/schema.ts'
import { listItemsOfStories, type ToldItem } from '../store/told-items.ts'
import { listFeedTitles } from './list-feed-titles.ts'

/** A match as others are told of it: with its item, the story around it, and what became of it. */
export type ListedMatch = {
  readonly match: Match
  /** As configured, else the id of a rule that is gone. */
  readonly ruleTitle: string
  readonly item: Item
  readonly feedTitle: string
  /** The story's items that other feeds brought, in the order in which they were seen. */
  readonly others: readonly (ToldItem & { readonly feedTitle: string })[]
  readonly deliveries: readonly LedgerRow[]
}

/** Some matches, newest first. */
export type MatchList = {
  readonly matches: readonly ListedMatch[]
  /** The id before which the next page begins; null: this is the last. */
  readonly next: number | null
}

/**
 * The newest matches of a kind, newest first; those that retention removes meanwhile are left out, and the next page begins
 * where it would with them.
 */
export async function listMatches(
  db: Db,
  settings: Settings,
  filter: MatchFilter,
): Promise<MatchList> {
  const found = await listMatchPage(db, { ...filter, limit: filter.limit + 1 }) // one more tells whether there is more
  const matches = found.slice(0, filter.limit)
  const items = await listItemsByIds(
    db,
    matches.map(({ itemId }) => itemId),
  )
  const told = await listItemsOfStories(db, [...new Set(matches.map(({ storyId }) => storyId))])
  const stories = Map.groupBy(told, ({ storyId }) => storyId)
  const titles = await listFeedTitles(db, settings)
  const titleOf = ({ feedId }: Pick<Item, 'feedId'>): string => titles.get(feedId) ?? feedId
  const deliveries = new Map<number, readonly LedgerRow[]>()
  for (const { id } of matches) deliveries.set(id, await listLedgerOfMatch(db, id))
  const listed = matches.flatMap((match): readonly ListedMatch[] => {
    const item = items.get(match.itemId)
    if (item === undefined) return []
    const others = (stories.get(match.storyId) ?? []).filter(({ id }) => id !== item.id)
    return [
      {
        match,
        ruleTitle: settings.rules.get(match.ruleId)?.title ?? match.ruleId,
        item,
        feedTitle: titleOf(item),
        others: others.map((other) => ({ ...other, feedTitle: titleOf(other) })),
        deliveries: deliveries.get(match.id) ?? [],
      },
    ]
  })
  return {
    matches: listed,
    next: found.length > matches.length ? (matches.at(-1)?.id ?? null) : null,
  }
}
