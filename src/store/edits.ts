import { type Selectable, sql } from 'kysely'
import type { EditedText } from '../core/alert/find-edit.ts'
import type { SearchedText } from '../core/feed/item.ts'
import { type SubscriptionId, subscriptionIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { compileOnce } from './compile-once.ts'
import { inParts, PART_SIZE } from './in-parts.ts'
import type { Db, Schema, Tx } from './schema.ts'

/** What an item said before its feed edited it, kept where somebody was told of it. */
export type StoredEdit = {
  readonly id: number
  readonly itemId: number
  readonly before: EditedText
  readonly searchedBefore: SearchedText
  readonly editedAt: Timestamp
}

/**
 * Subscriptions that were told of each of these items by an e-mail that is frozen: what is still to be put together tells
 * the item as it is now.
 */
export async function listTold(
  db: Db,
  itemIds: readonly number[],
): Promise<ReadonlyMap<number, ReadonlySet<SubscriptionId>>> {
  const told = new Map<number, Set<SubscriptionId>>()
  for (const part of inParts(itemIds, PART_SIZE)) {
    const rows = await db
      .selectFrom('matches')
      .innerJoin('alert_matches as am', 'am.match_id', 'matches.id')
      .innerJoin('alerts', 'alerts.id', 'am.alert_id')
      .select(['matches.item_id', 'am.subscription_id'])
      .distinct()
      .where('matches.item_id', 'in', part)
      .where('alerts.subject', 'is not', null)
      .execute()
    for (const { item_id, subscription_id } of rows) {
      const ids = told.get(item_id) ?? new Set<SubscriptionId>()
      told.set(item_id, ids.add(subscriptionIdOf(subscription_id)))
    }
  }
  return told
}

export async function insertEdit(
  tx: Tx,
  itemId: number,
  before: EditedText & { readonly searched: SearchedText },
  now: Timestamp,
): Promise<number> {
  const { id } = await tx
    .insertInto('edits')
    .values({
      item_id: itemId,
      before_title: before.title,
      before_text: before.text,
      before_searched: before.searched,
      edited_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The edits of an item that nothing was decided of, oldest first: they wait for its article. */
export async function listUnsettledEdits(db: Db, itemId: number): Promise<readonly StoredEdit[]> {
  const rows = await db
    .selectFrom('edits')
    .selectAll()
    .where('item_id', '=', itemId)
    .where('settled_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(editOf)
}

export async function settleEdits(
  tx: Tx,
  editIds: readonly number[],
  now: Timestamp,
): Promise<void> {
  if (editIds.length === 0) return
  await tx.updateTable('edits').set({ settled_at: now }).where('id', 'in', editIds).execute()
}

/** Lets an alert tell an edit too; a subscription is told of an edit once. */
export async function addEditToAlert(
  tx: Tx,
  alertId: number,
  editId: number,
  subscriptionId: SubscriptionId,
): Promise<void> {
  await tx
    .insertInto('alert_edits')
    .values({ alert_id: alertId, edit_id: editId, subscription_id: subscriptionId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The edits that an alert tells, oldest first. */
export async function listEditsOfAlert(db: Db, alertId: number): Promise<readonly StoredEdit[]> {
  return (await selectEdits(db, alertId)).map(editOf)
}

const selectEdits = compileOnce((db, alertId: number) =>
  db
    .selectFrom('alert_edits')
    .innerJoin('edits', 'edits.id', 'alert_edits.edit_id')
    .selectAll('edits')
    .where('alert_edits.alert_id', '=', alertId)
    .orderBy('edits.id'),
)

/** Moves edits of an alert to another part of it. */
export async function moveEdits(
  tx: Tx,
  fromAlertId: number,
  toAlertId: number,
  editIds: readonly number[],
): Promise<void> {
  for (const ids of inParts(editIds, PART_SIZE)) {
    await tx
      .updateTable('alert_edits')
      .set({ alert_id: toAlertId })
      .where('alert_id', '=', fromAlertId)
      .where('edit_id', 'in', ids)
      .execute()
  }
}

/** The open alert by which a subscription is told of a hit of the item that was found at `matchedAt`; null: there is none. */
export async function findAlertOfHit(
  db: Db,
  subscriptionId: SubscriptionId,
  itemId: number,
  matchedAt: Timestamp,
): Promise<number | null> {
  const row = await db
    .selectFrom('matches')
    .innerJoin('alert_matches as am', 'am.match_id', 'matches.id')
    .innerJoin('alerts', 'alerts.id', 'am.alert_id')
    .select('am.alert_id')
    .where('matches.item_id', '=', itemId)
    .where('matched_at', '=', matchedAt)
    .where('am.subscription_id', '=', subscriptionId)
    .where(sql<boolean>`alerts.sealed_at is null`)
    .limit(1)
    .executeTakeFirst()
  return row?.alert_id ?? null
}

function editOf(row: Selectable<Schema['edits']>): StoredEdit {
  return {
    id: row.id,
    itemId: row.item_id,
    before: { title: row.before_title, text: row.before_text },
    searchedBefore: row.before_searched as SearchedText, // written by insertEdit alone
    editedAt: row.edited_at as Timestamp,
  }
}
