import type { Item } from '../core/feed/item.ts'
import type { FeedId } from '../core/ids.ts'
import { makeTextComparison } from '../core/story/containment.ts'
import { findSameStory } from '../core/story/find-same-story.ts'
import { storyMarksOf } from '../core/story/story-marks.ts'
import { addMs, type Timestamp } from '../core/time.ts'
import type { MatchDraft } from '../store/matches.ts'
import type { Tx } from '../store/schema.ts'
import { joinStory, listLoneStories } from '../store/stories.ts'
import { listMarked, listMarkedStories, replaceMarks, sweepMarks } from '../store/story-marks.ts'
import { STORY_WINDOW_MS } from './store-new-items.ts'

/** Stories that an item is compared with: those that have most marks in common with it. */
const MOST_COMPARED = 8

/**
 * Items of one document that are looked at, those that rules hit before the others: a document may list twenty thousand, and
 * nothing else is stored meanwhile. What is left out is told for itself.
 */
const MOST_FOLDED = 1_000

/** For each item that comes, so many old stories are let go, and the marks stay as many as the window holds. */
const SWEPT_PER_ITEM = 2

/** Items of one feed, the hits of rules among them, and which of the items say something else than before. */
export type ItemsToFold = {
  readonly items: readonly Item[]
  readonly drafts: readonly MatchDraft[]
  readonly rewrittenIds: ReadonlySet<number>
}

/**
 * Lets items of a feed join the stories that other feeds tell in other words, and returns the hits with the stories that they
 * are of now. What was there when the watch began is looked at only where a rule hit it: nobody is told of the rest.
 */
export async function foldItems(
  tx: Tx,
  feedId: FeedId,
  { items, drafts, rewrittenIds }: ItemsToFold,
  now: Timestamp,
): Promise<readonly MatchDraft[]> {
  const hitIds = new Set(drafts.map(({ itemId }) => itemId))
  const hit = items.filter((item) => hitIds.has(item.id))
  const news = items.filter((item) => !item.wasPublished && !hitIds.has(item.id))
  const looked = [...hit, ...news].slice(0, MOST_FOLDED)
  const storyIds = await foldEach(tx, feedId, looked, rewrittenIds, now)
  return drafts.map((draft) => ({
    ...draft,
    storyId: storyIds.get(draft.itemId) ?? draft.storyId,
  }))
}

/** An item that is alone in its story joins, and takes its matches along; one that joins none can be found from now on. */
async function foldEach(
  tx: Tx,
  feedId: FeedId,
  items: readonly Item[],
  rewrittenIds: ReadonlySet<number>,
  now: Timestamp,
): Promise<ReadonlyMap<number, number>> {
  const joined = new Map<number, number>()
  if (items.length === 0) return joined
  const storyIds = items.map(({ storyId }) => storyId)
  const lone = await listLoneStories(tx, storyIds)
  const marked = await listMarked(tx, storyIds)
  const since = addMs(now, -STORY_WINDOW_MS)
  const comparison = makeTextComparison()
  for (const item of items) {
    if (marked.has(item.storyId) && !(rewrittenIds.has(item.id) && lone.has(item.storyId))) continue
    const marks = storyMarksOf(item)
    const found = lone.has(item.storyId)
      ? await listMarkedStories(tx, feedId, marks, since, MOST_COMPARED)
      : []
    const storyId = findSameStory(item, found, comparison)
    if (storyId === null) {
      await replaceMarks(tx, item.storyId, marks)
    } else {
      await joinStory(tx, item.storyId, storyId)
      joined.set(item.id, storyId)
    }
  }
  await sweepMarks(tx, since, items.length * SWEPT_PER_ITEM)
  return joined
}
