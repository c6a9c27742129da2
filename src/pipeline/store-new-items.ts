import type { Item } from '../core/feed/item.ts'
import type { FeedId } from '../core/ids.ts'
import { groupIntoStories, type StoryItem } from '../core/story/group-into-stories.ts'
import { findSharedKeys, releaseKeysOf, storyKeys } from '../core/story/story-keys.ts'
import { addMs, DAY_MS, type Timestamp } from '../core/time.ts'
import { findNextItemId, type ItemDraft, insertItems } from '../store/items.ts'
import type { Tx } from '../store/schema.ts'
import { insertStories, listStoryCandidates, rememberStoryKeys } from '../store/stories.ts'
import type { KnownItem } from './sort-items.ts'

/** Stories that nothing was added to for so long are not looked at when an item asks for its story. */
export const STORY_WINDOW_MS = 30 * DAY_MS

/** The items of a document that are new, and what else stands in it. */
export type NewItems = {
  readonly drafts: readonly ItemDraft[]
  readonly others: readonly KnownItem[]
  /** Nothing of the feed was known before. */
  readonly wasPublished: boolean
}

/** Stores the new items of a document, each in a story that it joins or opens. */
export async function storeNewItems(
  tx: Tx,
  feedId: FeedId,
  { drafts, others, wasPublished }: NewItems,
  now: Timestamp,
): Promise<readonly Item[]> {
  if (drafts.length === 0) return []
  const keys = drafts.map(keysOf)
  const storyItems = withoutSharedKeys(drafts, keys, others, now)
  const wanted = [...new Set(storyItems.flatMap((item) => item.keys))]
  const since = addMs(now, -STORY_WINDOW_MS)
  const candidates = await listStoryCandidates(tx, feedId, wanted, since, [])
  const assignments = groupIntoStories(feedId, storyItems, candidates)

  const openers = assignments.flatMap(({ kind }, index) => (kind === 'opens' ? [index] : []))
  const firstId = await findNextItemId(tx)
  const firstItemIds = openers.map((index) => firstId + index)
  const newStoryIds = await insertStories(tx, firstItemIds, now)
  const opened = new Map(openers.map((index, at) => [index, newStoryIds[at] ?? 0]))
  const storyIds: number[] = []
  for (const [index, assignment] of assignments.entries()) {
    if (assignment.kind === 'joins') storyIds.push(assignment.storyId)
    else if (assignment.kind === 'opens') storyIds.push(opened.get(index) ?? 0)
    else storyIds.push(storyIds[assignment.index] ?? 0)
  }

  const items = await insertItems(tx, drafts, { firstId, storyIds, wasPublished }, now)
  // shared keys too: as keys of several stories they join nothing from now on
  const entries = storyIds.flatMap((storyId, index) =>
    (keys[index] ?? []).map((key) => ({ key, storyId })),
  )
  await rememberStoryKeys(tx, entries, now)
  return items
}

function keysOf({ item, storyText }: ItemDraft): readonly string[] {
  return storyKeys({ canonicalUrl: item.canonicalUrl, text: storyText })
}

/** The items as stories are found by them. Of what else stands in the document the link alone is at hand. */
function withoutSharedKeys(
  drafts: readonly ItemDraft[],
  keys: readonly (readonly string[])[],
  others: readonly KnownItem[],
  now: Timestamp,
): readonly StoryItem[] {
  const releases = releaseKeysOf(drafts.map(({ item }) => item))
  const shared = findSharedKeys([
    ...keys.map((list, index) => ({ id: releases[index] ?? `new ${index}`, keys: list })),
    ...others.map(({ itemId, item: { canonicalUrl } }) => ({
      id: `known ${itemId}`,
      keys: storyKeys({ canonicalUrl, text: '' }),
    })),
  ])
  return drafts.map(({ item, storyText }, index) => ({
    title: item.title,
    text: storyText,
    published: item.published,
    firstSeenAt: now,
    keys: (keys[index] ?? []).filter((key) => !shared.has(key)),
    releaseKey: releases[index] ?? null,
  }))
}
