import type { Selectable } from 'kysely'
import type { Evidence } from '../core/alert/evidence.ts'
import { type RuleId, ruleIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
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

/** What became of hits that were not stored yet. */
export type SavedMatches = {
  /** Those that tell their story for their rule. */
  readonly told: readonly Match[]
  /** Those of a story that the rule has hit before, and the match that tells it. */
  readonly folded: readonly { readonly matchId: number; readonly toldBy: number }[]
}

/**
 * Stores the hits that are new. A rule tells a story once, by the first hit; each hit of another item of the story has a row
 * too, for the ledger to say what became of it. An item that is hit again, after an edit or by a poll that is repeated, adds
 * nothing.
 */
export async function saveMatches(
  tx: Tx,
  drafts: readonly MatchDraft[],
  now: Timestamp,
): Promise<SavedMatches> {
  const fresh = await withoutStored(tx, drafts)
  const holders = await findHolders(tx, fresh)
  const tellers = firstOfFreeSlots(fresh, holders)
  const told = await insertMatches(tx, [...tellers], true, now)
  for (const match of told) holders.set(slotOf(match.ruleId, match.storyId), match.id)
  const others = await insertMatches(
    tx,
    fresh.filter((draft) => !tellers.has(draft)),
    false,
    now,
  )
  const folded = others.map(({ id, ruleId, storyId }) => ({
    matchId: id,
    toldBy: holders.get(slotOf(ruleId, storyId)) ?? 0, // each slot has one by now
  }))
  return { told, folded }
}

function firstOfFreeSlots(
  drafts: readonly MatchDraft[],
  holders: ReadonlyMap<string, number>,
): ReadonlySet<MatchDraft> {
  const firsts = new Map<string, MatchDraft>()
  for (const draft of drafts) {
    const slot = slotOf(draft.ruleId, draft.storyId)
    if (!holders.has(slot) && !firsts.has(slot)) firsts.set(slot, draft)
  }
  return new Set(firsts.values())
}

/** `isTold`: the matches that tell their stories. */
async function insertMatches(
  tx: Tx,
  drafts: readonly MatchDraft[],
  isTold: boolean,
  now: Timestamp,
): Promise<readonly Match[]> {
  const ids = new Map<string, number>()
  for (const part of inParts(drafts, ROWS_PER_INSERT)) {
    const rows = await tx
      .insertInto('matches')
      .values(part.map((draft) => columnsOf(draft, isTold, now)))
      .returning(['id', 'rule_id', 'item_id'])
      .execute()
    for (const row of rows) ids.set(`${row.item_id} ${row.rule_id}`, row.id)
  }
  return drafts.map((draft) => ({ ...draft, id: ids.get(hitOf(draft)) ?? 0, matchedAt: now }))
}

/**
 * Where a rule's hit of a story is in no alert, because its feed began with nothing or no subscription took the rule, the hits
 * of other items take its place. An item that was passed over itself is not told for being edited.
 */
export async function makeRoomForTold(tx: Tx, drafts: readonly MatchDraft[]): Promise<void> {
  const wanted = new Set((await withoutStored(tx, drafts)).map((d) => slotOf(d.ruleId, d.storyId)))
  const storyIds = [...new Set(drafts.map(({ storyId }) => storyId))]
  for (const part of inParts(storyIds, PART_SIZE)) {
    const rows = await tx
      .selectFrom('matches')
      .select(['id', 'rule_id', 'told_story_id'])
      .where('story_id', 'in', part)
      .where('told_story_id', 'is not', null)
      .where(({ exists, not, selectFrom }) =>
        not(
          exists(
            selectFrom('alert_matches').select('alert_id').whereRef('match_id', '=', 'matches.id'),
          ),
        ),
      )
      .execute()
    const passedOver = rows.filter((row) =>
      wanted.has(slotOf(ruleIdOf(row.rule_id), row.told_story_id ?? 0)),
    )
    for (const { id } of passedOver) {
      await tx.updateTable('matches').set({ told_story_id: null }).where('id', '=', id).execute()
    }
  }
}

/** The hits that have no row yet, each once. */
async function withoutStored(
  db: Db,
  drafts: readonly MatchDraft[],
): Promise<readonly MatchDraft[]> {
  const stored = new Set<string>()
  const itemIds = [...new Set(drafts.map(({ itemId }) => itemId))]
  for (const part of inParts(itemIds, PART_SIZE)) {
    const rows = await db
      .selectFrom('matches')
      .select(['rule_id', 'item_id'])
      .where('item_id', 'in', part)
      .execute()
    for (const row of rows) stored.add(`${row.item_id} ${row.rule_id}`)
  }
  return drafts.filter((draft) => {
    if (stored.has(hitOf(draft))) return false
    stored.add(hitOf(draft))
    return true
  })
}

/** The matches that tell the drafts' stories for their rules already. */
async function findHolders(db: Db, drafts: readonly MatchDraft[]): Promise<Map<string, number>> {
  const holders = new Map<string, number>()
  const storyIds = [...new Set(drafts.map(({ storyId }) => storyId))]
  for (const part of inParts(storyIds, PART_SIZE)) {
    const rows = await db
      .selectFrom('matches')
      .select(['id', 'rule_id', 'told_story_id'])
      .where('story_id', 'in', part)
      .where('told_story_id', 'is not', null)
      .execute()
    for (const { id, rule_id, told_story_id } of rows) {
      holders.set(slotOf(ruleIdOf(rule_id), told_story_id ?? 0), id)
    }
  }
  return holders
}

/** A rule and a story, which one match tells. */
const slotOf = (ruleId: RuleId, storyId: number): string => `${storyId} ${ruleId}`

/** A rule and an item. */
const hitOf = ({ itemId, ruleId }: MatchDraft): string => `${itemId} ${ruleId}`

function columnsOf(
  draft: MatchDraft,
  isTold: boolean,
  now: Timestamp,
): Omit<Schema['matches'], 'id'> {
  return {
    rule_id: draft.ruleId,
    story_id: draft.storyId,
    item_id: draft.itemId,
    rule_revision: draft.ruleRevision,
    evidence: JSON.stringify(draft.evidence),
    matched_at: now,
    told_story_id: isTold ? draft.storyId : null,
  }
}

/** The matches that an alert tells, in the order in which they were found. */
export async function listMatchesOfAlert(db: Db, alertId: number): Promise<readonly Match[]> {
  return (await selectMatches(db, alertId)).map(matchOf)
}

const selectMatches = compileOnce((db, alertId: number) =>
  db
    .selectFrom('alert_matches')
    .innerJoin('matches', 'matches.id', 'alert_matches.match_id')
    .selectAll('matches')
    .where('alert_matches.alert_id', '=', alertId)
    .orderBy('matches.id'),
)

/** The matches of some items that anybody was told of, in the order in which they were found. */
export async function listToldMatches(
  db: Db,
  itemIds: readonly number[],
): Promise<readonly Match[]> {
  const matches: Match[] = []
  for (const part of inParts(itemIds, PART_SIZE)) {
    const rows = await db
      .selectFrom('matches')
      .selectAll()
      .where('item_id', 'in', part)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('alert_matches').select('alert_id').whereRef('match_id', '=', 'matches.id'),
        ),
      )
      .execute()
    matches.push(...rows.map(matchOf))
  }
  return matches.toSorted((a, b) => a.id - b.id)
}

/** A row of the table as the rest of the program knows it. */
export function matchOf(row: Selectable<Schema['matches']>): Match {
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
