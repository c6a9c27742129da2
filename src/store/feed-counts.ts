import { sql } from 'kysely'
import type { ConditionKind } from '../core/feed/condition.ts'
import { type FeedId, feedIdOf } from '../core/ids.ts'
import type { Db } from './schema.ts'

/** Reads for numbers of feeds, of which there may be many: each looks into indexes, and at the rows of troubled feeds alone. */

export type WaitingFeed = {
  readonly feedId: FeedId
  readonly failureCount: number
  readonly throttleCount: number
}

/** The feeds whose last poll brought nothing, so that they wait for another. */
export async function listWaitingFeeds(db: Db): Promise<readonly WaitingFeed[]> {
  const rows = await db
    .selectFrom('feeds')
    .select(['id', 'failure_count', 'throttle_count'])
    .where('retry_at', 'is not', null)
    .execute()
  return rows.map((row) => ({
    feedId: feedIdOf(row.id),
    failureCount: row.failure_count,
    throttleCount: row.throttle_count,
  }))
}

export type OpenKind = { readonly kind: ConditionKind; readonly feedId: FeedId | null }

/** The kind of every condition that lasts; `feedId` is null for one of a host. */
export async function listOpenKinds(db: Db): Promise<readonly OpenKind[]> {
  const open = db.selectFrom('conditions').where('ended_at', 'is', null)
  const ofFeeds = open.select(['kind', 'feed_id']).where('feed_id', 'is not', null)
  const ofHosts = open
    .select(['kind', sql<string | null>`null`.as('feed_id')])
    .where('host', 'is not', null)
  const rows = await ofFeeds.unionAll(ofHosts).execute()
  return rows.map((row) => ({
    kind: row.kind as ConditionKind, // written by conditions.ts alone
    feedId: row.feed_id === null ? null : feedIdOf(row.feed_id),
  }))
}

/** How many gaps were noticed after the one of this id, and the id of the last. */
export async function countGapsAfter(
  db: Db,
  id: number,
): Promise<{ readonly count: number; readonly lastId: number }> {
  const row = await db
    .selectFrom('gaps')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.max<number | null>('id').as('last')])
    .where('id', '>', id)
    .executeTakeFirstOrThrow()
  return { count: row.count, lastId: row.last ?? id }
}

/** The id of the last gap; 0 when there is none. */
export async function findLastGapId(db: Db): Promise<number> {
  const row = await db
    .selectFrom('gaps')
    .select(({ fn }) => fn.max<number | null>('id').as('last'))
    .executeTakeFirstOrThrow()
  return row.last ?? 0
}
