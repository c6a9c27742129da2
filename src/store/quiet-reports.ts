import type { FeedId, SubscriptionId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import type { Db, Tx } from './schema.ts'
import { valuesOf } from './values-of.ts'

/** Until when a subscription has been told that all is quiet, or was told something else; null: it is new to this. */
export async function findReportedUntil(
  db: Db,
  subscriptionId: SubscriptionId,
): Promise<Timestamp | null> {
  const row = await db
    .selectFrom('quiet_reports')
    .select('reported_until')
    .where('subscription_id', '=', subscriptionId)
    .executeTakeFirst()
  return (row?.reported_until ?? null) as Timestamp | null // written below alone
}

/** Where the next proof of life of these subscriptions begins to count, at the earliest; null: nobody waits for one. */
export async function findCountedSince(
  db: Db,
  subscriptionIds: readonly SubscriptionId[],
): Promise<Timestamp | null> {
  const row = await db
    .selectFrom('quiet_reports')
    .select(({ fn }) => fn.min<string | null>('reported_until').as('since'))
    .where('subscription_id', 'in', valuesOf(subscriptionIds))
    .executeTakeFirst()
  return (row?.since ?? null) as Timestamp | null // written below alone
}

export async function saveReportedUntil(
  tx: Tx,
  subscriptionId: SubscriptionId,
  until: Timestamp,
): Promise<void> {
  await tx
    .insertInto('quiet_reports')
    .values({ subscription_id: subscriptionId, reported_until: until })
    .onConflict((conflict) => conflict.doUpdateSet({ reported_until: until }))
    .execute()
}

/** Whether anything was, or is to be, told to a subscription in a time: an alert that was opened or closed in it, or is open. */
export async function wasToldBetween(
  db: Db,
  subscriptionId: SubscriptionId,
  since: Timestamp,
  until: Timestamp,
): Promise<boolean> {
  const row = await db
    .selectFrom('alerts')
    .select('id')
    .where('subscription_id', '=', subscriptionId)
    .where('kind', '<>', 'all-quiet')
    .where('created_at', '<=', until)
    .where(({ or, eb }) =>
      or([eb('created_at', '>', since), eb('sealed_at', '>', since), eb('sealed_at', 'is', null)]),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** How many new items these feeds brought from `since` on and before `until`. */
export async function countNews(
  db: Db,
  feedIds: readonly FeedId[],
  since: Timestamp,
  until: Timestamp,
): Promise<number> {
  const row = await db
    .selectFrom('items')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('feed_id', 'in', valuesOf(feedIds))
    .where('first_seen_at', '>=', since)
    .where('first_seen_at', '<', until)
    .where('was_published', '=', 0)
    .executeTakeFirstOrThrow()
  return row.count
}
