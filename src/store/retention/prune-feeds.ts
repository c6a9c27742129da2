import { sql } from 'kysely'
import type { FeedId } from '../../core/ids.ts'
import type { Timestamp } from '../../core/time.ts'
import { valuesOf } from '../values-of.ts'
import type { PruneCounts, PruneSlice, PruneStep } from './prune-step.ts'

/**
 * What is known of feeds that left the configuration and were not polled since `before`, once none of their items is known any
 * more: until then a feed that comes back goes on where it was, does not tell its archive as news, and tells its news as such.
 */
export function feedsToPrune(
  configured: readonly FeedId[],
  before: Timestamp,
): PruneStep<string, string> {
  return {
    first: '',
    find: async (db, place, size): Promise<PruneSlice<string, string>> => {
      const { rows } = await sql<{ id: string; is_forgotten: number }>`
        select f.id, f.id not in ${valuesOf(configured)} and ifnull(f.last_polled_at, '') < ${before}
          and not exists (select 1 from identities k where k.feed_id = f.id)
          and not exists (select 1 from items i where i.feed_id = f.id) is_forgotten
        from feeds f where f.id > ${place} order by f.id limit ${size}`.execute(db)
      const last = rows.length < size ? undefined : rows.at(-1)
      return {
        ids: rows.flatMap((row) => (row.is_forgotten === 1 ? [row.id] : [])),
        next: last?.id ?? null,
      }
    },
    count: async (_, ids): Promise<PruneCounts> => ({ feeds: ids.length }),
    remove: async (tx, ids): Promise<PruneCounts> => {
      await sql`delete from feeds where id in ${valuesOf(ids)}`.execute(tx)
      return { feeds: ids.length }
    },
  }
}
