import { sql } from 'kysely'
import type { Timestamp } from '../../core/time.ts'
import type { Db } from '../schema.ts'
import { valuesOf } from '../values-of.ts'
import type { PruneCounts, PruneSlice, PruneStep } from './prune-step.ts'

/** The polls of a feed in the order in which they began; `feedId` alone stands before all of the next feed. */
type Place = { readonly feedId: string; readonly startedAt: string; readonly id: number }

/** Feeds that a slice looks at, most of which have one old poll or none. */
const MOST_FEEDS = 100

/** Old polls, but for the last one of each feed. */
export function pollsToPrune(before: Timestamp): PruneStep<number, Place> {
  return {
    first: { feedId: '', startedAt: '', id: 0 },
    find: async (db, place, size) => await findSlice(db, place, size, before),
    count: async (_, ids): Promise<PruneCounts> => ({ polls: ids.length }),
    remove: async (tx, ids): Promise<PruneCounts> => {
      await sql`delete from polls where id in ${valuesOf(ids)}`.execute(tx)
      return { polls: ids.length }
    },
  }
}

async function findSlice(
  db: Db,
  place: Place,
  size: number,
  before: Timestamp,
): Promise<PruneSlice<number, Place>> {
  const ids: number[] = []
  let at = place
  for (let feeds = 0; feeds < MOST_FEEDS; feeds += 1) {
    const wanted = size - ids.length
    const rows = at.feedId === '' ? [] : await listOld(db, at, wanted, before)
    ids.push(...rows.map((row) => row.id))
    const last = rows.at(-1)
    if (last !== undefined && rows.length === wanted) {
      return { ids, next: { ...at, startedAt: last.started_at, id: last.id } }
    }
    const feedId = await findNextFeed(db, at.feedId)
    if (feedId === null) return { ids, next: null }
    at = { feedId, startedAt: '', id: 0 }
  }
  return { ids, next: at }
}

async function listOld(
  db: Db,
  { feedId, startedAt, id }: Place,
  size: number,
  before: Timestamp,
): Promise<readonly { readonly id: number; readonly started_at: string }[]> {
  const { rows } = await sql<{ id: number; started_at: string }>`
    select id, started_at from polls
    where feed_id = ${feedId} and (started_at, id) > (${startedAt}, ${id}) and started_at < ${before}
      and started_at < (select max(started_at) from polls where feed_id = ${feedId})
      and id <> (select max(id) from polls)
    order by started_at, id limit ${size}`.execute(db)
  return rows
}

/** By one step in the index for each feed, however many polls there are. */
async function findNextFeed(db: Db, after: string): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`
    select min(feed_id) id from polls where feed_id > ${after}`.execute(db)
  return rows[0]?.id ?? null
}
