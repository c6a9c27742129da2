import { setImmediate } from 'node:timers/promises'
import type { Settings } from '../config/settings.ts'
import type { Excerpt } from '../core/alert/alert-content.ts'
import { makeExcerpts } from '../core/alert/excerpt.ts'
import type { Item } from '../core/feed/item.ts'
import type { FeedId } from '../core/ids.ts'
import type { MatchSpan } from '../core/rule/match-document.ts'
import type { Matcher } from '../core/rule/matcher.ts'
import type { Timestamp } from '../core/time.ts'
import { type ArchivePlace, END_OF_ARCHIVE, listItemsByIds } from '../store/items.ts'
import type { Db } from '../store/schema.ts'
import { listItemsOfStories, type ToldItem } from '../store/told-items.ts'
import { listFeedTitles } from './list-feed-titles.ts'
import { documentOf } from './match-items.ts'
import type { SearchCoverage } from './search-index/search-coverage.ts'
import { startWalk } from './search-index/start-walk.ts'

export type StorySearch = {
  /** Of one rule; null: everything is found. */
  readonly query: Matcher | null
  readonly feedId: FeedId | null
  readonly since: Timestamp | null
  /** Where the page before ended; null: begins with the newest. */
  readonly before: ArchivePlace | null
  /** Stories on a page. */
  readonly limit: number
}

export type FoundStory = {
  readonly storyId: number
  /** The newest of its items that was found. */
  readonly item: Item
  readonly spans: readonly MatchSpan[]
  readonly excerpts: readonly Excerpt[]
  /** All items of the story, in the order in which they were seen. */
  readonly items: readonly ToldItem[]
}

export type StoryPage = {
  readonly stories: readonly FoundStory[]
  /** Where the next page begins; null: this is the last. */
  readonly next: ArchivePlace | null
  /** Items that were held against the query for this page. */
  readonly itemCount: number
  /** Set where time was up before the page was full: everything that was seen first since then was looked at. */
  readonly stoppedAt: Timestamp | null
  readonly feedTitles: ReadonlyMap<FeedId, string>
  readonly coverage: SearchCoverage
}

/** What one page may cost. The daemon polls and delivers in the same thread, and gets its turn between two slices. */
export type SearchLimits = { readonly timeMs: number; readonly itemsPerSlice: number }

/** A story that is found is read and marked, so a slice of hits takes longer than one of items that are none. */
const LONGEST_SLICE_MS = 10

const LIMITS: SearchLimits = { timeMs: 1_500, itemsPerSlice: 50 }

/**
 * The stories that a query finds, each once, at its newest item that the query hits, in the order in which items were seen
 * first. They are exactly what a rule would match, for the search index only proposes. The walk ends when the page is full or its
 * time is up; the next page goes on from there.
 */
export async function searchStories(
  db: Db,
  settings: Settings,
  search: StorySearch,
  limits: SearchLimits = LIMITS,
): Promise<StoryPage> {
  const feedTitles = await listFeedTitles(db, settings)
  const look = { db, settings, search, feedTitles }
  const stories: FoundStory[] = []
  const startedAt = performance.now()
  let pausedAt = startedAt
  let place = search.before ?? END_OF_ARCHIVE
  let itemCount = 0
  const { since, feedId } = search
  const walk = await startWalk(db, search.query, { before: place, since, feedId })
  const pageOf = (end: Pick<StoryPage, 'next' | 'stoppedAt'>): StoryPage => {
    return { stories, itemCount, feedTitles, coverage: walk.coverage, ...end }
  }
  for (;;) {
    const step = await walk.next(limits.itemsPerSlice)
    for (const item of step.items) {
      if (stories.length === search.limit) return pageOf({ next: place, stoppedAt: null })
      place = { seenAt: item.firstSeenAt, id: item.id }
      itemCount += 1
      const found = await findStory(look, item)
      if (found !== null) stories.push(found)
      if (performance.now() - pausedAt < LONGEST_SLICE_MS) continue
      await setImmediate()
      pausedAt = performance.now()
    }
    if (step.isEnd) return pageOf({ next: null, stoppedAt: null })
    place = step.place
    if (stories.length < search.limit && performance.now() - startedAt > limits.timeMs) {
      return pageOf({ next: place, stoppedAt: place.seenAt as Timestamp }) // the end of the archive is behind it
    }
    await setImmediate()
    pausedAt = performance.now()
  }
}

type Look = {
  readonly db: Db
  readonly settings: Settings
  readonly search: StorySearch
  readonly feedTitles: ReadonlyMap<FeedId, string>
}

/** The story of an item, if this is where it stands. */
async function findStory(look: Look, item: Item): Promise<FoundStory | null> {
  const spans = hold(look, item)
  if (spans === null) return null
  const items = await listItemsOfStories(look.db, [item.storyId])
  const newer = items.filter((other) => isNewer(other, item) && isAskedFor(look.search, other))
  if (await isAnyHit(look, newer)) return null
  const excerpts = makeExcerpts(item, spans)
  return { storyId: item.storyId, item, spans, excerpts, items }
}

/** Null: the query does not hit the item. */
function hold({ settings, search, feedTitles }: Look, item: Item): readonly MatchSpan[] | null {
  if (search.query === null) return []
  const feed = settings.feeds.get(item.feedId)
  const [hit] = search.query.match(documentOf(item, feed, feedTitles.get(item.feedId) ?? null))
  return hit === undefined ? null : hit.spans
}

async function isAnyHit(look: Look, told: readonly ToldItem[]): Promise<boolean> {
  if (told.length === 0 || look.search.query === null) return told.length > 0
  const items = await listItemsByIds(
    look.db,
    told.map(({ id }) => id),
  )
  return [...items.values()].some((item) => hold(look, item) !== null)
}

function isAskedFor({ feedId, since }: StorySearch, item: ToldItem): boolean {
  return (
    (feedId === null || item.feedId === feedId) && (since === null || item.firstSeenAt >= since)
  )
}

function isNewer(one: ToldItem, other: ToldItem): boolean {
  if (one.firstSeenAt !== other.firstSeenAt) return one.firstSeenAt > other.firstSeenAt
  return one.id > other.id
}
