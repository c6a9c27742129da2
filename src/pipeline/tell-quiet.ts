import type { Settings, SubscriptionSettings } from '../config/settings.ts'
import { allQuietStatements } from '../core/alert/all-quiet-statements.ts'
import { type RenderedAlert, renderAlert } from '../core/alert/render-alert.ts'
import type { FeedId } from '../core/ids.ts'
import { previousOccurrence } from '../core/schedule.ts'
import type { Timestamp } from '../core/time.ts'
import { enqueueFrozen } from '../store/alerts.ts'
import { inTransaction } from '../store/database.ts'
import { countAnswers } from '../store/polls.ts'
import {
  countNews,
  findReportedUntil,
  saveReportedUntil,
  wasToldBetween,
} from '../store/quiet-reports.ts'
import type { Db, Tx } from '../store/schema.ts'
import type { Deps } from './deps.ts'
import { listFeedTitles } from './list-feed-titles.ts'
import { listGapNotices } from './list-gap-notices.ts'

/** When the proof of life is due, in the zone of the settings: at the time of other digests. */
const SCHEDULES: Readonly<Record<NonNullable<SubscriptionSettings['allQuiet']>, string>> = {
  weekly: '0 8 * * 1',
  monthly: '0 8 1 * *',
}

/**
 * Tells the subscriptions that want it that the watch is alive, though nothing matched for a week or a month. What came due
 * while nobody ran is told late and once. Returns whether there was anything to tell.
 */
export async function tellQuiet(
  deps: Pick<Deps, 'db' | 'messageIds' | 'now'>,
  settings: Settings,
): Promise<boolean> {
  let isTold = false
  for (const subscription of settings.subscriptions.values()) {
    if (subscription.allQuiet === null) continue
    const cron = SCHEDULES[subscription.allQuiet]
    const now = deps.now()
    const due = previousOccurrence(cron, settings.timezone, now)
    const reportedUntil = await findReportedUntil(deps.db, subscription.id)
    const wasAhead = reportedUntil !== null && reportedUntil > now // the clock that wrote it
    const since = wasAhead ? null : reportedUntil
    if (since !== null && (due === null || due <= since)) continue
    const told = await inTransaction(deps.db, async (tx) => {
      await saveReportedUntil(tx, subscription.id, since === null ? now : (due ?? now))
      if (since === null || due === null) return false // it is watched from now on
      if (await wasToldBetween(tx, subscription.id, since, due)) return false
      const rendered = await renderQuiet(tx, settings, subscription, since, due, now)
      const { id: subscriptionId, to } = subscription
      const alert = { subscriptionId, kind: 'all-quiet', to, rendered } as const
      await enqueueFrozen(tx, alert, deps.messageIds, now)
      return true
    })
    isTold ||= told
  }
  return isTold
}

async function renderQuiet(
  tx: Tx,
  settings: Settings,
  subscription: SubscriptionSettings,
  since: Timestamp,
  until: Timestamp,
  now: Timestamp,
): Promise<RenderedAlert> {
  const { timezone } = settings
  const titles = await listFeedTitles(tx, settings)
  const rules = [...settings.rules.values()].filter(({ id }) => subscription.ruleIds.has(id))
  const feeds = await readFeeds(tx, settings, subscription, since, until)
  const { statements, notices, isBlind } = allQuietStatements({
    since,
    until,
    timezone,
    feedCount: feeds.ids.length,
    pollCount: feeds.pollCount,
    newItemCount: feeds.newItemCount,
    ruleTitles: rules.map(({ title }) => title),
    unansweredFeeds: feeds.unanswered.map((id) => titles.get(id) ?? id),
  })
  const mail = { id: 0, createdAt: now, sealedAt: null }
  const gaps = await listGapNotices(tx, settings, mail, subscription.id)
  return renderAlert({
    kind: 'all-quiet',
    subscriptionId: subscription.id,
    timezone,
    createdAt: now,
    rules: rules.map(({ id, title }) => ({ id, title })),
    stories: [],
    omittedStoryCounts: [],
    part: null,
    notices: [...notices, ...gaps],
    threadSubject: null,
    statements,
    isBlind,
    isCompact: false,
  })
}

type WatchedFeeds = {
  readonly ids: readonly FeedId[]
  readonly pollCount: number
  readonly newItemCount: number
  readonly unanswered: readonly FeedId[]
}

async function readFeeds(
  db: Db,
  settings: Settings,
  { id }: SubscriptionSettings,
  since: Timestamp,
  until: Timestamp,
): Promise<WatchedFeeds> {
  const ids = [...settings.feeds.keys()].filter((feedId) =>
    settings.watchers.get(feedId)?.includes(id),
  )
  const answers = await countAnswers(db, ids, since, until)
  return {
    ids,
    pollCount: [...answers.values()].reduce((sum, count) => sum + count, 0),
    newItemCount: await countNews(db, ids, since, until),
    unanswered: ids.filter((feedId) => !answers.has(feedId)),
  }
}
