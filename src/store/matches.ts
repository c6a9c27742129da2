import type { Selectable } from 'kysely'
import type { Evidence } from '../core/alert/evidence.ts'
import { type RuleId, ruleIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import type { Db, Schema, Tx } from './schema.ts'

/** The fact that a rule hit an item, not stored yet. */
export type MatchDraft = {
  readonly ruleId: RuleId
  readonly ruleRevision: string
  readonly storyId: number
  readonly itemId: number
  readonly evidence: Evidence
}

export type Match = MatchDraft & { readonly id: number; readonly matchedAt: Timestamp }

/**
 * Stores matches and returns those that are new. A rule hits a story once: a later item of the same story, or the same
 * poll repeated after a crash, adds nothing.
 */
export async function saveMatches(
  tx: Tx,
  drafts: readonly MatchDraft[],
  now: Timestamp,
): Promise<readonly Match[]> {
  const saved: Match[] = []
  for (const draft of drafts) {
    const row = await tx
      .insertInto('matches')
      .values({
        rule_id: draft.ruleId,
        story_id: draft.storyId,
        item_id: draft.itemId,
        rule_revision: draft.ruleRevision,
        evidence: JSON.stringify(draft.evidence),
        matched_at: now,
      })
      .onConflict((conflict) => conflict.columns(['rule_id', 'story_id']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (row !== undefined) saved.push({ ...draft, id: row.id, matchedAt: now })
  }
  return saved
}

/** The matches that an alert tells, in the order in which they were found. */
export async function listMatchesOfAlert(db: Db, alertId: number): Promise<readonly Match[]> {
  const rows = await db
    .selectFrom('alert_matches')
    .innerJoin('matches', 'matches.id', 'alert_matches.match_id')
    .selectAll('matches')
    .where('alert_matches.alert_id', '=', alertId)
    .orderBy('matches.id')
    .execute()
  return rows.map(matchOf)
}

function matchOf(row: Selectable<Schema['matches']>): Match {
  return {
    id: row.id,
    ruleId: ruleIdOf(row.rule_id),
    ruleRevision: row.rule_revision,
    storyId: row.story_id,
    itemId: row.item_id,
    evidence: JSON.parse(row.evidence) as Evidence, // written by saveMatches alone
    matchedAt: row.matched_at as Timestamp,
  }
}
