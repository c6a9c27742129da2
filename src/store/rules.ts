import { type FeedId, feedIdOf, type RuleId, ruleIdOf } from '../core/ids.ts'
import type { ConceptLists } from '../core/rule/syntax/concept-lists.ts'
import type { Timestamp } from '../core/time.ts'
import { inParts } from './in-parts.ts'
import type { Db, Tx } from './schema.ts'

/** What a rule was like when everything stored until then had been held against it. */
export type AppliedRule = {
  readonly id: RuleId
  readonly revision: string
  readonly query: string
  /** The concepts that the query reaches, as they were; null where an older version of the program did not note them. */
  readonly concepts: ConceptLists | null
  /** The feeds whose items it was held against, all of them that were stored until now. */
  readonly feedIds: ReadonlySet<FeedId>
}

/** A rule to be noted as applied: its concepts are known. */
export type AppliedRuleDraft = AppliedRule & { readonly concepts: ConceptLists }

/** A row is five values, and the feeds of a rule may be a long text. */
const ROWS_PER_INSERT = 50
const IDS_PER_STATEMENT = 500

export async function listAppliedRules(db: Db): Promise<ReadonlyMap<RuleId, AppliedRule>> {
  const rows = await db
    .selectFrom('rules')
    .leftJoin('rule_revisions', (join) =>
      join
        .onRef('rule_revisions.rule_id', '=', 'rules.id')
        .onRef('rule_revisions.revision', '=', 'rules.revision')
        .on('rule_revisions.in_force_until', 'is', null),
    )
    .select(['rules.id', 'rules.revision', 'rules.query', 'rules.feed_ids'])
    .select('rule_revisions.concepts')
    .execute()
  const feedsOf = readOnce((json) => new Set((JSON.parse(json) as string[]).map(feedIdOf))) // written below alone
  const conceptsOf = readOnce(readConcepts)
  return new Map(
    rows.map(({ id, revision, query, feed_ids, concepts }) => {
      const feedIds = feedsOf(feed_ids)
      const lists = concepts === null ? null : conceptsOf(concepts)
      return [ruleIdOf(id), { id: ruleIdOf(id), revision, query, concepts: lists, feedIds }]
    }),
  )
}

/** Most rules look at the same feeds, and many name the same concepts. */
function readOnce<T>(read: (json: string) => T): (json: string) => T {
  const known = new Map<string, T>()
  return (json) => {
    const value = known.get(json) ?? read(json)
    known.set(json, value)
    return value
  }
}

function readConcepts(json: string): ConceptLists {
  return new Map(Object.entries(JSON.parse(json) as Record<string, string[]>)) // as writeConcepts wrote it
}

function writeConcepts(concepts: ConceptLists): string {
  return JSON.stringify(Object.fromEntries(concepts))
}

/** Notes what is in force from now on; what was in force before stays known. */
export async function saveAppliedRules(
  tx: Tx,
  rules: readonly AppliedRuleDraft[],
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
          feed_ids: writeFeeds(feedIds),
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
    await saveRevisions(tx, part, now)
  }
}

/** A revision that stays in force gets its concepts, where they were not noted. */
async function saveRevisions(
  tx: Tx,
  rules: readonly AppliedRuleDraft[],
  now: Timestamp,
): Promise<void> {
  const ids = rules.map(({ id }) => id)
  await tx
    .updateTable('rule_revisions')
    .set({ in_force_until: now })
    .where('rule_id', 'in', ids)
    .where('in_force_until', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('rules')
            .select('rules.id')
            .whereRef('rules.id', '=', 'rule_revisions.rule_id')
            .whereRef('rules.revision', '=', 'rule_revisions.revision'),
        ),
      ),
    )
    .execute()
  await tx
    .insertInto('rule_revisions')
    .values(
      rules.map(({ id, revision, query, concepts }) => ({
        rule_id: id,
        revision,
        query,
        concepts: writeConcepts(concepts),
        in_force_from: now,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .column('rule_id')
        .where('in_force_until', 'is', null)
        .doUpdateSet(({ ref }) => ({ concepts: ref('excluded.concepts') })),
    )
    .execute()
}

/** Of rules that stay noted as they are, to which feeds' items alone that applies from now on. */
export async function saveHeldFeeds(
  tx: Tx,
  rules: readonly Pick<AppliedRule, 'id' | 'feedIds'>[],
): Promise<void> {
  const byFeeds = Map.groupBy(rules, ({ feedIds }) => writeFeeds(feedIds))
  for (const [feeds, alike] of byFeeds) {
    for (const part of inParts(alike, IDS_PER_STATEMENT)) {
      await tx
        .updateTable('rules')
        .set({ feed_ids: feeds })
        .where(
          'id',
          'in',
          part.map(({ id }) => id),
        )
        .execute()
    }
  }
}

/** Most rules share the set of all feeds; to write a hundred thousand ids takes a tenth of a second. */
const writtenFeeds = new WeakMap<ReadonlySet<FeedId>, string>()

function writeFeeds(feedIds: ReadonlySet<FeedId>): string {
  const known = writtenFeeds.get(feedIds)
  if (known !== undefined) return known
  const written = JSON.stringify([...feedIds].sort())
  writtenFeeds.set(feedIds, written)
  return written
}

/** Forgets rules, so that one which comes back is new. Their matches stay, and it stays known what they were. */
export async function forgetAppliedRules(
  tx: Tx,
  ids: readonly RuleId[],
  now: Timestamp,
): Promise<void> {
  for (const part of inParts(ids, IDS_PER_STATEMENT)) {
    await tx.deleteFrom('rules').where('id', 'in', part).execute()
    await tx
      .updateTable('rule_revisions')
      .set({ in_force_until: now })
      .where('rule_id', 'in', part)
      .where('in_force_until', 'is', null)
      .execute()
  }
}
