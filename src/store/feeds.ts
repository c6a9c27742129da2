import type { FeedState, PollOutcome } from '../core/feed/feed-state.ts'
import { isInForce, LONGEST_WAIT_MS } from '../core/feed/poll-policy.ts'
import { type FeedId, feedIdOf } from '../core/ids.ts'
import { addMs, type Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
import { inParts, PART_SIZE } from './in-parts.ts'
import { insertRows } from './insert-rows.ts'
import type { Db, Schema, Tx } from './schema.ts'
import { type JsonList, jsonOf, valuesIn } from './values-of.ts'

export async function findFeedState(db: Db, feedId: FeedId): Promise<FeedState | null> {
  return (await findFeedStates(db, [feedId])).get(feedId) ?? null
}

/** Every feed that was ever polled, also those that the configuration no longer names. */
export async function listFeedStates(db: Db): Promise<readonly FeedState[]> {
  return (await db.selectFrom('feeds').selectAll().orderBy('id').execute()).map(feedStateOf)
}

/** Those of these feeds that were ever polled. */
export async function findFeedStates(
  db: Db,
  feedIds: readonly FeedId[],
): Promise<ReadonlyMap<FeedId, FeedState>> {
  const states = new Map<FeedId, FeedState>()
  for (const ids of inParts(feedIds, PART_SIZE)) {
    for (const row of await selectFeeds(db, jsonOf(ids))) {
      states.set(feedIdOf(row.id), feedStateOf(row))
    }
  }
  return states
}

const selectFeeds = compileOnce((db, ids: JsonList<string>) =>
  db.selectFrom('feeds').selectAll().where('id', 'in', valuesIn(ids)),
)

/**
 * The feeds that are due whatever their schedules say now: the wait after a poll that brought nothing has ended, or what kept a
 * turn of the schedule from being taken is fresh no longer.
 */
export async function listFeedsToRetry(db: Db, now: Timestamp): Promise<readonly FeedId[]> {
  const rows = await db
    .selectFrom('feeds')
    .select('id')
    .where(({ or, eb }) =>
      or([
        eb('retry_at', '<=', now),
        eb('retry_at', '>', addMs(now, LONGEST_WAIT_MS)),
        eb('fresh_until', '<=', now),
        eb('fresh_until', '>', addMs(now, LONGEST_WAIT_MS)),
      ]),
    )
    .execute()
  return rows.map((row) => feedIdOf(row.id))
}

/** When each of these feeds was polled last; those that never were are left out. */
export async function listLastPolls(
  db: Db,
  feedIds: readonly FeedId[],
): Promise<ReadonlyMap<FeedId, Timestamp>> {
  const polledAt = new Map<FeedId, Timestamp>()
  for (const ids of inParts(feedIds, PART_SIZE)) {
    const rows = await db
      .selectFrom('feeds')
      .select(['id', 'last_polled_at'])
      .where('id', 'in', ids)
      .where('last_polled_at', 'is not', null)
      .execute()
    for (const row of rows) polledAt.set(feedIdOf(row.id), row.last_polled_at as Timestamp) // written from Timestamps alone
  }
  return polledAt
}

/** The feeds whose last poll began after `after`, not later than `until`, and went well. */
export async function listPolledBetween(
  db: Db,
  after: Timestamp,
  until: Timestamp,
): Promise<ReadonlySet<FeedId>> {
  const rows = await db
    .selectFrom('feeds')
    .select('id')
    .where('last_polled_at', '>', after)
    .where('last_polled_at', '<=', until)
    .where('failure_count', '=', 0)
    .execute()
  return new Set(rows.map(({ id }) => feedIdOf(id)))
}

export async function saveFeedState(tx: Tx, state: FeedState): Promise<void> {
  await saveFeedStates(tx, [state])
}

export async function saveFeedStates(tx: Tx, states: readonly FeedState[]): Promise<void> {
  const rows = states.map(rowOf)
  const [first] = rows
  if (first === undefined) return
  renewedState ??= renewalOf(first)
  await insertRows(tx, 'feeds', rows, renewedState)
}

let renewedState: string | undefined

function renewalOf(row: Schema['feeds']): string {
  const columns = Object.keys(row).filter((column) => column !== 'id')
  return `on conflict (id) do update set ${columns.map((column) => `${column} = excluded.${column}`).join()}`
}

/** Until when a host (`name:port`) wants to be left alone; null when it may be asked at `now`. */
export async function findHostBlock(
  db: Db,
  host: string,
  now: Timestamp,
): Promise<Timestamp | null> {
  return (await findHostBlocks(db, [host], now)).get(host) ?? null
}

/** Those of these hosts that are left alone at `now`, and until when. */
export async function findHostBlocks(
  db: Db,
  hosts: readonly string[],
  now: Timestamp,
): Promise<ReadonlyMap<string, Timestamp>> {
  const blocks = new Map<string, Timestamp>()
  for (const { host, blocked_until } of await selectHosts(db, jsonOf(hosts))) {
    const until = blocked_until as Timestamp // written by saveHostBlock alone
    if (isInForce(until, now)) blocks.set(host, until)
  }
  return blocks
}

const selectHosts = compileOnce((db, hosts: JsonList<string>) =>
  db.selectFrom('hosts').selectAll().where('host', 'in', valuesIn(hosts)),
)

/** Hosts that are left alone at `now`, and until when. */
export async function listHostBlocks(
  db: Db,
  now: Timestamp,
): Promise<ReadonlyMap<string, Timestamp>> {
  const rows = await db
    .selectFrom('hosts')
    .selectAll()
    .where('blocked_until', '>', now)
    .where('blocked_until', '<=', addMs(now, LONGEST_WAIT_MS))
    .execute()
  return new Map(rows.map((row) => [row.host, row.blocked_until as Timestamp])) // written by saveHostBlock alone
}

/** Leaves a host alone until then; returns until when it is left alone now, as a longer block that is known stays. */
export async function saveHostBlock(
  tx: Tx,
  host: string,
  until: Timestamp,
  now: Timestamp,
): Promise<Timestamp> {
  const known = await findHostBlock(tx, host, now)
  if (known !== null && known >= until) return known
  await tx
    .insertInto('hosts')
    .values({ host, blocked_until: until })
    .onConflict((conflict) => conflict.column('host').doUpdateSet({ blocked_until: until }))
    .execute()
  return until
}

/** Forgets the blocks that have ended, and returns their hosts: what waited for them may go on. */
export async function pruneHostBlocks(tx: Tx, now: Timestamp): Promise<ReadonlySet<string>> {
  const rows = await tx
    .deleteFrom('hosts')
    .where(({ or, eb }) =>
      or([eb('blocked_until', '<=', now), eb('blocked_until', '>', addMs(now, LONGEST_WAIT_MS))]),
    )
    .returning('host')
    .execute()
  return new Set(rows.map((row) => row.host))
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
    outcomeCount: row.outcome_count,
    lastMessage: row.last_message,
    failureCount: row.failure_count,
    throttleCount: row.throttle_count,
    throttledUntil: row.throttled_until as Timestamp | null,
    retryAt: row.retry_at as Timestamp | null,
    validators: { url: row.validators_url, etag: row.etag, lastModified: row.last_modified },
    bodyHash: row.body_hash,
    fullAt: row.full_at as Timestamp | null,
    ttlMinutes: row.ttl_minutes,
    freshUntil: row.fresh_until as Timestamp | null,
    move: {
      to: row.moved_to,
      count: row.moved_count,
      adoptedUrl: row.adopted_url,
      checkedAt: row.move_checked_at as Timestamp | null,
    },
    lastNewsAt: row.last_news_at as Timestamp | null,
    quietAfter: row.quiet_after as Timestamp | null,
    listedItems: JSON.parse(row.listed_items) as number[], // written by rowOf alone
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
    outcome_count: state.outcomeCount,
    last_message: state.lastMessage,
    failure_count: state.failureCount,
    throttle_count: state.throttleCount,
    throttled_until: state.throttledUntil,
    retry_at: state.retryAt,
    validators_url: state.validators.url,
    etag: state.validators.etag,
    last_modified: state.validators.lastModified,
    body_hash: state.bodyHash,
    full_at: state.fullAt,
    ttl_minutes: state.ttlMinutes,
    fresh_until: state.freshUntil,
    moved_to: state.move.to,
    moved_count: state.move.count,
    adopted_url: state.move.adoptedUrl,
    move_checked_at: state.move.checkedAt,
    last_news_at: state.lastNewsAt,
    quiet_after: state.quietAfter,
    listed_items: JSON.stringify(state.listedItems),
  }
}
