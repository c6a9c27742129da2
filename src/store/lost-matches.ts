import { sql } from 'kysely'
import { IS_OPEN } from './due-deliveries.ts'
import type { Db } from './schema.ts'

/** Whether nothing says what became of the match `m`: no alert or suppression, or an alert to nobody. */
export const IS_LOST = sql<boolean>`(
  (not exists (select 1 from alert_matches am where am.match_id = m.id)
    and not exists (select 1 from suppressions s where s.match_id = m.id))
  or exists (select 1 from alert_matches am where am.match_id = m.id
    and not exists (select 1 from deliveries d where d.alert_id = am.alert_id)))`

/** Matches with a delivery that has not ended. */
export async function countOpenMatches(db: Db): Promise<number> {
  const open = db.selectFrom('deliveries as d').select('d.alert_id').where(IS_OPEN)
  const { count } = await db
    .selectFrom('alert_matches')
    .select(({ fn }) => fn.count<number>('match_id').distinct().as('count'))
    .where('alert_id', 'in', open)
    .executeTakeFirstOrThrow()
  return count
}

/** The highest ids among the matches; 0 where there are none. */
export type LastMatch = { readonly matchId: number; readonly itemId: number }

export async function findLastMatch(db: Db): Promise<LastMatch> {
  const { rows } = await sql<LastMatch>`
    select coalesce((select max(id) from matches), 0) matchId,
      coalesce((select max(item_id) from matches), 0) itemId`.execute(db)
  return rows[0] ?? { matchId: 0, itemId: 0 }
}

/** Lost matches of items from one id, exclusive, to another; looks into indexes alone, for rows of matches are large. */
export async function countLostOfItems(
  db: Db,
  afterItemId: number,
  untilItemId: number,
): Promise<number> {
  const { count } = await db
    .selectFrom('matches as m')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('m.item_id', '>', afterItemId)
    .where('m.item_id', '<=', untilItemId)
    .where(IS_LOST)
    .executeTakeFirstOrThrow()
  return count
}

export async function countLostAfter(db: Db, matchId: number): Promise<number> {
  const { count } = await db
    .selectFrom('matches as m')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('m.id', '>', matchId)
    .where(IS_LOST)
    .executeTakeFirstOrThrow()
  return count
}
