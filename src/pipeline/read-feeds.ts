import type { FeedSettings, Settings } from '../config/settings.ts'
import type { FeedState } from '../core/feed/feed-state.ts'
import type { Item } from '../core/feed/item.ts'
import type { FeedId } from '../core/ids.ts'
import { addMs, DAY_MS, type Timestamp } from '../core/time.ts'
import { findFeedState } from '../store/feeds.ts'
import { type Gap, listGaps } from '../store/gaps.ts'
import { listLatestItems } from '../store/items.ts'
import { listPolls, type Poll } from '../store/polls.ts'
import type { Db } from '../store/schema.ts'
import { type Rhythm, readRhythms } from './read-rhythm.ts'
import { type ConditionStatus, type FeedStatus, readStatus } from './read-status.ts'

/** A line of the list of feeds. */
export type FeedLine = FeedStatus & {
  readonly tags: readonly string[]
  readonly schedule: string
  readonly rhythm: Rhythm
}

export async function readFeeds(
  db: Db,
  settings: Settings,
  now: Timestamp,
): Promise<readonly FeedLine[]> {
  const { feeds } = await readStatus(db, settings, now)
  const rhythms = await readRhythms(db, [...settings.feeds.keys()], settings.timezone, now)
  return [...settings.feeds.values()].flatMap(({ id, tags, schedule }) => {
    const status = feeds.find((feed) => feed.id === id)
    return status === undefined
      ? []
      : [{ ...status, tags, schedule, rhythm: rhythms.get(id) ?? [] }]
  })
}

/** Everything that is known of one feed. */
export type FeedView = {
  readonly settings: FeedSettings
  readonly status: FeedStatus
  /** null before its first poll. */
  readonly state: FeedState | null
  readonly conditions: readonly ConditionStatus[]
  readonly rhythm: Rhythm
  /** Of the last year, the newest first. */
  readonly gaps: readonly Gap[]
  readonly latestItems: readonly Item[]
  readonly polls: readonly Poll[]
  /** What to ask for to see older polls; null: there are none. */
  readonly pollsBefore: Timestamp | null
}

const POLLS_PER_PAGE = 25
const LATEST_ITEMS = 20
const GAPS_SHOWN_MS = 365 * DAY_MS

/** null for a feed that the configuration does not name. */
export async function readFeed(
  db: Db,
  settings: Settings,
  feedId: FeedId,
  pollsBefore: Timestamp | null,
  now: Timestamp,
): Promise<FeedView | null> {
  const feed = settings.feeds.get(feedId)
  if (feed === undefined) return null
  const whole = await readStatus(db, { ...settings, feeds: new Map([[feedId, feed]]) }, now)
  const [status] = whole.feeds
  if (status === undefined) return null
  const polls = await listPolls(db, feedId, pollsBefore, POLLS_PER_PAGE + 1)
  const shown = polls.slice(0, POLLS_PER_PAGE)
  const gaps = await listGaps(db, addMs(now, -GAPS_SHOWN_MS))
  return {
    settings: feed,
    status,
    state: await findFeedState(db, feedId),
    conditions: whole.conditions.filter((condition) => condition.feed === feedId),
    rhythm: (await readRhythms(db, [feedId], settings.timezone, now)).get(feedId) ?? [],
    gaps: gaps.filter((gap) => gap.feedId === feedId).toReversed(),
    latestItems: await listLatestItems(db, feedId, LATEST_ITEMS),
    polls: shown,
    pollsBefore: polls.length > shown.length ? (shown.at(-1)?.startedAt ?? null) : null,
  }
}
