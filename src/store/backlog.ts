import { sql } from 'kysely'
import { type FeedId, feedIdOf, type SubscriptionId, subscriptionIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
import type { Db, Tx } from './schema.ts'
import { valuesOf } from './values-of.ts'

/** A digest of what was already published that no attempt has closed yet. */
export type OpenBacklog = {
  readonly alertId: number
  readonly subscriptionId: SubscriptionId
  readonly createdAt: Timestamp
}

/** Feeds among these that had published items whose articles are to be asked for the first time by now. */
export async function listFeedsWithFirstArticleDue(
  db: Db,
  feedIds: readonly FeedId[],
  now: Timestamp,
): Promise<readonly FeedId[]> {
  const feeds = valuesOf(feedIds)
  const rows = await db
    .selectFrom('items')
    .select('feed_id')
    .distinct()
    // word for word the condition of the index on first articles; with bound values SQLite would not use it
    .where(sql<boolean>`was_published = 1 and article_attempts = 0`)
    .where('article_retry_at', 'is not', null)
    .where('article_retry_at', '<=', now)
    .where('feed_id', 'in', feeds)
    .execute()
  return rows.map((row) => feedIdOf(row.feed_id))
}

export async function listOpenBacklogs(db: Db): Promise<readonly OpenBacklog[]> {
  return (await selectOpen(db)).map((row) => ({
    alertId: row.id,
    subscriptionId: subscriptionIdOf(row.subscription_id ?? ''),
    createdAt: row.created_at as Timestamp, // written by alerts.ts alone
  }))
}

const selectOpen = compileOnce((db) =>
  db
    .selectFrom('alerts')
    .select(['id', 'subscription_id', 'created_at'])
    .where('kind', '=', 'already-published')
    .where('sealed_at', 'is', null),
)

/** Holds a digest until `until`, or longer where it is held already; a reason that it has stays. */
export async function holdBacklog(
  tx: Tx,
  alertId: number,
  until: Timestamp,
  reason: string,
): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({
      state: 'held',
      reason: sql<string>`coalesce(reason, ${reason})`,
      next_attempt_at: sql<string>`max(next_attempt_at, ${until})`,
    })
    .where('alert_id', '=', alertId)
    .where('state', 'in', ['pending', 'held'])
    .execute()
}

/** Ends what holdBacklog began: the digest goes out when its subscription wants it, which may be now. */
export async function releaseBacklog(
  tx: Tx,
  alertIds: readonly number[],
  now: Timestamp,
): Promise<void> {
  const ids = valuesOf(alertIds)
  await sql`
    update deliveries set
      state = iif(a.due_at <= ${now}, 'pending', state),
      reason = iif(a.due_at <= ${now}, null, reason),
      next_attempt_at = a.due_at
    from alerts a
    where a.id = deliveries.alert_id and a.id in ${ids}
      and deliveries.state = 'held' and deliveries.next_attempt_at > a.due_at`.execute(tx)
}
