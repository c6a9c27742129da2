import type { Settings } from '../config/settings.ts'
import { formatTime } from '../core/alert/format-time.ts'
import type { SubscriptionId } from '../core/ids.ts'
import { addMs, DAY_MS } from '../core/time.ts'
import { findPreviousSeal } from '../store/alert-times.ts'
import type { Alert } from '../store/alerts.ts'
import { listGaps } from '../store/gaps.ts'
import type { Db } from '../store/schema.ts'
import { findFeedTitles } from './list-feed-titles.ts'

/** Older ones are told with no e-mail: whoever subscribes today has missed more than that. */
const LONGEST_AGO_MS = 7 * DAY_MS

/**
 * What a subscription may have missed since its e-mail before this one: a sentence for each gap in a feed that its rules look at.
 */
export async function listGapNotices(
  db: Db,
  settings: Settings,
  alert: Pick<Alert, 'id' | 'createdAt' | 'sealedAt'>,
  subscriptionId: SubscriptionId,
): Promise<readonly string[]> {
  const until = alert.sealedAt ?? alert.createdAt
  const since = addMs(until, -LONGEST_AGO_MS)
  const gaps = (await listGaps(db, since)).filter((gap) => gap.until <= until)
  if (gaps.length === 0) return []
  const told = await findPreviousSeal(db, subscriptionId, alert.id, until)
  const missed = gaps
    .filter((gap) => told === null || gap.until > told)
    .filter(({ feedId }) => settings.watchers.get(feedId)?.includes(subscriptionId) === true)
  const titles = await findFeedTitles(
    db,
    settings,
    missed.map(({ feedId }) => feedId),
  )
  return missed.map(({ feedId, from, until: end }) => {
    const title = titles.get(feedId) ?? feedId
    const [first, last] = [formatTime(from, settings.timezone), formatTime(end, settings.timezone)]
    return `${title} may have published more between ${first} and ${last} than was seen.`
  })
}
