import { canonicalizeUrl } from '../../../src/core/feed/canonical-url.ts'
import { feedIdOf } from '../../../src/core/ids.ts'
import { groupIntoStories } from '../../../src/core/story/group-into-stories.ts'
import { storyKeys } from '../../../src/core/story/story-keys.ts'
import type { PairItem } from './edit-item.ts'
import type { StoryPair } from './story-pairs.ts'

/** Whether b, new in one feed, joins the story of a, which is stored and came with another feed. */
export function areTogether({ a, b }: Pick<StoryPair, 'a' | 'b'>): boolean {
  const stored = { title: a.title, text: a.text, storyId: 1, feedId: feedIdOf('one') }
  const candidates = keysOf(a).map((key) => ({ ...stored, key }))
  const item = { title: b.title, text: b.text, keys: keysOf(b), releaseKey: null }
  const [assignment] = groupIntoStories(feedIdOf('other'), [item], candidates)
  return assignment?.kind === 'joins'
}

function keysOf({ link, text }: PairItem): readonly string[] {
  return storyKeys({ canonicalUrl: link === undefined ? null : canonicalizeUrl(link), text })
}
