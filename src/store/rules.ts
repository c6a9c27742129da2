import { type RuleId, ruleIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import type { Db, Tx } from './schema.ts'

/** Revisions of the rules that were held against everything stored at that time. */
export async function listAppliedRules(db: Db): Promise<ReadonlyMap<RuleId, string>> {
  const rows = await db.selectFrom('rules').select(['id', 'revision']).execute()
  return new Map(rows.map((row) => [ruleIdOf(row.id), row.revision]))
}

export async function saveAppliedRule(
  tx: Tx,
  rule: { readonly id: RuleId; readonly revision: string; readonly query: string },
  now: Timestamp,
): Promise<void> {
  const values = { revision: rule.revision, query: rule.query, applied_at: now }
  await tx
    .insertInto('rules')
    .values({ id: rule.id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute()
}
