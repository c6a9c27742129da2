import { sql } from 'kysely'
import type { FeedId } from '../../core/ids.ts'
import type { Timestamp } from '../../core/time.ts'
import type { Db } from '../schema.ts'
import type { PruneCounts, PruneSlice, PruneStep } from './prune-step.ts'

/** The key in hexadecimal digits. */
type Key = { readonly feedId: string; readonly key: string }
type Place = Key & { readonly goneAt: string }

export type IdentityTerms = {
  readonly before: Timestamp
  /** Keys of what these feeds list still are kept, however long ago its item went. */
  readonly feedIds: readonly FeedId[]
}

/** Keys whose item is gone for so long that it may be news again. */
export function identitiesToPrune(terms: IdentityTerms): PruneStep<Key, Place> {
  return {
    first: { goneAt: '', feedId: '', key: '' },
    find: async (db, place, size) => await findSlice(db, place, size, terms),
    count: async (_, keys): Promise<PruneCounts> => ({ identities: keys.length }),
    remove: async (tx, keys): Promise<PruneCounts> => {
      await sql`
        delete from identities where (feed_id, key) in (
          select value ->> 'feedId', unhex(value ->> 'key') from json_each(${JSON.stringify(keys)}))`.execute(
        tx,
      )
      return { identities: keys.length }
    },
  }
}

async function findSlice(
  db: Db,
  { goneAt, feedId, key }: Place,
  size: number,
  { before, feedIds }: IdentityTerms,
): Promise<PruneSlice<Key, Place>> {
  const { rows } = await sql<GoneKey>`
    select item_gone_at gone_at, feed_id, hex(key) key_hex, item_id from identities
    where item_gone_at is not null and (item_gone_at, feed_id, key) > (${goneAt}, ${feedId}, unhex(${key}))
      and item_gone_at < ${before}
    order by item_gone_at, feed_id, key limit ${size}`.execute(db)
  const configured = new Set<string>(feedIds)
  const listed = new Map<string, ReadonlySet<number>>()
  for (const id of new Set(rows.map((row) => row.feed_id))) {
    listed.set(id, configured.has(id) ? await readListed(db, id) : new Set())
  }
  const ids = rows.flatMap((row) =>
    listed.get(row.feed_id)?.has(row.item_id) === true
      ? []
      : [{ feedId: row.feed_id, key: row.key_hex }],
  )
  const last = rows.length < size ? undefined : rows.at(-1)
  const next =
    last === undefined ? null : { goneAt: last.gone_at, feedId: last.feed_id, key: last.key_hex }
  return { ids, next }
}

type GoneKey = {
  readonly gone_at: string
  readonly feed_id: string
  readonly key_hex: string
  readonly item_id: number
}

async function readListed(db: Db, feedId: string): Promise<ReadonlySet<number>> {
  const row = await db
    .selectFrom('feeds')
    .select('listed_items')
    .where('id', '=', feedId)
    .executeTakeFirst()
  return new Set(row === undefined ? [] : (JSON.parse(row.listed_items) as number[])) // written by feeds.ts alone
}
