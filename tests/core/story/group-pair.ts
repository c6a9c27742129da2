import { canonicalizeUrl } from '../../../src/core/feed/canonical-url.ts'
import { feedIdOf } from '../../../src/core/ids.ts'
import { makeTextComparison } from '../../../src/core/story/containment.ts'
import { findSameStory } from '../../../src/core/story/find-same-story.ts'
import { groupIntoStories } from '../../../src/core/story/group-into-stories.ts'
import { storyKeys } from '../../../src/core/story/story-keys.ts'
import { storyMarksOf } from '../../../src/core/story/story-marks.ts'
import type { DatedNews } from '../../../src/core/story/tells-same-news.ts'
import { type Timestamp, timestampOf } from '../../../src/core/time.ts'
import type { PairItem } from './edit-item.ts'
import type { StoryPair } from './story-pairs.ts'

/** Whether b, new in one feed, joins the story of a, which is stored and came with another feed. */
export function areTogether({ a, b }: Pick<StoryPair, 'a' | 'b'>): boolean {
  return sharesKey(a, b) || sharesMarks(a, b)
}

function sharesKey(a: PairItem, b: PairItem): boolean {
  const stored = { ...datedNews(a), storyId: 1, feedId: feedIdOf('one') }
  const candidates = keysOf(a).map((key) => ({ ...stored, key }))
  const item = { ...datedNews(b), keys: keysOf(b), releaseKey: null }
  const [assignment] = groupIntoStories(feedIdOf('other'), [item], candidates)
  return assignment?.kind === 'joins'
}

function sharesMarks(a: PairItem, b: PairItem): boolean {
  const marks = new Set(storyMarksOf(a))
  const sharedMarks = storyMarksOf(b).filter((mark) => marks.has(mark))
  const story = { ...datedNews(a), storyId: 1, feedId: feedIdOf('one'), sharedMarks }
  const found = sharedMarks.length === 0 ? [] : [story]
  return findSameStory(datedNews(b), found, makeTextComparison()) !== null
}

const SEEN_AT = '2026-03-03T08:30:00.000Z' as Timestamp

function datedNews({ title, text, published }: PairItem): DatedNews {
  const at = published === undefined ? null : timestampOf(Date.parse(published))
  return { title, text, published: at, firstSeenAt: at ?? SEEN_AT }
}

function keysOf({ link, text }: PairItem): readonly string[] {
  return storyKeys({ canonicalUrl: link === undefined ? null : canonicalizeUrl(link), text })
}
