import type { Selectable } from 'kysely'
import type {
  Condition,
  ConditionChanges,
  ConditionEnding,
  ConditionKind,
  ConditionSubject,
} from '../core/feed/condition.ts'
import { type FeedId, feedIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { inParts, PART_SIZE } from './in-parts.ts'
import type { Db, Schema, Tx } from './schema.ts'

/** The conditions of a feed or a host that last. */
export async function listOpenConditionsOf(
  db: Db,
  subject: ConditionSubject,
): Promise<readonly Condition[]> {
  const open = db.selectFrom('conditions').selectAll().where('ended_at', 'is', null)
  const rows = await (subject.kind === 'feed'
    ? open.where('feed_id', '=', subject.feedId)
    : open.where('host', '=', subject.host)
  ).execute()
  return rows.map(conditionOf)
}

/** Every condition that lasts. */
export async function listOpenConditions(db: Db): Promise<readonly Condition[]> {
  const rows = await db
    .selectFrom('conditions')
    .selectAll()
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(conditionOf)
}

/** How often a condition of this kind has ended well for a feed since `since`. */
export async function countRecoveries(
  db: Db,
  feedId: FeedId,
  kinds: readonly ConditionKind[],
  since: Timestamp,
): Promise<number> {
  const row = await db
    .selectFrom('conditions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('feed_id', '=', feedId)
    .where('ended_at', '>=', since)
    .where('ending', '=', 'recovered')
    .where('kind', 'in', kinds)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Begins and ends conditions of a feed or a host. */
export async function saveConditionChanges(
  tx: Tx,
  subject: ConditionSubject,
  { begun, ended }: ConditionChanges,
  now: Timestamp,
): Promise<void> {
  for (const { id, ending } of ended) await endConditions(tx, [id], ending, now)
  if (begun.length === 0) return
  const of =
    subject.kind === 'feed'
      ? { feed_id: subject.feedId, host: null }
      : { feed_id: null, host: subject.host }
  const rows = begun.map(({ kind, detail }) => ({ ...of, kind, detail, since: now }))
  await tx.insertInto('conditions').values(rows).execute()
}

export async function endConditions(
  tx: Tx,
  ids: readonly number[],
  ending: ConditionEnding,
  now: Timestamp,
): Promise<void> {
  for (const part of inParts(ids, PART_SIZE)) {
    await tx
      .updateTable('conditions')
      .set({ ended_at: now, ending })
      .where('id', 'in', part)
      .where('ended_at', 'is', null)
      .execute()
  }
}

/** A condition of which not all was told: that it began, that it ended, or both. */
export type UntoldCondition = Condition & { readonly isBeginTold: boolean }

/** In the order in which they began. */
export async function listUntoldConditions(db: Db): Promise<readonly UntoldCondition[]> {
  const rows = await db
    .selectFrom('conditions')
    .selectAll()
    .where(({ or, and, eb }) =>
      or([
        eb('begin_told_at', 'is', null),
        and([eb('ended_at', 'is not', null), eb('end_told_at', 'is', null)]),
      ]),
    )
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...conditionOf(row), isBeginTold: row.begin_told_at !== null }))
}

/** Remembers that all there is to tell of these was told, or is to be told to nobody. */
export async function markConditionsTold(
  tx: Tx,
  ids: readonly number[],
  now: Timestamp,
): Promise<void> {
  for (const part of inParts(ids, PART_SIZE)) {
    await tx
      .updateTable('conditions')
      .set(({ fn, val, ref, eb }) => ({
        begin_told_at: fn.coalesce('begin_told_at', val(now)),
        end_told_at: eb
          .case()
          .when('ended_at', 'is', null)
          .then(ref('end_told_at'))
          .else(fn.coalesce('end_told_at', val(now)))
          .end(),
      }))
      .where('id', 'in', part)
      .execute()
  }
}

function conditionOf(row: Selectable<Schema['conditions']>): Condition {
  const { ended_at: endedAt, ending } = row
  return {
    id: row.id,
    subject:
      row.feed_id === null
        ? { kind: 'host', host: row.host ?? '' }
        : { kind: 'feed', feedId: feedIdOf(row.feed_id) },
    kind: row.kind as ConditionKind, // kinds, endings and times are written by this file alone
    since: row.since as Timestamp,
    detail: row.detail,
    end:
      endedAt === null || ending === null
        ? null
        : { at: endedAt as Timestamp, ending: ending as ConditionEnding },
  }
}
