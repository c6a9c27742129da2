import { hasBelievableDate } from '../feed/doubt-of-date.ts'
import type { FeedId } from '../ids.ts'
import { type Containment, makeContainment } from './containment.ts'
import { hasOtherFigures } from './figures.ts'
import { hasHeadlineBesideText } from './has-headline-beside-text.ts'
import { hasOtherSubject } from './has-other-subject.ts'
import { hasOtherTitleOfForm } from './has-other-title-of-form.ts'
import { hasOtherNumbers, hasSameTitle, isSameNewsBehindLink, type News } from './is-same-news.ts'
import { isTextKey } from './story-keys.ts'
import { type DatedNews, isOfOneTime } from './tells-same-news.ts'

/**
 * Which items tell the same news. A story is one or more items: the same release in several ministries' feeds is told
 * once, with "also published by". Precision counts above recall, for a rule hits a story once: two stories told apart
 * cost a second line in a mail, a wrong merge hides news. So:
 *
 * - A story holds one item of a feed. What a feed says again, it means: behind a constant link, or with a standard text,
 *   it is another notice. Only a release that one document lists twice, alike in all but its guid, is one story.
 * - A link or a text that several items of the document carry, or that several stories have, joins nothing.
 * - The same link needs a title of much the same words, or a text half of which agrees; long texts that have nothing in
 *   common part. The same long text needs headlines that it speaks of, and the same week.
 * - Titles whose numbers differ tell different news, whatever else agrees.
 */
export type StoryItem = DatedNews & {
  /** See storyKeys; without those that other items of the document carry too. */
  readonly keys: readonly string[]
  /** See releaseKeysOf. */
  readonly releaseKey: string | null
}

/** An item of the only story that has `key`. */
export type StoryCandidate = DatedNews & {
  readonly key: string
  readonly storyId: number
  readonly feedId: FeedId
}

export type StoryAssignment =
  | { readonly kind: 'joins'; readonly storyId: number }
  /** The first of its story. */
  | { readonly kind: 'opens' }
  /** The same release as the new item at `index` of this batch, and in the same story. */
  | { readonly kind: 'joins-new'; readonly index: number }

/** Assigns each new item of one document to a story, in order; the result is parallel to `items`. */
export function groupIntoStories(
  feedId: FeedId,
  items: readonly StoryItem[],
  candidates: readonly StoryCandidate[],
): readonly StoryAssignment[] {
  const containment = makeContainment()
  const byKey = Map.groupBy(candidates, (candidate) => candidate.key)
  const own = candidates.filter((candidate) => candidate.feedId === feedId)
  const storiesOfFeed = new Set(own.map((candidate) => candidate.storyId))
  const releases = new Map<string, number>()

  const findStory = (item: StoryItem): number | null => {
    for (const key of item.keys) {
      const found = byKey.get(key)?.find((other) => {
        if (storiesOfFeed.has(other.storyId)) return false
        if (!isTextKey(key)) return isSameStoryBehindLink(item, other, containment)
        return isSameStoryByText(item, other)
      })
      if (found !== undefined) return found.storyId
    }
    return null
  }

  return items.map((item, index) => {
    const twin = item.releaseKey === null ? undefined : releases.get(item.releaseKey)
    if (twin !== undefined) return { kind: 'joins-new', index: twin }
    if (item.releaseKey !== null) releases.set(item.releaseKey, index)
    const storyId = findStory(item)
    if (storyId === null) return { kind: 'opens' }
    storiesOfFeed.add(storyId)
    return { kind: 'joins', storyId }
  })
}

/**
 * The same text, all of it: of the same week, and about both headlines. A feed that gives no dates may have been away for
 * longer; under the same headline that sets nothing apart.
 */
function isSameStoryByText(a: DatedNews, b: DatedNews): boolean {
  const areDated = hasBelievableDate(a) && hasBelievableDate(b)
  if (!isOfOneTime(a, b) && (areDated || !hasSameTitle(a, b))) return false
  if (hasOtherNumbers(a.title, b.title)) return false
  return !hasOtherTitleOfForm(a, b) && !hasHeadlineBesideText(a, b)
}

/** One page shows several notices of a kind: they are alike in all but what they are about. */
function isSameStoryBehindLink(a: News, b: News, containment: Containment): boolean {
  if (!isSameNewsBehindLink(a, b, containment)) return false
  const isFormAlike = containment(a.text, b.text) >= MIN_FORM_SHARE
  if (isFormAlike && hasOtherFigures(a.text, b.text)) return false
  return hasSameTitle(a, b) || !hasOtherSubject(a, b)
}

/** Texts that share as much are one in two versions, or two of one form. */
const MIN_FORM_SHARE = 0.5
