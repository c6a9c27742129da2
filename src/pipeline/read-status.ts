import type { FeedSettings, Settings } from '../config/settings.ts'
import type { FeedState } from '../core/feed/poll-policy.ts'
import { nextOccurrence, previousOccurrence } from '../core/schedule.ts'
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
        blocks.get(new URL(feed.url).host) ?? null,
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
  const isFailing = state !== null && state.failureCount > 0
  const next = nextPollAt(feed, state, timezone, now)
  return {
    id: feed.id,
    title: feed.title ?? state?.title ?? feed.id,
    url: feed.url,
    health: healthOf(state, blockedUntil),
    problem: isFailing ? describeFailure(state) : describeBlock(state, blockedUntil),
    lastPollAt: state?.lastPolledAt ?? null,
    nextPollAt:
      blockedUntil !== null && (next === null || next < blockedUntil)
        ? nextOccurrence(feed.schedule, timezone, blockedUntil)
        : next,
  }
}

function healthOf(state: FeedState | null, blockedUntil: Timestamp | null): FeedStatus['health'] {
  if (state !== null && state.failureCount > 0) return 'failing'
  if (blockedUntil !== null) return 'throttled'
  return state?.lastPolledAt == null ? 'new' : 'ok'
}

function describeBlock(state: FeedState | null, blockedUntil: Timestamp | null): string | null {
  if (blockedUntil === null) return null
  const own = state?.lastOutcome === 'throttled' ? state.lastMessage : null
  return own ?? 'its server asked for another feed to come back later'
}

function describeFailure(state: FeedState): string {
  const times = state.failureCount === 1 ? '' : ` (${state.failureCount} times in a row)`
  return `${state.lastMessage ?? state.lastOutcome ?? 'failed'}${times}`
}

/** At once when an occurrence was missed, at the next one else; a feed that backs off waits for the one after that. */
function nextPollAt(
  feed: FeedSettings,
  state: FeedState | null,
  timezone: string,
  now: Timestamp,
): Timestamp | null {
  const last = previousOccurrence(feed.schedule, timezone, now)
  const isOverdue = last !== null && (state?.lastPolledAt == null || state.lastPolledAt < last)
  const retryAt = state?.retryAt ?? null
  if (retryAt !== null && retryAt > now) return nextOccurrence(feed.schedule, timezone, retryAt)
  return isOverdue ? now : nextOccurrence(feed.schedule, timezone, now)
}
