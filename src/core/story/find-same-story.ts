import type { FeedId } from '../ids.ts'
import type { TextComparison } from './containment.ts'
import { type DatedNews, tellsSameNews } from './tells-same-news.ts'

/** A story that has marks in common with an item; what it says is what its first item says. */
export type MarkedStory = DatedNews & {
  readonly storyId: number
  readonly feedId: FeedId
  /** See storyMarksOf. */
  readonly sharedMarks: readonly number[]
}

/**
 * The first of these stories that tells the same news as the item; null: none does. An item is compared with the first of a
 * story alone, so that a story cannot wander off from copy to copy. What a feed tells in several stories is a standing text,
 * and makes no other item one with them.
 */
export function findSameStory(
  item: DatedNews,
  stories: readonly MarkedStory[],
  comparison: TextComparison,
): number | null {
  const same = stories.filter((story) => tellsSameNews(item, story, comparison))
  const feeds = new Set(same.map(({ feedId }) => feedId))
  return feeds.size === same.length ? (same[0]?.storyId ?? null) : null
}
