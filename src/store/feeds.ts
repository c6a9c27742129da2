import type { FeedState, PollOutcome } from '../core/feed/poll-policy.ts'
import { type FeedId, feedIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import type { Db, Schema, Tx } from './schema.ts'

export async function findFeedState(db: Db, feedId: FeedId): Promise<FeedState | null> {
  const row = await db.selectFrom('feeds').selectAll().where('id', '=', feedId).executeTakeFirst()
  return row === undefined ? null : feedStateOf(row)
}

/** Every feed that was ever polled, also those that the configuration no longer names. */
export async function listFeedStates(db: Db): Promise<readonly FeedState[]> {
  return (await db.selectFrom('feeds').selectAll().orderBy('id').execute()).map(feedStateOf)
}

export async function saveFeedState(tx: Tx, state: FeedState): Promise<void> {
  const { id, ...values } = rowOf(state)
  await tx
    .insertInto('feeds')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute()
}

/** Until when a host (`name:port`) asked to be left alone; null when it did not. */
export async function findHostBlock(db: Db, host: string): Promise<Timestamp | null> {
  const row = await db
    .selectFrom('hosts')
    .select('blocked_until')
    .where('host', '=', host)
    .executeTakeFirst()
  return (row?.blocked_until as Timestamp | undefined) ?? null // written by saveHostBlock alone
}

/** Hosts that are left alone at `now`, and until when. */
export async function listHostBlocks(
  db: Db,
  now: Timestamp,
): Promise<ReadonlyMap<string, Timestamp>> {
  const rows = await db.selectFrom('hosts').selectAll().where('blocked_until', '>', now).execute()
  return new Map(rows.map((row) => [row.host, row.blocked_until as Timestamp])) // written by saveHostBlock alone
}

export async function saveHostBlock(tx: Tx, host: string, until: Timestamp): Promise<void> {
  await tx
    .insertInto('hosts')
    .values({ host, blocked_until: until })
    .onConflict((conflict) => conflict.column('host').doUpdateSet({ blocked_until: until }))
    .execute()
}

function feedStateOf(row: Schema['feeds']): FeedState {
  return {
    feedId: feedIdOf(row.id),
    url: row.url,
    title: row.title,
    link: row.link,
    language: row.language,
    firstSucceededAt: row.first_succeeded_at as Timestamp | null, // times are written from Timestamps alone
    lastPolledAt: row.last_polled_at as Timestamp | null,
    lastSucceededAt: row.last_succeeded_at as Timestamp | null,
    lastOutcome: row.last_outcome as PollOutcome | null,
    lastMessage: row.last_message,
    failureCount: row.failure_count,
    retryAt: row.retry_at as Timestamp | null,
    validators: { etag: row.etag, lastModified: row.last_modified },
    bodyHash: row.body_hash,
  }
}

function rowOf(state: FeedState): Schema['feeds'] {
  return {
    id: state.feedId,
    url: state.url,
    title: state.title,
    link: state.link,
    language: state.language,
    first_succeeded_at: state.firstSucceededAt,
    last_polled_at: state.lastPolledAt,
    last_succeeded_at: state.lastSucceededAt,
    last_outcome: state.lastOutcome,
    last_message: state.lastMessage,
    failure_count: state.failureCount,
    retry_at: state.retryAt,
    etag: state.validators.etag,
    last_modified: state.validators.lastModified,
    body_hash: state.bodyHash,
  }
}
