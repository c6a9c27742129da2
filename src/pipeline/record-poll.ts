import type { FeedSettings } from '../config/settings.ts'
import type { FeedItem } from '../core/feed/feed-item.ts'
import type { FeedState } from '../core/feed/feed-state.ts'
import type { Item } from '../core/feed/item.ts'
import { saveFeedState } from '../store/feeds.ts'
import { rememberKeys } from '../store/identities.ts'
import { type ItemDraft, listContentHashes, reviseItem, touchItems } from '../store/items.ts'
import { appendPoll, type Poll } from '../store/polls.ts'
import type { Tx } from '../store/schema.ts'
import type { Visited } from './feed-state.ts'
import { foldItems } from './fold-items.ts'
import { holdUnreadBacklogs } from './hold-backlog.ts'
import { findingsOf, type HeldDrafts } from './hold-drafts.ts'
import { matchedItemsOf } from './match-items.ts'
import { type RewrittenItem, regroupItems } from './regroup-items.ts'
import { settleDocument } from './settle-document.ts'
import type { KnownItem } from './sort-items.ts'
import { storeNewItems } from './store-new-items.ts'
import { listBefore, tellEdits } from './tell-edits.ts'
import { type TellContext, type ToldMatches, tellingOf, tellMatches } from './tell-matches.ts'

type RevisedItem = { readonly itemId: number; readonly draft: ItemDraft }

/** Everything that a successful poll brought, ready to be stored. */
export type PollToRecord = {
  readonly feed: FeedSettings
  readonly visited: Visited
  /** All items of the document, in its order. */
  readonly items: readonly FeedItem[]
  readonly added: readonly ItemDraft[]
  readonly revised: readonly RevisedItem[]
  /** What the rules said of the new and the edited ones. */
  readonly held: HeldDrafts
  readonly known: readonly KnownItem[]
  readonly renewedCount: number
  /** The feed's state before this poll; without a success in it, what the document shows was already published. */
  readonly before: FeedState
  /** The feed's state as it is to be from now on, but for what the document says of the feed as a whole. */
  readonly state: FeedState
  readonly poll: Omit<Poll, 'matchCount'>
}

export type RecordedPoll = ToldMatches & { readonly problems: readonly string[] }

/**
 * Stores a poll whole or not at all; between its steps nothing is awaited but SQL.
 *
 * 1. new items are grouped into stories, and stored
 * 2. edited items are replaced, and grouped anew by what they say now
 * 3. identities are remembered
 * 4. what the rules hit in what is new or edited is taken together with what other feeds tell in other words
 * 5. matches are stored, alerts planned and deliveries enqueued, for edits of what was told too; digests of what was already
 *    published wait for articles
 * 6. gaps, silence and the like are judged, and the feed's state comes late, so that a crash repeats the poll and never
 *    skips it
 * 7. the poll's own row
 */
export async function recordPoll(
  tx: Tx,
  context: TellContext,
  recording: PollToRecord,
): Promise<RecordedPoll> {
  const { feed } = recording
  const { now, settings } = context
  const isFirst = recording.before.firstSucceededAt === null

  const known = [...recording.known, ...recording.revised.map(knownItemOf)]
  const stored = await listContentHashes(tx, recording.revised.map(idOfRevised))
  const toRevise = recording.revised.filter(({ itemId }) => stored.has(itemId)) // retention may have been faster
  const fresh = { drafts: recording.added, others: known, wasPublished: isFirst }
  const added = await storeNewItems(tx, feed.id, fresh, now) // 1
  const before = await listBefore(tx, settings, toRevise.map(idOfRevised)) // 2
  const rewritten: RewrittenItem[] = []
  for (const { itemId, draft } of toRevise) {
    const item = await reviseItem(tx, itemId, draft, now)
    rewritten.push({ item, storyText: draft.storyText })
  }
  const neighbours = [
    ...added,
    ...recording.known.map(({ itemId, item }) => ({ id: itemId, canonicalUrl: item.canonicalUrl })),
  ]
  const revised = await regroupItems(tx, feed.id, rewritten, neighbours, now)
  await touchItems(
    tx,
    recording.known.map((known) => known.itemId),
    now,
  )

  await rememberKeys(tx, feed.id, listKeys(recording.added, added, known), now) // 3

  const items = [...added, ...revised] // 4
  const findings = [...recording.added, ...toRevise.map(({ draft }) => draft)].map((draft) =>
    findingsOf(recording.held, settings, draft, recording.state.title),
  )
  const { drafts: hits, problems } = matchedItemsOf(items, findings)
  const rewrittenIds = new Set(revised.map(({ id }) => id))
  const drafts = await foldItems(tx, feed.id, { items, drafts: hits, rewrittenIds }, now)

  const byId = new Map(items.map((item) => [item.id, item])) // 5
  const told = await tellMatches(tx, context, drafts, ({ itemId }) =>
    tellingOf(byId.get(itemId), feed.startWith),
  )
  const editReaders = await tellEdits(tx, context, before, revised)
  if (isFirst) await holdUnreadBacklogs(tx, settings, now)

  const ids = new Map([...addedIds(recording.added, added), ...known.map(idOf)]) // 6
  const document = {
    ...recording,
    itemIds: [...new Set(recording.items.flatMap((item) => ids.get(item) ?? []))],
    addedIds: new Set(added.map(({ id }) => id)),
  }
  const state = await settleDocument(tx, settings, document, now)
  await touchUnlisted(tx, recording.before, [...document.itemIds, ...state.listedItems])
  await saveFeedState(tx, state)

  const message = [recording.poll.message, ...problems].filter((part) => part !== null).join('; ')
  await appendPoll(tx, { ...recording.poll, matchCount: told.matchCount, message: message || null }) // 7
  const subscriptionIds = [...new Set([...told.subscriptionIds, ...editReaders])]
  return { ...told, subscriptionIds, problems }
}

/**
 * What a document lists no more was there until the last poll that found the feed unchanged, which reads no document and
 * touches no item; from then on it ages.
 */
async function touchUnlisted(
  tx: Tx,
  before: FeedState,
  listedIds: readonly number[],
): Promise<void> {
  if (before.lastSucceededAt === null) return
  const listed = new Set(listedIds)
  const unlisted = before.listedItems.filter((id) => !listed.has(id))
  await touchItems(tx, unlisted, before.lastSucceededAt)
}

const idOfRevised = ({ itemId }: RevisedItem): number => itemId

function addedIds(
  drafts: readonly ItemDraft[],
  added: readonly Item[],
): readonly (readonly [FeedItem, number])[] {
  return drafts.map(({ item }, index) => [item, added[index]?.id ?? 0])
}

const idOf = ({ item, itemId }: KnownItem): readonly [FeedItem, number] => [item, itemId]

function knownItemOf({ itemId, draft }: RevisedItem): KnownItem {
  return { itemId, item: draft.item }
}

/** Which key means which item. Of a key that new and known items carry the known ones have the last word. */
function listKeys(
  drafts: readonly ItemDraft[],
  added: readonly Item[],
  known: readonly KnownItem[],
): readonly { readonly key: string; readonly itemId: number }[] {
  const all = [...addedIds(drafts, added), ...known.map(idOf)]
  return all.flatMap(([item, itemId]) => item.keys.map((key) => ({ key, itemId })))
}
