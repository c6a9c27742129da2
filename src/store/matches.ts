import { type Selectable, sql } from 'kysely'
import type { Evidence } from '../core/alert/evidence.ts'
import { type RuleId, ruleIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { inParts, PART_SIZE } from './in-parts.ts'
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

/** Rows in one INSERT: the evidence of a match is a few kilobytes. */
const ROWS_PER_INSERT = 100

/**
 * Stores matches and returns those that are new. A rule hits a story once: a later item of the same story, or the same
 * poll repeated after a crash, adds nothing.
 */
export async function saveMatches(
  tx: Tx,
  drafts: readonly MatchDraft[],
  now: Timestamp,
): Promise<readonly Match[]> {
  const firsts = firstOfEach(drafts)
  const saved: Match[] = []
  for (const part of inParts([...firsts.values()], ROWS_PER_INSERT)) {
    const rows = await tx
      .insertInto('matches')
      .values(
        part.map((draft) => ({
          rule_id: draft.ruleId,
          story_id: draft.storyId,
          ...hitColumns(draft, now),
        })),
      )
      .onConflict((conflict) => conflict.columns(['rule_id', 'story_id']).doNothing())
      .returning(['id', 'rule_id', 'story_id'])
      .execute()
    for (const row of rows) {
      const draft = firsts.get(slotOf(ruleIdOf(row.rule_id), row.story_id))
      if (draft !== undefined) saved.push({ ...draft, id: row.id, matchedAt: now })
    }
  }
  return saved.sort((a, b) => a.id - b.id)
}

/**
 * Takes the matches of these hits that were told to nobody for `reason` alone, gives each the hit of the other item that
 * is to be told, and returns them; their suppressions are gone.
 */
export async function reviveMatches(
  tx: Tx,
  drafts: readonly MatchDraft[],
  reason: string,
  now: Timestamp,
): Promise<readonly Match[]> {
  const firsts = firstOfEach(drafts)
  const revived: Match[] = []
  for (const storyIds of inParts([...new Set(drafts.map((d) => d.storyId))], PART_SIZE)) {
    for (const row of await listUntoldMatches(tx, storyIds, reason)) {
      const draft = firsts.get(slotOf(ruleIdOf(row.rule_id), row.story_id))
      // an item that was passed over is not told for being edited
      if (draft === undefined || draft.itemId === row.item_id) continue
      await tx.updateTable('matches').set(hitColumns(draft, now)).where('id', '=', row.id).execute()
      revived.push({ ...draft, id: row.id, matchedAt: now })
    }
  }
  for (const ids of inParts(
    revived.map(({ id }) => id),
    PART_SIZE,
  )) {
    await tx.deleteFrom('suppressions').where('match_id', 'in', ids).execute()
  }
  return revived
}

async function listUntoldMatches(
  db: Db,
  storyIds: readonly number[],
  reason: string,
): Promise<
  readonly Pick<Selectable<Schema['matches']>, 'id' | 'rule_id' | 'story_id' | 'item_id'>[]
> {
  return await db
    .selectFrom('matches')
    .innerJoin('suppressions', 'suppressions.match_id', 'matches.id')
    .select(['matches.id', 'rule_id', 'story_id', 'item_id'])
    .where('story_id', 'in', storyIds)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('alert_matches').select('alert_id').whereRef('match_id', '=', 'matches.id'),
        ),
      ),
    )
    .groupBy('matches.id')
    .having(sql<number>`sum(reason <> ${reason})`, '=', 0)
    .execute()
}

/** A rule and a story, which have one match. */
const slotOf = (ruleId: RuleId, storyId: number): string => `${storyId} ${ruleId}`

function firstOfEach(drafts: readonly MatchDraft[]): ReadonlyMap<string, MatchDraft> {
  const firsts = new Map<string, MatchDraft>()
  for (const draft of drafts) {
    const slot = slotOf(draft.ruleId, draft.storyId)
    if (!firsts.has(slot)) firsts.set(slot, draft)
  }
  return firsts
}

function hitColumns(
  draft: MatchDraft,
  now: Timestamp,
): Pick<Schema['matches'], 'item_id' | 'rule_revision' | 'evidence' | 'matched_at'> {
  return {
    item_id: draft.itemId,
    rule_revision: draft.ruleRevision,
    evidence: JSON.stringify(draft.evidence),
    matched_at: now,
  }
}

/**
 * The matches that an alert tells, in the order in which they were found. Their story is the one that the item is in: a
 * match stays behind where the item's new story has one of its rule.
 */
export async function listMatchesOfAlert(db: Db, alertId: number): Promise<readonly Match[]> {
  const rows = await db
    .selectFrom('alert_matches')
    .innerJoin('matches', 'matches.id', 'alert_matches.match_id')
    .innerJoin('items', 'items.id', 'matches.item_id')
    .selectAll('matches')
    .select('items.story_id')
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
