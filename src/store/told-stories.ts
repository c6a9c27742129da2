import { sql } from 'kysely'
import { type FeedId, feedIdOf, type RuleId, ruleIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import type { Db } from './schema.ts'

/** That a rule hit a story; matches get their ids in the order in which they are found. */
export type ToldStory = {
  readonly ruleId: RuleId
  /** null: another hit of the rule tells the story, or none does. */
  readonly storyId: number | null
  readonly matchId: number
}

/**
 * Every match, as far as an index holds it: its evidence is a few kilobytes, and of a hundred thousand matches none is read. The
 * plus keeps SQLite from going through the rows by id.
 */
export async function listToldStories(db: Db): Promise<readonly ToldStory[]> {
  const { rows } = await sql<{ rule_id: string; told_story_id: number | null; id: number }>`
    select rule_id, told_story_id, id from matches where +id > 0`.execute(db)
  return rows.map((row) => ({
    ruleId: ruleIdOf(row.rule_id),
    storyId: row.told_story_id,
    matchId: row.id,
  }))
}

/**
 * The id of the first match that was found at this time or later; null where there is none. By halving, for no index holds
 * the times: twenty rows of a million are read.
 */
export async function findFirstMatchId(db: Db, since: Timestamp): Promise<number | null> {
  const { rows } = await sql<{ low: number | null; high: number | null }>`
    select (select min(id) from matches) low, (select max(id) from matches) high`.execute(db)
  let low = rows[0]?.low ?? 0
  const last = rows[0]?.high ?? null
  if (last === null) return null
  let high = last + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const row = await db
      .selectFrom('matches')
      .select(['id', 'matched_at'])
      .where('id', '>=', middle)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()
    if (row === undefined || row.matched_at >= since) high = middle
    else low = row.id + 1
  }
  return low > last ? null : low
}

/** How many items each feed has brought since then. */
export async function countItemsSince(
  db: Db,
  since: Timestamp,
): Promise<ReadonlyMap<FeedId, number>> {
  const rows = await db
    .selectFrom('items')
    .select(({ fn }) => ['feed_id', fn.countAll<number>().as('count')])
    .where('first_seen_at', '>=', since)
    .groupBy('feed_id')
    .execute()
  return new Map(rows.map((row) => [feedIdOf(row.feed_id), row.count]))
}

/** When the oldest item of each feed was first seen. */
export async function listFirstSeen(db: Db): Promise<ReadonlyMap<FeedId, Timestamp>> {
  const rows = await db
    .selectFrom('items')
    .select(({ fn }) => ['feed_id', fn.min('first_seen_at').as('at')])
    .groupBy('feed_id')
    .execute()
  return new Map(rows.map((row) => [feedIdOf(row.feed_id), row.at as Timestamp])) // written by items.ts
}

/** When everything that was stored had last been held against each rule, and of which revision it was. */
export async function listAppliedTimes(
  db: Db,
): Promise<ReadonlyMap<RuleId, { readonly revision: string; readonly at: Timestamp }>> {
  const rows = await db.selectFrom('rules').select(['id', 'revision', 'applied_at']).execute()
  return new Map(
    rows.map((row) => [
      ruleIdOf(row.id),
      { revision: row.revision, at: row.applied_at as Timestamp }, // written by rules.ts
    ]),
  )
}
