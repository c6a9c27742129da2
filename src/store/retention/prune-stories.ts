import { type RawBuilder, sql } from 'kysely'
import type { Timestamp } from '../../core/time.ts'
import type { Db, Tx } from '../schema.ts'
import { replaceMarks } from '../story-marks.ts'
import { valuesOf } from '../values-of.ts'
import { listPrunableStories, type StoryTerms } from './prunable-stories.ts'
import type { PruneCounts, PruneSlice, PruneStep } from './prune-step.ts'

/** Items in the order in which they were first seen: none that is old was first seen later than it was last seen. */
type Place = { readonly seenAt: string; readonly id: number }

/** Old stories with everything of theirs. Keys of their items stay in memory, from `now` on without an item. */
export function storiesToPrune(terms: StoryTerms, now: Timestamp): PruneStep<number, Place> {
  return {
    first: { seenAt: '', id: 0 },
    find: async (db, place, size) => await findSlice(db, place, size, terms),
    count: countStories,
    remove: async (tx, ids) => await removeStories(tx, ids, now),
  }
}

/** Each story is looked at once, at its item that was first seen last. */
async function findSlice(
  db: Db,
  place: Place,
  size: number,
  terms: StoryTerms,
): Promise<PruneSlice<number, Place>> {
  const { rows } = await sql<{ id: number; seen_at: string; story_id: number; is_last: number }>`
    select i.id, i.first_seen_at seen_at, i.story_id, not exists (
      select 1 from items o where o.story_id = i.story_id
        and (o.first_seen_at, o.id) > (i.first_seen_at, i.id)) is_last
    from items i
    where (i.first_seen_at, i.id) > (${place.seenAt}, ${place.id}) and i.first_seen_at < ${terms.before}
    order by i.first_seen_at, i.id limit ${size}`.execute(db)
  const storyIds = rows.flatMap((row) => (row.is_last === 1 ? [row.story_id] : []))
  const ids = storyIds.length === 0 ? [] : await listPrunableStories(db, storyIds, terms)
  const last = rows.length < size ? undefined : rows.at(-1)
  return { ids, next: last === undefined ? null : { seenAt: last.seen_at, id: last.id } }
}

const itemsOf = (storyIds: readonly number[]): RawBuilder<number> =>
  sql<number>`select id from items where story_id in ${valuesOf(storyIds)}`

const matchesOf = (storyIds: readonly number[]): RawBuilder<number> =>
  sql<number>`select id from matches where story_id in ${valuesOf(storyIds)}`

const editsOf = (storyIds: readonly number[]): RawBuilder<number> =>
  sql<number>`select id from edits where item_id in (${itemsOf(storyIds)})`

async function countStories(db: Db, ids: readonly number[]): Promise<PruneCounts> {
  const { rows } = await sql<{ items: number; matches: number; edits: number }>`
    select (select count(*) from (${itemsOf(ids)})) items,
      (select count(*) from (${matchesOf(ids)})) matches,
      (select count(*) from (${editsOf(ids)})) edits`.execute(db)
  return { stories: ids.length, ...rows[0] }
}

async function removeStories(tx: Tx, ids: readonly number[], now: Timestamp): Promise<PruneCounts> {
  const counts = await countStories(tx, ids)
  await removeMarks(tx, ids)
  for (const statement of [
    sql`delete from alert_edits where edit_id in (${editsOf(ids)})`,
    sql`delete from edits where item_id in (${itemsOf(ids)})`,
    sql`delete from alert_matches where match_id in (${matchesOf(ids)})`,
    sql`delete from suppressions where match_id in (${matchesOf(ids)})`,
    sql`delete from matches where story_id in ${valuesOf(ids)}`,
    sql`update identities set item_gone_at = ${now} where item_id in (${itemsOf(ids)})`,
    sql`delete from items where story_id in ${valuesOf(ids)}`,
    sql`delete from story_keys where story_id in ${valuesOf(ids)}`,
    sql`delete from stories where id in ${valuesOf(ids)}`,
  ]) {
    await statement.execute(tx)
  }
  return counts
}

/** Old stories have none, as a rule: polls take them back after a month, a few at a time. */
async function removeMarks(tx: Tx, ids: readonly number[]): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select id from stories where id in ${valuesOf(ids)} and marks is not null`.execute(tx)
  for (const { id } of rows) await replaceMarks(tx, id, [])
}
