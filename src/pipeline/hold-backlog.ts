/**
 * The digest of what was already published waits for the articles of feeds at their first poll, of which there may be more
 * than a poll has time for: else each look after articles would open another one, with another ten stories a rule.
 */
import type { Settings } from '../config/settings.ts'
import type { FeedId, SubscriptionId } from '../core/ids.ts'
import { addMs, MINUTE_MS, type Timestamp } from '../core/time.ts'
import {
  holdBacklog,
  listFeedsWithFirstArticleDue,
  listOpenBacklogs,
  releaseBacklog,
} from '../store/backlog.ts'
import type { Db, Tx } from '../store/schema.ts'

/** So long after it was opened a digest goes out with what was read by then. */
export const LONGEST_HOLD_MS = 15 * MINUTE_MS

/** Holds the digests of subscriptions that watch a feed whose first articles are still to be asked for. */
export async function holdUnreadBacklogs(
  tx: Tx,
  settings: Settings,
  now: Timestamp,
): Promise<void> {
  const open = await listOpenBacklogs(tx) // first: most of the first polls open none
  if (open.length === 0) return
  const awaiting = await listAwaitingSubscriptions(tx, settings, now)
  if (awaiting.size === 0) return
  for (const { alertId, subscriptionId, createdAt } of open) {
    const until = addMs(createdAt, LONGEST_HOLD_MS)
    if (!awaiting.has(subscriptionId) || until <= now) continue
    const reason = 'the articles of what was already published are being read'
    await holdBacklog(tx, alertId, until, reason)
  }
}

/** Lets the digests go whose subscriptions wait for no first article any more. */
export async function releaseReadBacklogs(
  tx: Tx,
  settings: Settings,
  now: Timestamp,
): Promise<void> {
  const open = await listOpenBacklogs(tx)
  if (open.length === 0) return
  const awaiting = await listAwaitingSubscriptions(tx, settings, now)
  const read = open.filter(({ subscriptionId }) => !awaiting.has(subscriptionId))
  await releaseBacklog(
    tx,
    read.map(({ alertId }) => alertId),
    now,
  )
}

/** Whether first articles are still to be asked for that a digest of what was already published waits for. */
export async function hasUnreadBacklog(
  db: Db,
  settings: Settings,
  now: Timestamp,
): Promise<boolean> {
  return (await listAwaitingSubscriptions(db, settings, now)).size > 0
}

/** Lets all digests go with what was read by now. */
export async function releaseAllBacklogs(tx: Tx, now: Timestamp): Promise<void> {
  const open = await listOpenBacklogs(tx)
  await releaseBacklog(
    tx,
    open.map(({ alertId }) => alertId),
    now,
  )
}

async function listAwaitingSubscriptions(
  db: Db,
  settings: Settings,
  now: Timestamp,
): Promise<ReadonlySet<SubscriptionId>> {
  const feedIds = listReadFeeds(settings)
  if (feedIds.length === 0) return NOBODY
  const unread = new Set(await listFeedsWithFirstArticleDue(db, feedIds, now))
  if (unread.size === 0) return NOBODY
  const subscriptions = [...settings.subscriptions.values()].filter(({ ruleIds }) =>
    [...ruleIds].some((id) => settings.rules.get(id)?.feedIds.isDisjointFrom(unread) === false),
  )
  return new Set(subscriptions.map(({ id }) => id))
}

const NOBODY: ReadonlySet<SubscriptionId> = new Set()

/** Asked for at each first poll, so they are looked for once. */
const readFeeds = new WeakMap<Settings['feeds'], readonly FeedId[]>()

/** The feeds whose first articles a digest waits for. */
function listReadFeeds({ feeds }: Settings): readonly FeedId[] {
  const known = readFeeds.get(feeds)
  if (known !== undefined) return known
  const read = [...feeds.values()]
    .filter((feed) => feed.fullText && feed.startWith === 'digest')
    .map((feed) => feed.id)
  readFeeds.set(feeds, read)
  return read
}
