import type { FeedId } from '../ids.ts'
import { foldTitle } from '../text/fold-title.ts'
import { containment } from './containment.ts'
import { isTextKey } from './story-keys.ts'

/**
 * Which items tell the same news. A story is one or more items: the same release in several ministries' feeds is told
 * once, with "also published by". Precision counts above recall: two stories told apart cost a second line in a mail, a
 * wrong merge could hide news.
 */
export type StoryItem = {
  readonly feedId: FeedId
  readonly canonicalUrl: string | null
  readonly title: string
  readonly text: string
  /** See storyKeys. */
  readonly keys: readonly string[]
}

/** An item of a story that shares a key with a new one; `keys` are those of the story. */
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
  const remember = (item: StoryItem, story: Story): void => {
    for (const key of item.keys) {
      const list = known.get(key)
      if (list === undefined) known.set(key, [{ item, story }])
      else list.push({ item, story })
    }
  }
  for (const candidate of candidates) {
    remember(candidate, { kind: 'joins', storyId: candidate.storyId })
  }
  return items.map((item, index) => {
    const found = item.keys.map((key) => findStory(item, key, known.get(key) ?? []))
    const story = found.find((candidate) => candidate !== null)
    remember(item, story ?? { kind: 'joins-new', index })
    return story ?? { kind: 'opens' }
  })
}

/** A story as later items join it. */
type Story = Exclude<StoryAssignment, { kind: 'opens' }>

type Known = { readonly item: StoryItem; readonly story: Story }

/** The story under one key that an item belongs to. */
function findStory(item: StoryItem, key: string, known: readonly Known[]): Story | null {
  const twin = isTextKey(key)
    ? known.find(({ story }) => !hasItemOfFeed(known, story, item.feedId))
    : known.find((other) => isBorneOut(item, other.item))
  return twin?.story ?? null
}

/**
 * The same text tells the same news in two feeds; behind different links of one feed it is an error page or a notice.
 */
function hasItemOfFeed(known: readonly Known[], story: Story, feedId: FeedId): boolean {
  return known.some((other) => other.item.feedId === feedId && idOf(other.story) === idOf(story))
}

function idOf(story: Story): string {
  return story.kind === 'joins' ? `story ${story.storyId}` : `new ${story.index}`
}

/** The same link makes the same story when title or text bears it out, for some feeds link every item to one page. */
function isBorneOut(a: StoryItem, b: StoryItem): boolean {
  const title = foldTitle(a.title)
  if (title !== '' && title === foldTitle(b.title)) return true
  return containment(a.text, b.text) >= MIN_CONTAINMENT
}
