import type { Item } from '../core/feed/item.ts'
import type { FeedId } from '../core/ids.ts'
import { groupIntoStories } from '../core/story/group-into-stories.ts'
import { findSharedKeys, storyKeys } from '../core/story/story-keys.ts'
import { addMs, type Timestamp } from '../core/time.ts'
import type { Tx } from '../store/schema.ts'
import {
  joinStory,
  listLoneStories,
  listStoryCandidates,
  rememberStoryKeys,
} from '../store/stories.ts'
import { STORY_WINDOW_MS } from './store-new-items.ts'

/** A stored item whose text is another now; `storyText` is what tells its story apart. */
export type RewrittenItem = { readonly item: Item; readonly storyText: string }

/** What else stands in the document of rewritten items. */
type Neighbour = Pick<Item, 'canonicalUrl' | 'id'>

/**
 * Groups items of a feed anew whose text was edited or came late, before rules are held against it, and returns them in
 * their order. An item that is alone in its story joins the one that its new text tells, and takes its matches along. Its
 * keys are remembered either way, so that items that come later find it.
 */
export async function regroupItems(
  tx: Tx,
  feedId: FeedId,
  rewritten: readonly RewrittenItem[],
  neighbours: readonly Neighbour[],
  now: Timestamp,
): Promise<readonly Item[]> {
  if (rewritten.length === 0) return []
  const keys = rewritten.map(({ item, storyText }) => keysOf(item, storyText))
  const shared = findSharedKeys([
    ...rewritten.map(({ item }, index) => ({ id: String(item.id), keys: keys[index] ?? [] })),
    ...neighbours.map((other) => ({ id: String(other.id), keys: keysOf(other, '') })),
  ])
  const lone = await listLoneStories(
    tx,
    rewritten.map(({ item }) => item.storyId),
  )
  const storyItems = rewritten.map(({ item, storyText }, index) => ({
    title: item.title,
    text: storyText,
    published: item.published,
    firstSeenAt: item.firstSeenAt,
    keys: lone.has(item.storyId) ? (keys[index] ?? []).filter((key) => !shared.has(key)) : [],
    releaseKey: null,
  }))
  const wanted = [...new Set(storyItems.flatMap((item) => item.keys))]
  const since = addMs(now, -STORY_WINDOW_MS)
  const candidates = await listStoryCandidates(tx, feedId, wanted, since, [...lone])

  const regrouped: Item[] = []
  for (const [index, assignment] of groupIntoStories(feedId, storyItems, candidates).entries()) {
    const item = rewritten[index]?.item
    if (item === undefined) continue
    if (assignment.kind !== 'joins') {
      regrouped.push(item)
      continue
    }
    await joinStory(tx, item.storyId, assignment.storyId)
    regrouped.push({ ...item, storyId: assignment.storyId })
  }
  const entries = regrouped.flatMap(({ storyId }, index) =>
    (keys[index] ?? []).map((key) => ({ key, storyId })),
  )
  await rememberStoryKeys(tx, entries, now)
  return regrouped
}

function keysOf({ canonicalUrl }: Pick<Item, 'canonicalUrl'>, text: string): readonly string[] {
  return storyKeys({ canonicalUrl, text })
}
