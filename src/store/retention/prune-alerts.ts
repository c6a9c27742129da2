import { type RawBuilder, sql } from 'kysely'
import type { Timestamp } from '../../core/time.ts'
import type { Db, Tx } from '../schema.ts'
import { valuesOf } from '../values-of.ts'
import { listPrunableStories, type StoryTerms } from './prunable-stories.ts'
import type { PruneCounts, PruneSlice, PruneStep } from './prune-step.ts'

/** Deliveries in the order in which they ended. */
type Place = { readonly finishedAt: string; readonly state: string; readonly id: number }

export type AlertTerms = {
  /** Opened, tried and ended before. */
  readonly before: Timestamp
  /**
   * What an alert told must be gone. Where nothing is removed, stories that would go by these terms count as gone; null: they
   * are gone already.
   */
  readonly wouldGo: StoryTerms | null
}

/**
 * Old alerts of which nothing is left that they told, messages to administrators, proofs of life, each with its deliveries. The
 * delivery by which an address is known to fail stays as long as that is known.
 */
export function alertsToPrune(terms: AlertTerms): PruneStep<number, Place> {
  return {
    first: { finishedAt: '', state: '', id: 0 },
    find: async (db, place, size) => await findSlice(db, place, size, terms),
    count: countAlerts,
    remove: removeAlerts,
  }
}

/** Each alert is looked at once, at the last of its deliveries to end. */
async function findSlice(
  db: Db,
  { finishedAt, state, id }: Place,
  size: number,
  { before, wouldGo }: AlertTerms,
): Promise<PruneSlice<number, Place>> {
  const { rows } = await sql<EndedDelivery>`
    select d.id, d.finished_at, d.state, d.alert_id, d.id = (
      select o.id from deliveries o where o.alert_id = d.alert_id
      order by o.finished_at desc, o.id desc limit 1) is_last
    from deliveries d
    where d.finished_at is not null and (d.finished_at, d.state, d.id) > (${finishedAt}, ${state}, ${id})
      and d.finished_at < ${before}
    order by d.finished_at, d.state, d.id limit ${size}`.execute(db)
  const ended = rows.flatMap((row) => (row.is_last === 1 ? [row.alert_id] : []))
  const old = ended.length === 0 ? [] : await listOldAlerts(db, ended, before)
  const kept = old.length === 0 ? new Set<number>() : await findStillTelling(db, old, wouldGo)
  const last = rows.length < size ? undefined : rows.at(-1)
  const next =
    last === undefined ? null : { finishedAt: last.finished_at, state: last.state, id: last.id }
  return { ids: old.filter((alertId) => !kept.has(alertId)), next }
}

type EndedDelivery = {
  readonly id: number
  readonly finished_at: string
  readonly state: string
  readonly alert_id: number
  readonly is_last: number
}

async function listOldAlerts(
  db: Db,
  alertIds: readonly number[],
  before: Timestamp,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select a.id from alerts a
    where a.id in ${valuesOf(alertIds)} and a.created_at < ${before} and a.id <> (select max(id) from alerts)
      and not exists (
        select 1 from deliveries d where d.alert_id = a.id and (
          d.finished_at is null or d.finished_at >= ${before}
          or d.id = (select max(id) from deliveries)
          or d.id in (select delivery_id from failing_addresses)
          or exists (
            select 1 from delivery_attempts t where t.delivery_id = d.id and (
              t.finished_at is null or t.started_at >= ${before}
              or t.id = (select max(id) from delivery_attempts)))))`.execute(db)
  return rows.map((row) => row.id)
}

/** Those of these alerts that tell something of a story that stays. */
async function findStillTelling(
  db: Db,
  alertIds: readonly number[],
  wouldGo: StoryTerms | null,
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ alert_id: number; story_id: number }>`
    select am.alert_id, m.story_id from alert_matches am join matches m on m.id = am.match_id
      where am.alert_id in ${valuesOf(alertIds)}
    union
    select ae.alert_id, i.story_id from alert_edits ae
      join edits e on e.id = ae.edit_id join items i on i.id = e.item_id
      where ae.alert_id in ${valuesOf(alertIds)}`.execute(db)
  const storyIds = [...new Set(rows.map((row) => row.story_id))]
  const gone = new Set(
    wouldGo === null || storyIds.length === 0
      ? []
      : await listPrunableStories(db, storyIds, wouldGo),
  )
  return new Set(rows.flatMap((row) => (gone.has(row.story_id) ? [] : [row.alert_id])))
}

const deliveriesOf = (alertIds: readonly number[]): RawBuilder<number> =>
  sql<number>`select id from deliveries where alert_id in ${valuesOf(alertIds)}`

async function countAlerts(db: Db, ids: readonly number[]): Promise<PruneCounts> {
  const { rows } = await sql<{ deliveries: number }>`
    select count(*) deliveries from (${deliveriesOf(ids)})`.execute(db)
  return { alerts: ids.length, deliveries: rows[0]?.deliveries ?? 0 }
}

async function removeAlerts(tx: Tx, ids: readonly number[]): Promise<PruneCounts> {
  const counts = await countAlerts(tx, ids)
  await sql`delete from delivery_attempts where delivery_id in (${deliveriesOf(ids)})`.execute(tx)
  await sql`delete from deliveries where alert_id in ${valuesOf(ids)}`.execute(tx)
  await sql`delete from alerts where id in ${valuesOf(ids)}`.execute(tx)
  return counts
}
