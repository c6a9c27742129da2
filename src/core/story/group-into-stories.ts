import type { FeedId } from '../ids.ts'
import { foldTitle } from '../text/fold-title.ts'
import { containment, type StoryText, storyKeys } from './fingerprint.ts'

/**
 * Which items tell the same news. A story is one or more items: the same release in several ministries' feeds is told
 * once, with "also published by". Precision counts above recall: two stories told apart cost a second line in a mail, a
 * wrong merge could hide news.
 */
export type StoryItem = StoryText & { readonly feedId: FeedId }

/** An item of a story that shares a key with a new one. */
export type StoryCandidate = StoryItem & { readonly storyId: number }

export type StoryAssignment =
  | { readonly kind: 'joins'; readonly storyId: number }
  /** The first of its story. */
  | { readonly kind: 'opens' }
  /** The same story as the new item at `index` of this batch, which opens it. */
  | { readonly kind: 'joins-new'; readonly index: number }

/** Below this share of common runs of words, the same link alone does not make the same story. */
const MIN_CONTAINMENT = 0.5

/** Assigns each new item to a story, in order; the result is parallel to `items`. */
export function groupIntoStories(
  items: readonly StoryItem[],
  candidates: readonly StoryCandidate[],
): readonly StoryAssignment[] {
  const known = new Map<string, Known[]>()
  const remember = (item: StoryItem, assignment: StoryAssignment): void => {
    for (const key of storyKeys(item)) {
      const list = known.get(key)
      if (list === undefined) known.set(key, [{ item, assignment }])
      else list.push({ item, assignment })
    }
  }
  for (const candidate of candidates) {
    remember(candidate, { kind: 'joins', storyId: candidate.storyId })
  }
  return items.map((item, index) => {
    const twin = storyKeys(item)
      .flatMap((key) => known.get(key) ?? [])
      .find((other) => isSameNews(item, other.item))
    const assignment = twin?.assignment ?? { kind: 'opens' }
    remember(item, assignment.kind === 'opens' ? { kind: 'joins-new', index } : assignment)
    return assignment
  })
}

type Known = { readonly item: StoryItem; readonly assignment: StoryAssignment }

/**
 * The same link tells the same news when the title or the text bears it out, for some feeds link every item to one page.
 * The same text tells the same news in two feeds; behind different links of one feed it is an error page or a notice.
 */
function isSameNews(a: StoryItem, b: StoryItem): boolean {
  const isSameTitle = foldTitle(a.title) !== '' && foldTitle(a.title) === foldTitle(b.title)
  if (a.canonicalUrl !== null && a.canonicalUrl === b.canonicalUrl) {
    return isSameTitle || containment(a.text, b.text) >= MIN_CONTAINMENT
  }
  return a.feedId !== b.feedId && sharesTextKey(a, b)
}

function sharesTextKey(a: StoryItem, b: StoryItem): boolean {
  const keys = new Set(storyKeys(a).filter((key) => key.startsWith('text:')))
  return storyKeys(b).some((key) => keys.has(key))
}
