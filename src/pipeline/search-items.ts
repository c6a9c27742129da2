import type { Settings } from '../config/settings.ts'
import { newsTimeOf } from '../core/feed/doubt-of-date.ts'
import type { Item } from '../core/feed/item.ts'
import type { MatchSpan } from '../core/rule/match-document.ts'
import type { Matcher } from '../core/rule/matcher.ts'
import type { Timestamp } from '../core/time.ts'
import { END_OF_ARCHIVE } from '../store/items.ts'
import type { Db } from '../store/schema.ts'
import { listFeedTitles } from './list-feed-titles.ts'
import { documentOf } from './match-items.ts'
import type { SearchCoverage } from './search-index/search-coverage.ts'
import { startWalk } from './search-index/start-walk.ts'

export type FoundItem = { readonly item: Item; readonly spans: readonly MatchSpan[] }

export type SearchScope = {
  /** Items first seen since then; null: all. */
  readonly since: Timestamp | null
  /** Stops after so many. */
  readonly limit: number
}

const ITEMS_PER_PAGE = 500

/**
 * Holds a query of one rule against the archive: exactly what the rule would match, word for word, for the search index only
 * proposes. Newest first, by the time of publication where it is known and sensible, else by when the item was first seen.
 *
 * The walk goes back through the times of first sight. Nothing is published after it was seen, so a hit is told as soon as the
 * walk has come to items that were seen before it was published; until then it is kept, and of those that are kept
 * never more than are wanted. `onCoverage` is told first what the index serves for.
 */
export async function* searchItems(
  db: Db,
  settings: Settings,
  query: Matcher,
  scope: SearchScope,
  onCoverage: (coverage: SearchCoverage) => void = () => undefined,
): AsyncGenerator<FoundItem> {
  const titles = await listFeedTitles(db, settings)
  let kept: readonly DatedItem[] = []
  let left = scope.limit
  const { since } = scope
  const walk = await startWalk(db, query, { before: END_OF_ARCHIVE, since, feedId: null })
  onCoverage(walk.coverage)
  while (left > 0) {
    const { items, place, isEnd } = await walk.next(ITEMS_PER_PAGE)
    const hits = items.flatMap((item): readonly DatedItem[] => {
      const feed = settings.feeds.get(item.feedId)
      const [hit] = query.match(documentOf(item, feed, titles.get(item.feedId) ?? null))
      return hit === undefined ? [] : [{ at: newsTimeOf(item), found: { item, spans: hit.spans } }]
    })
    kept = [...kept, ...hits].sort(newestFirst).slice(0, left)
    const isOld = ({ at }: DatedItem): boolean => !isEnd && at <= place.seenAt
    const end = kept.findIndex(isOld)
    const certain = end === -1 ? kept : kept.slice(0, end)
    for (const { found } of certain) yield found
    kept = kept.slice(certain.length)
    left -= certain.length
    if (isEnd) return
  }
}

type DatedItem = { readonly at: Timestamp; readonly found: FoundItem }

/** Documents list what is newest on top, and their items are stored in that order. */
function newestFirst(a: DatedItem, b: DatedItem): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1
  const [one, other] = [a.found.item, b.found.item]
  if (one.firstSeenAt !== other.firstSeenAt) return one.firstSeenAt < other.firstSeenAt ? 1 : -1
  return one.id - other.id
}
