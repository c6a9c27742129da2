import type { FeedSettings, Settings } from '../config/settings.ts'
import {
  type Condition,
  type ConditionKind,
  isQuiet,
  isUnreadable,
} from '../core/feed/condition.ts'
import { addressOf, type FeedState } from '../core/feed/feed-state.ts'
import { hostOf } from '../core/feed/host-of.ts'
import { delayShareOf } from '../core/feed/poll-delay.ts'
import { findNextPoll } from '../core/feed/poll-policy.ts'
import { addMs, DAY_MS, type Timestamp } from '../core/time.ts'
import { readBackupState } from '../store/backup-state.ts'
import { listOpenConditions } from '../store/conditions.ts'
import { findInstallation } from '../store/database.ts'
import { listFailingAddresses } from '../store/failing-addresses.ts'
import { listFeedStates, listHostBlocks } from '../store/feeds.ts'
import { type Gap, listGaps } from '../store/gaps.ts'
import type { Db } from '../store/schema.ts'
import { countDeliveries, countItems, listDeliveries } from '../store/status.ts'
import { listOptOutStatus, type OptOutStatus } from './list-opt-outs.ts'
import { planOf } from './plan-of.ts'
import { type DiskStatus, readDisk } from './read-disk.ts'
import { readCoverage } from './search-index/search-coverage.ts'

/** Health at a glance: each configured feed, and where the alerts are. */
export type Status = {
  readonly disk: DiskStatus
  readonly feeds: readonly FeedStatus[]
  /** What is the matter with feeds and hosts, in the order in which it began. */
  readonly conditions: readonly ConditionStatus[]
  /** Stretches of the last 30 days in which items may have come and gone unseen, oldest first. */
  readonly gaps: readonly GapStatus[]
  readonly alerts: {
    readonly pending: number
    readonly held: number
    readonly uncertain: number
    /** Ended within the last day. */
    readonly failed: number
    readonly sent: number
  }
  readonly recentAlerts: readonly RecentAlert[]
  /** Addresses to which an alert was given up, and none was delivered since; oldest first. */
  readonly failingAddresses: readonly FailingAddressStatus[]
  /** Who unsubscribed, newest first. */
  readonly optOuts: readonly OptOutStatus[]
  /** Scheduled backups; null where none are configured. */
  readonly backup: BackupStatus | null
  /** Items that are not in the search index yet, or were edited since: a search finds them by reading them. */
  readonly searchIndex: { readonly waitingItems: number; readonly editedItems: number }
}

export type BackupStatus = {
  readonly schedule: string
  readonly keep: number
  /** The last one that was made; null: none was yet. */
  readonly lastAt: Timestamp | null
  readonly file: string | null
  readonly bytes: number | null
  /** Why none could be made since; null when the last attempt was a success. */
  readonly failure: {
    readonly since: Timestamp
    readonly count: number
    readonly reason: string
    readonly remedy: string
  } | null
}

export type FailingAddressStatus = {
  readonly address: string
  readonly since: Timestamp
  readonly reason: string
}

export type FeedStatus = {
  readonly id: string
  readonly title: string
  readonly url: string
  readonly health: FeedHealth
  /** What is the matter; null when all is well. */
  readonly problem: string | null
  /** The conditions that last. */
  readonly conditions: readonly ConditionKind[]
  readonly itemCount: number
  /** The address that is asked in place of the configured one, as that has moved; null: it has not. */
  readonly movedTo: string | null
  readonly lastNewsAt: Timestamp | null
  readonly lastPollAt: Timestamp | null
  readonly nextPollAt: Timestamp | null
}

export type FeedHealth =
  | 'new'
  | 'ok'
  /** Its last polls failed, not often enough yet to call it broken. */
  | 'failing'
  /** Its server asked to come back later. */
  | 'throttled'
  | Extract<ConditionKind, 'broken' | 'not-a-feed' | 'gone' | 'wants-post' | 'silent' | 'stale'>

export type ConditionStatus = {
  /** One of both is null. */
  readonly feed: string | null
  readonly host: string | null
  readonly kind: ConditionKind
  readonly since: Timestamp
  readonly detail: string
}

export type GapStatus = {
  readonly feed: string
  readonly from: Timestamp
  readonly until: Timestamp
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
const GAPS_SHOWN_MS = 30 * DAY_MS

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
  const conditions = db === null ? [] : await listOpenConditions(db)
  const gaps = db === null ? [] : await listGaps(db, addMs(now, -GAPS_SHOWN_MS))
  const installation = db === null ? null : await findInstallation(db)
  const delayShare = delayShareOf(installation?.id ?? '')
  return {
    disk: readDisk(settings.dataDir),
    feeds: [...settings.feeds.values()].map((feed) => {
      const state = states.get(feed.id) ?? null
      const known: Known = {
        state,
        blockedUntil: blocks.get(hostOf(addressOf(feed.url, state))) ?? null,
        conditions: conditions.filter(isOf(feed)).map(({ kind }) => kind),
      }
      return {
        ...statusOfFeed(feed, known, delayShare, now),
        itemCount: itemCounts.get(feed.id) ?? 0,
      }
    }),
    conditions: conditions.filter(isConfiguredIn(settings)).map(conditionStatusOf),
    gaps: gaps.filter(({ feedId }) => settings.feeds.has(feedId)).map(gapStatusOf),
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
    failingAddresses:
      db === null
        ? []
        : (await listFailingAddresses(db)).map(({ address, since, reason }) => ({
            address,
            since,
            reason,
          })),
    optOuts: db === null ? [] : await listOptOutStatus(db, settings),
    backup: await readBackupStatus(db, settings),
    searchIndex: await readSearchIndex(db),
  }
}

async function readSearchIndex(db: Db | null): Promise<Status['searchIndex']> {
  if (db === null) return { waitingItems: 0, editedItems: 0 }
  const { waitingCount, editedCount } = await readCoverage(db, null)
  return { waitingItems: waitingCount, editedItems: editedCount }
}

async function readBackupStatus(db: Db | null, { backup }: Settings): Promise<BackupStatus | null> {
  if (backup === null) return null
  const { last, failure } = db === null ? { last: null, failure: null } : await readBackupState(db)
  return {
    ...backup,
    lastAt: last?.at ?? null,
    file: last?.file ?? null,
    bytes: last?.bytes ?? null,
    failure:
      failure === null
        ? null
        : {
            since: failure.since,
            count: failure.count,
            reason: failure.reason,
            remedy: failure.remedy,
          },
  }
}

/** What is known of a feed besides its configuration. */
type Known = {
  readonly state: FeedState | null
  readonly blockedUntil: Timestamp | null
  readonly conditions: readonly ConditionKind[]
}

function statusOfFeed(
  feed: FeedSettings,
  known: Known,
  delayShare: number,
  now: Timestamp,
): Omit<FeedStatus, 'itemCount'> {
  const { state, blockedUntil, conditions } = known
  const health = healthOf(known)
  return {
    id: feed.id,
    title: feed.title ?? state?.title ?? feed.id,
    url: feed.shownUrl,
    health,
    problem: describeProblem(health, state),
    conditions,
    movedTo: state?.url === feed.url ? state.move.adoptedUrl : null,
    lastNewsAt: state?.lastNewsAt ?? null,
    lastPollAt: state?.lastPolledAt ?? null,
    nextPollAt: findNextPoll(planOf(feed, delayShare), state, blockedUntil, now),
  }
}

/** What the last poll came to; a host that asked it of another feed holds back those that are well. */
function healthOf({ state, blockedUntil, conditions }: Known): FeedHealth {
  if (state !== null && state.throttleCount > 0) return 'throttled'
  const unreadable = conditions.find(isUnreadable)
  if (unreadable !== undefined) return unreadable
  if (state !== null && state.failureCount > 0) return 'failing'
  if (blockedUntil !== null) return 'throttled'
  const quiet = conditions.find(isQuiet)
  return quiet ?? (state?.lastPolledAt == null ? 'new' : 'ok')
}

function describeProblem(health: FeedHealth, state: FeedState | null): string | null {
  if (health === 'new' || health === 'ok' || isQuiet(health)) return null
  const count = (health === 'throttled' ? state?.throttleCount : state?.failureCount) ?? 0
  if (count === 0) return 'its server asked for another feed to come back later'
  const times = count === 1 ? '' : ` (${count} times in a row)`
  return `${state?.lastMessage ?? state?.lastOutcome ?? 'failed'}${times}`
}

function isOf(feed: FeedSettings): (condition: Condition) => boolean {
  return ({ subject }) => subject.kind === 'feed' && subject.feedId === feed.id
}

function isConfiguredIn(settings: Settings): (condition: Condition) => boolean {
  return ({ subject }) => subject.kind === 'host' || settings.feeds.has(subject.feedId)
}

function conditionStatusOf({ subject, kind, since, detail }: Condition): ConditionStatus {
  return subject.kind === 'feed'
    ? { feed: subject.feedId, host: null, kind, since, detail }
    : { feed: null, host: subject.host, kind, since, detail }
}

function gapStatusOf({ feedId, from, until }: Gap): GapStatus {
  return { feed: feedId, from, until }
}
