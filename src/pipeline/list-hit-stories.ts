import type { Settings } from '../config/settings.ts'
import { type Edit, findEdit } from '../core/alert/find-edit.ts'
import type { Item } from '../core/feed/item.ts'
import { newsTimesOf } from '../core/feed/news-times.ts'
import type { SubscriptionId } from '../core/ids.ts'
import type { TellingRows } from '../store/alert-parts.ts'
import type { StoredEdit } from '../store/edits.ts'
import { listItemsByIds } from '../store/items.ts'
import { listToldMatches, type Match } from '../store/matches.ts'
import type { Db } from '../store/schema.ts'
import { listItemsOfStories, type ToldItem } from '../store/told-items.ts'
import { refreshMatches } from './refresh-matches.ts'
import { comparable } from './tell-edits.ts'

/** A story with what an alert tells of it. */
export type HitStory = {
  /** Those that the alert tells; of a story that is told for an edit alone those by which it was told before. */
  readonly matches: readonly Match[]
  readonly first: Match
  /** The item of the first match. */
  readonly item: ToldItem
  readonly items: readonly ToldItem[]
  /** What changed since the subscription was told; null where nothing did. */
  readonly edit: Edit | null
  /** What the alert's rows say of the story. */
  readonly told: TellingRows
}

/** What an alert tells a subscription, by its rows. */
export type WhatIsTold = {
  readonly subscriptionId: SubscriptionId
  readonly matches: readonly Match[]
  readonly edits: readonly StoredEdit[]
}

/**
 * The stories of what an alert tells, the newest first. A story that was edited and then set back is left out, unless a match
 * tells it.
 */
export async function listHitStories(
  db: Db,
  settings: Settings,
  { subscriptionId, matches, edits }: WhatIsTold,
): Promise<readonly HitStory[]> {
  const changes = await compareEdits(db, edits)
  const ruleIds = settings.subscriptions.get(subscriptionId)?.ruleIds
  const toldBefore = await listToldMatches(db, [...changes.keys()])
  const editedBefore = toldBefore.filter(({ ruleId }) => ruleIds?.has(ruleId) !== false)
  const told = new Set(matches.map(({ storyId }) => storyId))
  const others = editedBefore.filter(({ storyId }) => !told.has(storyId))
  const storyIds = new Set([...matches, ...others].map(({ storyId }) => storyId))
  const items = await listItemsOfStories(db, [...storyIds])
  const fresh = await refreshMatches(db, settings, matches, items)
  const byStory = Map.groupBy([...fresh, ...others], (match) => match.storyId)
  const itemsByStory = Map.groupBy(items, (item) => item.storyId)
  const tellsById = new Set(matches.map(({ id }) => id))
  const stories = [...byStory].map(([storyId, ofStory]) => {
    const ofItems = itemsByStory.get(storyId) ?? []
    const own = new Set(ofItems.map(({ id }) => id))
    const rows = {
      matchIds: ofStory.flatMap(({ id }) => (tellsById.has(id) ? [id] : [])),
      editIds: edits.flatMap(({ id, itemId }) => (own.has(itemId) ? [id] : [])),
    }
    return makeHitStory(ofItems, ofStory, changes, rows)
  })
  const times = newsTimesOf(stories.map(({ item }) => item))
  const timeOf = ({ item }: HitStory): string => times.get(item.id) ?? item.firstSeenAt
  return stories.toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)))
}

/** The same story told by some of its matches alone. */
export function withMatches(story: HitStory, matches: readonly Match[]): HitStory {
  const [first] = matches
  const item = story.items.find(({ id }) => id === first?.itemId)
  if (first === undefined || item === undefined) return story
  return { ...story, matches, first, item }
}

function makeHitStory(
  items: readonly ToldItem[],
  matches: readonly Match[],
  changes: ReadonlyMap<number, Edit>,
  told: TellingRows,
): HitStory {
  const [first] = matches
  const item = items.find((candidate) => candidate.id === first?.itemId)
  if (first === undefined || item === undefined) throw new Error('a match has lost its item')
  const edit = items.map(({ id }) => changes.get(id)).find((found) => found !== undefined) ?? null
  return { matches, first, item, items, edit, told }
}

/** What changed in each item since the oldest of these edits; nothing of an item that says again what it said then. */
async function compareEdits(
  db: Db,
  edits: readonly StoredEdit[],
): Promise<ReadonlyMap<number, Edit>> {
  const changes = new Map<number, Edit>()
  if (edits.length === 0) return changes
  const items = await listItemsByIds(db, [...new Set(edits.map(({ itemId }) => itemId))])
  for (const [itemId, [oldest]] of Map.groupBy(edits, (edit) => edit.itemId)) {
    const item: Item | undefined = items.get(itemId)
    if (oldest === undefined || item === undefined) continue
    const before = { ...oldest.before, searched: oldest.searchedBefore }
    const edit = findEdit(...comparable(before, item))
    if (edit !== null) changes.set(itemId, edit)
  }
  return changes
}
