import type { RuleId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { type Match, matchOf } from './matches.ts'
import type { Db } from './schema.ts'

/** A hit of an item, and the match that tells its story for the rule: itself, or that of an item that was first. */
export type ItemMatch = { readonly match: Match; readonly teller: Match }

/** Every hit of an item, in the order in which they were found. */
export async function listMatchesOfItem(db: Db, itemId: number): Promise<readonly ItemMatch[]> {
  const rows = await db
    .selectFrom('matches')
    .selectAll()
    .where('item_id', '=', itemId)
    .orderBy('id')
    .execute()
  const tellers = await listTellers(db, [...new Set(rows.map((row) => row.story_id))])
  return rows.map((row) => {
    const match = matchOf(row)
    if (row.told_story_id !== null) return { match, teller: match }
    const isTeller = (other: Match): boolean =>
      other.ruleId === match.ruleId && other.storyId === match.storyId
    return { match, teller: tellers.find(isTeller) ?? match }
  })
}

/** The matches that tell these stories. */
async function listTellers(db: Db, storyIds: readonly number[]): Promise<readonly Match[]> {
  const rows = await db
    .selectFrom('matches')
    .selectAll()
    .where('story_id', 'in', storyIds)
    .where('told_story_id', 'is not', null)
    .orderBy('id')
    .execute()
  return rows.map(matchOf)
}

/** When everything that was stored had last been held against a rule; null: never yet. */
export async function findAppliedAt(db: Db, ruleId: RuleId): Promise<Timestamp | null> {
  const row = await db
    .selectFrom('rules')
    .select('applied_at')
    .where('id', '=', ruleId)
    .executeTakeFirst()
  return row === undefined ? null : (row.applied_at as Timestamp) // times are written by rules.ts alone
}
