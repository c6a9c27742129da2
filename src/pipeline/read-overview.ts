import type { Settings } from '../config/settings.ts'
import { addMs, DAY_MS, type Timestamp } from '../core/time.ts'
import { listNewestMatches, type ToldItem } from '../store/alert-deliveries.ts'
import { type AlertSummary, listAlerts } from '../store/alert-list.ts'
import { countNews, type NewsCounts } from '../store/news-counts.ts'
import { listTroubledDeliveries, type TroubledDelivery } from '../store/troubled-deliveries.ts'
import type { Deps } from './deps.ts'
import type { DiskPause } from './disk-guard.ts'
import { listFeedTitles } from './list-feed-titles.ts'
import { readStatus, type Status } from './read-status.ts'

/** What an administrator looks at first. */
export type Overview = {
  readonly status: Status
  /** No feed is polled, as the disk is full; null: they are. */
  readonly pause: DiskPause | null
  /** What came within the last day. */
  readonly day: NewsCounts
  /** What waits for a reason, and what failed within the last day. */
  readonly troubled: readonly TroubledDelivery[]
  readonly newestAlerts: readonly AlertSummary[]
  readonly newestMatches: readonly (ToldItem & { readonly feedTitle: string })[]
}

const NEWEST = 10
const MOST_TROUBLED = 50

export async function readOverview(
  { reader: db, disk }: Pick<Deps, 'reader' | 'disk'>,
  settings: Settings,
  now: Timestamp,
): Promise<Overview> {
  const since = addMs(now, -DAY_MS)
  const titles = await listFeedTitles(db, settings)
  const matches = await listNewestMatches(db, NEWEST)
  return {
    status: await readStatus(db, settings, now),
    pause: disk.pause,
    day: await countNews(db, since),
    troubled: await listTroubledDeliveries(db, since, MOST_TROUBLED),
    newestAlerts: await listAlerts(
      db,
      { state: null, audience: { kind: 'all' }, before: null },
      NEWEST,
    ),
    newestMatches: matches.map((match) => ({
      ...match,
      feedTitle: titles.get(match.feedId) ?? match.feedId,
    })),
  }
}
