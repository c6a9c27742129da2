import type { Selectable, SelectQueryBuilder } from 'kysely'
import type {
  Condition,
  ConditionChanges,
  ConditionEnding,
  ConditionKind,
  ConditionSubject,
} from '../core/feed/condition.ts'
import { type FeedId, feedIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
import { inParts, PART_SIZE } from './in-parts.ts'
import type { Db, Schema, Tx } from './schema.ts'
import { type JsonList, jsonOf, valuesIn } from './values-of.ts'

/** The conditions of a feed or a host that last. */
export async function listOpenConditionsOf(
  db: Db,
  subject: ConditionSubject,
): Promise<readonly Condition[]> {
  const rows = await (subject.kind === 'feed'
    ? selectOpenOfFeed(db, subject.feedId)
    : selectOpenOfHost(db, subject.host))
  return rows.map(conditionOf)
}

const selectOpenOfFeed = compileOnce((db, feedId: string) =>
  selectOpen(db).where('feed_id', '=', feedId),
)

const selectOpenOfHost = compileOnce((db, host: string) => selectOpen(db).where('host', '=', host))

const selectOpen = (
  db: Db,
): SelectQueryBuilder<Schema, 'conditions', Selectable<Schema['conditions']>> =>
  db.selectFrom('conditions').selectAll().where('ended_at', 'is', null)

/** The conditions that last of any of these feeds and hosts. */
export async function listOpenConditionsOfAny(
  db: Db,
  feedIds: readonly FeedId[],
  hosts: readonly string[],
): Promise<readonly Condition[]> {
  // one by each index
  const ofFeeds = await selectOpenOfFeeds(db, jsonOf(feedIds))
  const ofHosts = await selectOpenOfHosts(db, jsonOf(hosts))
  return [...ofFeeds, ...ofHosts].map(conditionOf)
}

const selectOpenOfFeeds = compileOnce((db, feedIds: JsonList<string>) =>
  selectOpen(db).where('feed_id', 'in', valuesIn(feedIds)),
)

const selectOpenOfHosts = compileOnce((db, hosts: JsonList<string>) =>
  selectOpen(db).where('host', 'in', valuesIn(hosts)),
)

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

/** Whether a condition of one of these kinds has ended well for a feed or a host since `since`. */
export async function hasRecoveredSince(
  db: Db,
  subject: ConditionSubject,
  kinds: readonly ConditionKind[],
  since: Timestamp,
): Promise<boolean> {
  const ended = db
    .selectFrom('conditions')
    .select('id')
    .where('ended_at', '>=', since)
    .where('ending', '=', 'recovered')
    .where('kind', 'in', kinds)
  const row = await (subject.kind === 'feed'
    ? ended.where('feed_id', '=', subject.feedId)
    : ended.where('host', '=', subject.host)
  ).executeTakeFirst()
  return row !== undefined
}

/** Begins and ends conditions of a feed or a host. */
export async function saveConditionChanges(
  tx: Tx,
  subject: ConditionSubject,
  { begun, renewed, ended }: ConditionChanges,
  now: Timestamp,
): Promise<void> {
  for (const { id, ending } of ended) await endConditions(tx, [id], ending, now)
  for (const { id, detail } of renewed) {
    await tx.updateTable('conditions').set({ detail, held_at: now }).where('id', '=', id).execute()
  }
  if (begun.length === 0) return
  const of =
    subject.kind === 'feed'
      ? { feed_id: subject.feedId, host: null }
      : { feed_id: null, host: subject.host }
  const rows = begun.map(({ kind, detail }) => ({
    ...of,
    kind,
    detail,
    since: now,
    held_at: now,
  }))
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

/** Makes untold again what a message told, that nobody was reached by, if it lasts; what has ended is told with it. */
export async function markConditionsUntold(tx: Tx, toldAt: Timestamp): Promise<void> {
  await tx
    .updateTable('conditions')
    .set({ begin_told_at: null })
    .where('begin_told_at', '=', toldAt)
    .where('ended_at', 'is', null)
    .execute()
  await tx
    .updateTable('conditions')
    .set({ end_told_at: null })
    .where('end_told_at', '=', toldAt)
    .execute()
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
    heldAt: row.held_at as Timestamp,
    detail: row.detail,
    end:
      endedAt === null || ending === null
        ? null
        : { at: endedAt as Timestamp, ending: ending as ConditionEnding },
  }
}
