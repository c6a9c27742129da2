import type { Settings } from '../config/settings.ts'
import { renderConditions, type ToldCondition } from '../core/alert/render-conditions.ts'
import { renderNotice } from '../core/alert/render-notice.ts'
import { isToBeTold } from '../core/feed/condition.ts'
import type { FeedId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { enqueueAdminNotice } from '../store/alerts.ts'
import {
  endConditions,
  listOpenConditions,
  listUntoldConditions,
  markConditionsTold,
  type UntoldCondition,
} from '../store/conditions.ts'
import { inTransaction } from '../store/database.ts'
import { findFeedStates } from '../store/feeds.ts'
import { listThrottledFeeds } from '../store/odd-feeds.ts'
import type { Db, Tx } from '../store/schema.ts'
import type { Deps } from './deps.ts'
import { isHostAsked } from './list-states-at-host.ts'

/**
 * Tells the administrators, in one message, what began and what ended with feeds and hosts since they were last told. What
 * is marked as told and the message are one transaction: each is told once. Returns whether there was anything to tell.
 */
export async function tellConditions(
  deps: Pick<Deps, 'db' | 'messageIds' | 'now'>,
  settings: Settings,
): Promise<boolean> {
  const now = deps.now()
  if (!(await hasWork(deps.db, settings, now))) return false
  return await inTransaction(deps.db, async (tx) => {
    await endLeft(tx, settings, now)
    const settled = await listSettled(tx, settings, now)
    await markConditionsTold(
      tx,
      settled.map(({ id }) => id),
      now,
    )
    const [begun, ended] = await sortSettled(tx, settings, settled)
    if (settings.admins.length === 0) return false
    const notices = renderConditions(begun, ended, settings.timezone)
    for (const notice of notices) {
      await enqueueAdminNotice(tx, renderNotice(notice), settings.admins, deps.messageIds, now)
    }
    return notices.length > 0
  })
}

/** Most rounds have nothing to tell, and a transaction would keep others waiting. */
async function hasWork(db: Db, settings: Settings, now: Timestamp): Promise<boolean> {
  if ((await listSettled(db, settings, now)).length > 0) return true
  const { removed, left } = await findLeft(db, settings)
  return removed.length + left.length > 0
}

/** What is to be told by now, or to nobody. Who becomes an administrator later is told of what still lasts then. */
async function listSettled(
  db: Db,
  settings: Settings,
  now: Timestamp,
): Promise<readonly UntoldCondition[]> {
  const isHeard = settings.admins.length > 0
  const untold = await listUntoldConditions(db)
  return untold.filter(
    (condition) => condition.end !== null || (isHeard && isToBeTold(condition, now)),
  )
}

async function endLeft(tx: Tx, settings: Settings, now: Timestamp): Promise<void> {
  const { removed, left } = await findLeft(tx, settings)
  await endConditions(tx, removed, 'removed', now)
  await endConditions(tx, left, 'recovered', now)
}

/**
 * What nothing will end any more: what was the matter with a feed that the configuration names no longer (`removed`), and with
 * a host that no feed is asked at, and none waits for (`left`).
 */
async function findLeft(
  db: Db,
  settings: Settings,
): Promise<{ readonly removed: readonly number[]; readonly left: readonly number[] }> {
  const open = await listOpenConditions(db)
  const removed = open.flatMap(({ id, subject }) =>
    subject.kind === 'feed' && !settings.feeds.has(subject.feedId) ? [id] : [],
  )
  const left: number[] = []
  for (const { id, subject } of open) {
    if (subject.kind === 'host' && !(await isAwaited(db, settings, subject.host))) left.push(id)
  }
  return { removed, left }
}

/** Whether configured feeds are asked at a host; while one waits that may be any host, as redirects lead everywhere. */
async function isAwaited(db: Db, settings: Settings, host: string): Promise<boolean> {
  const throttled = await listThrottledFeeds(db)
  return throttled.some((id) => settings.feeds.has(id)) || (await isHostAsked(db, settings, host))
}

/**
 * What began and what ended well. What gave way to something else or left the configuration has nothing to tell, nor what
 * was over before it was to be told.
 */
async function sortSettled(
  tx: Tx,
  settings: Settings,
  settled: readonly UntoldCondition[],
): Promise<readonly [begun: readonly ToldCondition[], ended: readonly ToldCondition[]]> {
  const feedIds = settled.flatMap(({ subject }) =>
    subject.kind === 'feed' ? [subject.feedId] : [],
  )
  const states = await findFeedStates(tx, [...new Set(feedIds)])
  const titleOf = (id: FeedId): string | null =>
    settings.feeds.get(id)?.title ?? states.get(id)?.title ?? null
  const told = ({ subject, kind, since, detail, end }: UntoldCondition): ToldCondition => ({
    name: subject.kind === 'host' ? subject.host : nameOf(subject.feedId, titleOf(subject.feedId)),
    kind,
    since,
    detail,
    endedAt: end?.at ?? null,
  })
  const begun = settled.filter(({ end }) => end === null)
  const ended = settled.filter(wasToBeTold)
  return [begun.map(told), ended.map(told)]
}

function wasToBeTold({ end, isBeginTold, kind, since }: UntoldCondition): boolean {
  if (end?.ending !== 'recovered') return false
  return isBeginTold || (end.at >= since && isToBeTold({ kind, since }, end.at))
}

function nameOf(id: FeedId, title: string | null): string {
  return title === null || title === '' ? id : `${id} (${title})`
}
