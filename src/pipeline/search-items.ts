import type { Settings } from '../config/settings.ts'
import type { Item } from '../core/feed/item.ts'
import type { MatchSpan } from '../core/rule/match-document.ts'
import type { Matcher } from '../core/rule/matcher.ts'
import { type Timestamp, timestampOf } from '../core/time.ts'
import { listFeedStates } from '../store/feeds.ts'
import { listItemsBefore } from '../store/items.ts'
import type { Db } from '../store/schema.ts'
import { documentOf } from './match-items.ts'

export type FoundItem = { readonly item: Item; readonly spans: readonly MatchSpan[] }

export type SearchScope = {
  /** Items first seen since then; null: all. */
  readonly since: Timestamp | null
  /** Stops after so many. */
  readonly limit: number
}

const ITEMS_PER_PAGE = 500
const BEGINNING = timestampOf(0)

/**
 * Holds a query of one rule against the archive, newest item first, by a plain scan: exactly what the rule would match,
 * word for word.
 */
export async function* searchItems(
  db: Db,
  settings: Settings,
  query: Matcher,
  scope: SearchScope,
): AsyncGenerator<FoundItem> {
  const titles = new Map((await listFeedStates(db)).map((state) => [state.feedId, state.title]))
  let found = 0
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const items = await listItemsBefore(db, before, scope.since ?? BEGINNING, ITEMS_PER_PAGE)
    const last = items.at(-1)
    if (last === undefined) return
    before = last.id
    for (const item of items) {
      const feed = settings.feeds.get(item.feedId)
      const [hit] = query.match(documentOf(item, feed, titles.get(item.feedId) ?? null))
      if (hit === undefined) continue
      yield { item, spans: hit.spans }
      found += 1
      if (found >= scope.limit) return
    }
  }
}
