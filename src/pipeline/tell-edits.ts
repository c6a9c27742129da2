import type { Settings, SubscriptionSettings } from '../config/settings.ts'
import { findEdit } from '../core/alert/find-edit.ts'
import { type EditToTell, planEdits } from '../core/alert/plan-edits.ts'
import type { Item } from '../core/feed/item.ts'
import type { SubscriptionId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { enqueueAlerts } from '../store/alerts.ts'
import {
  addEditToAlert,
  findAlertOfHit,
  insertEdit,
  listTold,
  listUnsettledEdits,
  settleEdits,
} from '../store/edits.ts'
import { listItemsByIds } from '../store/items.ts'
import type { Db, Tx } from '../store/schema.ts'
import { readLoad } from './read-load.ts'
import type { TellContext } from './tell-matches.ts'

type ItemText = Pick<Item, 'title' | 'text' | 'searched'>

/** Items by their ids as they are before they are replaced; none where nobody wants to hear of edits. */
export async function listBefore(
  db: Db,
  settings: Settings,
  itemIds: readonly number[],
): Promise<ReadonlyMap<number, Item>> {
  if (listEditReaders(settings).length === 0 || itemIds.length === 0) return new Map()
  return await listItemsByIds(db, itemIds)
}

/**
 * Tells the subscriptions that want it of edits of what they were told. Where a rule hits the item only now, its alert tells
 * the edit as well. An article that could not be read again is waited for, since a teaser cannot be compared with it. Returns
 * whose alerts now hold something new.
 */
export async function tellEdits(
  tx: Tx,
  context: TellContext,
  before: ReadonlyMap<number, ItemText>,
  revised: readonly Item[],
): Promise<readonly SubscriptionId[]> {
  const readers = listEditReaders(context.settings)
  const known = revised.filter(({ id }) => before.has(id))
  if (readers.length === 0 || known.length === 0) return []
  const told = await listTold(
    tx,
    known.map(({ id }) => id),
  )
  const edits: EditToTell[] = []
  const joined: SubscriptionId[] = []
  for (const item of known) {
    const wanting = readers.filter(({ id }) => told.get(item.id)?.has(id))
    if (wanting.length === 0) continue
    const editId = await recordEdit(tx, before.get(item.id) ?? item, item, context.now)
    if (editId === null) continue
    for (const subscriber of wanting) {
      const alertId = await findAlertOfHit(tx, subscriber.id, item.id, context.now)
      if (alertId === null) edits.push({ editId, itemId: item.id, subscriber })
      else {
        await addEditToAlert(tx, alertId, editId, subscriber.id)
        joined.push(subscriber.id)
      }
    }
  }
  await enqueueEdits(tx, context, edits)
  return [...new Set([...joined, ...edits.map(({ subscriber }) => subscriber.id)])]
}

/** Tells an edit that waited for the item's article, which was read at last. */
export async function tellAwaitedEdit(
  tx: Tx,
  context: TellContext,
  item: Item,
): Promise<readonly SubscriptionId[]> {
  const [waiting] = await listUnsettledEdits(tx, item.id)
  if (waiting === undefined) return []
  const before = { ...waiting.before, searched: waiting.searchedBefore }
  return await tellEdits(tx, context, new Map([[item.id, before]]), [item])
}

/** Stores what an item said before it was edited; null when that says the same, or nothing can be said yet. */
async function recordEdit(
  tx: Tx,
  before: ItemText,
  after: Item,
  now: Timestamp,
): Promise<number | null> {
  const waiting = await listUnsettledEdits(tx, after.id)
  const [first] = waiting
  const was = first === undefined ? before : { ...first.before, searched: first.searchedBefore }
  if (isArticleAwaited(was, after)) {
    if (first === undefined) await insertEdit(tx, after.id, was, now)
    return null
  }
  await settleEdits(
    tx,
    waiting.map(({ id }) => id),
    now,
  )
  if (findEdit(...comparable(was, after)) === null) return null
  const editId = first?.id ?? (await insertEdit(tx, after.id, was, now))
  await settleEdits(tx, [editId], now)
  return editId
}

function isArticleAwaited(before: ItemText, after: Item): boolean {
  return (
    before.searched === 'article' && after.searched !== 'article' && after.article.retryAt !== null
  )
}

/** The two texts of an edit; of texts that are not of the same sort, an article and a teaser, the headlines alone. */
export function comparable<T extends ItemText>(before: ItemText, after: T): [ItemText, ItemText] {
  if (before.searched === after.searched) return [before, after]
  return [
    { ...before, text: '' },
    { ...after, text: '' },
  ]
}

async function enqueueEdits(
  tx: Tx,
  { settings, messageIds, now }: TellContext,
  edits: readonly EditToTell[],
): Promise<void> {
  const ids = [...new Set(edits.map(({ subscriber }) => subscriber.id))]
  const load = await readLoad(tx, settings, ids, now)
  await enqueueAlerts(tx, planEdits(edits, load, settings.timezone, now), messageIds, now)
}

function listEditReaders({ subscriptions }: Settings): readonly SubscriptionSettings[] {
  return [...subscriptions.values()].filter(({ edits }) => edits)
}
