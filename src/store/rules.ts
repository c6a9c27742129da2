import { type FeedId, feedIdOf, type RuleId, ruleIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { inParts } from './in-parts.ts'
import type { Db, Tx } from './schema.ts'

/** What a rule was like when everything stored until then had been held against it. */
export type AppliedRule = {
  readonly id: RuleId
  readonly revision: string
  readonly query: string
  /** The feeds whose items it was held against. */
  readonly feedIds: ReadonlySet<FeedId>
}

/** A row is five values, and the feeds of a rule may be a long text. */
const ROWS_PER_INSERT = 50
const IDS_PER_DELETE = 500

export async function listAppliedRules(db: Db): Promise<ReadonlyMap<RuleId, AppliedRule>> {
  const rows = await db.selectFrom('rules').selectAll().execute()
  const sets = new Map<string, ReadonlySet<FeedId>>() // most rules look at the same feeds
  const feedsOf = (json: string): ReadonlySet<FeedId> => {
    const feeds = sets.get(json) ?? new Set((JSON.parse(json) as string[]).map(feedIdOf)) // written below alone
    sets.set(json, feeds)
    return feeds
  }
  return new Map(
    rows.map(({ id, revision, query, feed_ids }) => [
      ruleIdOf(id),
      { id: ruleIdOf(id), revision, query, feedIds: feedsOf(feed_ids) },
    ]),
  )
}

export async function saveAppliedRules(
  tx: Tx,
  rules: readonly AppliedRule[],
  now: Timestamp,
): Promise<void> {
  for (const part of inParts(rules, ROWS_PER_INSERT)) {
    await tx
      .insertInto('rules')
      .values(
        part.map(({ id, revision, query, feedIds }) => ({
          id,
          revision,
          query,
          feed_ids: JSON.stringify([...feedIds].sort()),
          applied_at: now,
        })),
      )
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          revision: ref('excluded.revision'),
          query: ref('excluded.query'),
          feed_ids: ref('excluded.feed_ids'),
          applied_at: ref('excluded.applied_at'),
        })),
      )
      .execute()
  }
}

/** Forgets rules, so that one which comes back is new. Their matches stay. */
export async function forgetAppliedRules(tx: Tx, ids: readonly RuleId[]): Promise<void> {
  for (const part of inParts(ids, IDS_PER_DELETE)) {
    await tx.deleteFrom('rules').where('id', 'in', part).execute()
  }
}
