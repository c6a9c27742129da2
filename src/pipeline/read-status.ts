import type { FeedSettings, Settings } from '../config/settings.ts'
import { hostOf } from '../core/feed/host-of.ts'
import { type FeedState, findNextPoll } from '../core/feed/poll-policy.ts'
import { addMs, DAY_MS, type Timestamp } from '../core/time.ts'
import { listFeedStates, listHostBlocks } from '../store/feeds.ts'
import type { Db } from '../store/schema.ts'
import { countDeliveries, countItems, listDeliveries } from '../store/status.ts'

/** Health at a glance: each configured feed, and where the alerts are. */
export type Status = {
  readonly feeds: readonly FeedStatus[]
  readonly alerts: {
    readonly pending: number
    readonly held: number
    readonly uncertain: number
    /** Ended within the last day. */
    readonly failed: number
    readonly sent: number
  }
  readonly recentAlerts: readonly RecentAlert[]
}

export type FeedStatus = {
  readonly id: string
  readonly title: string
  readonly url: string
  /** `throttled`: its server asked to come back later. */
  readonly health: 'new' | 'ok' | 'failing' | 'throttled'
  /** What is the matter; null when all is well. */
  readonly problem: string | null
  readonly itemCount: number
  readonly lastPollAt: Timestamp | null
  readonly nextPollAt: Timestamp | null
}

export type RecentAlert = {
  readonly at: Timestamp
  readonly subscription: string
  readonly address: string
  readonly subject: string
  readonly state: string
  readonly reason: string | null
  /** null for what has ended. */
  readonly nextAttemptAt: Timestamp | null
}

const RECENT_ALERTS = 20

/** Reads the status; `db` is null where nothing was ever stored. */
export async function readStatus(
  db: Db | null,
  settings: Settings,
  now: Timestamp,
): Promise<Status> {
  const states = new Map((db === null ? [] : await listFeedStates(db)).map((s) => [s.feedId, s]))
  const blocks = db === null ? new Map<string, Timestamp>() : await listHostBlocks(db, now)
  const itemCounts = db === null ? new Map<string, number>() : await countItems(db)
  const counts =
    db === null ? new Map<string, number>() : await countDeliveries(db, addMs(now, -DAY_MS))
  const recent = db === null ? [] : await listDeliveries(db, RECENT_ALERTS)
  return {
    feeds: [...settings.feeds.values()].map((feed) => ({
      ...statusOfFeed(
        feed,
        states.get(feed.id) ?? null,
        blocks.get(hostOf(feed.url)) ?? null,
        settings.timezone,
        now,
      ),
      itemCount: itemCounts.get(feed.id) ?? 0,
    })),
    alerts: {
      pending: (counts.get('pending') ?? 0) + (counts.get('sending') ?? 0),
      held: counts.get('held') ?? 0,
      uncertain: counts.get('uncertain') ?? 0,
      failed: counts.get('failed') ?? 0,
      sent: counts.get('sent') ?? 0,
    },
    recentAlerts: recent.map((delivery) => ({
      at: delivery.at,
      subscription: delivery.subscription ?? 'administrators',
      address: delivery.address,
      subject: delivery.subject ?? '(not yet written)',
      state: delivery.state,
      reason: delivery.reason,
      nextAttemptAt: delivery.nextAttemptAt,
    })),
  }
}

function statusOfFeed(
  feed: FeedSettings,
  state: FeedState | null,
  blockedUntil: Timestamp | null,
  timezone: string,
  now: Timestamp,
): Omit<FeedStatus, 'itemCount'> {
  const health = healthOf(state, blockedUntil)
  return {
    id: feed.id,
    title: feed.title ?? state?.title ?? feed.id,
    url: feed.url,
    health,
    problem: describeProblem(health, state),
    lastPollAt: state?.lastPolledAt ?? null,
    nextPollAt: findNextPoll({ ...feed, timezone }, state, blockedUntil, now),
  }
}

/** What the last poll came to; a host that asked it of another feed holds back those that are well. */
function healthOf(state: FeedState | null, blockedUntil: Timestamp | null): FeedStatus['health'] {
  if (state !== null && state.throttleCount > 0) return 'throttled'
  if (state !== null && state.failureCount > 0) return 'failing'
  if (blockedUntil !== null) return 'throttled'
  return state?.lastPolledAt == null ? 'new' : 'ok'
}

function describeProblem(health: FeedStatus['health'], state: FeedState | null): string | null {
  if (health === 'new' || health === 'ok') return null
  const count = (health === 'failing' ? state?.failureCount : state?.throttleCount) ?? 0
  if (count === 0) return 'its server asked for another feed to come back later'
  const times = count === 1 ? '' : ` (${count} times in a row)`
  return `${state?.lastMessage ?? state?.lastOutcome ?? 'failed'}${times}`
}
