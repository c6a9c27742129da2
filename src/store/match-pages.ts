import { sql } from 'kysely'
import { type RuleId, ruleIdOf, type SubscriptionId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { type Match, matchOf } from './matches.ts'
import type { Db } from './schema.ts'
import { findFirstMatchId } from './told-stories.ts'

/** Which matches; null is no condition. */
export type MatchFilter = {
  readonly ruleId: RuleId | null
  /** Told to this subscription, or about to be. */
  readonly subscriptionId: SubscriptionId | null
  readonly storyId: number | null
  readonly since: Timestamp | null
  /** Matches that were found before this one. */
  readonly beforeId: number | null
  /** `told`: those that tell their story for their rule, so that each story comes once a rule. */
  readonly which: 'told' | 'all'
  readonly limit: number
}

/** The newest matches of a kind, newest first. */
export async function listMatchPage(db: Db, filter: MatchFilter): Promise<readonly Match[]> {
  const { ruleId, subscriptionId, storyId, since, beforeId } = filter
  let query = db.selectFrom('matches').selectAll()
  if (ruleId !== null) query = query.where('rule_id', '=', ruleId)
  if (storyId !== null) query = query.where('story_id', '=', storyId)
  if (since !== null) query = query.where('matched_at', '>=', since)
  if (beforeId !== null) query = query.where('id', '<', beforeId)
  if (filter.which === 'told') query = query.where('told_story_id', 'is not', null)
  if (subscriptionId !== null) {
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('alert_matches as am')
          .select('am.alert_id')
          .whereRef('am.match_id', '=', 'matches.id')
          .where('am.subscription_id', '=', subscriptionId),
      ),
    )
  }
  const rows = await query.orderBy('id', 'desc').limit(filter.limit).execute()
  return rows.map(matchOf)
}

export type HitCount = { readonly count: number; readonly lastAt: Timestamp | null }

/** How many stories each rule has hit since then, and when it last hit one at all. Rules that never hit are left out. */
export async function countHits(db: Db, since: Timestamp): Promise<ReadonlyMap<RuleId, HitCount>> {
  const first = (await findFirstMatchId(db, since)) ?? Number.MAX_SAFE_INTEGER
  // the index on rules and the stories that they told holds the ids too; no evidence is read
  const { rows } = await sql<{ rule_id: string; hit_count: number; last_at: string | null }>`
    select h.rule_id, h.hit_count, m.matched_at last_at
    from (
      select rule_id, sum(id >= ${first}) hit_count, max(id) last_id
      from matches where told_story_id is not null group by rule_id
    ) h join matches m on m.id = h.last_id`.execute(db)
  return new Map(
    rows.map((row) => [
      ruleIdOf(row.rule_id),
      { count: row.hit_count, lastAt: row.last_at as Timestamp | null }, // written by matches.ts alone
    ]),
  )
}
