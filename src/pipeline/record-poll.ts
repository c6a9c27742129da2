import type { FeedSettings } from '../config/settings.ts'
import type { FeedItem } from '../core/feed/feed-item.ts'
import type { Item } from '../core/feed/item.ts'
import type { FeedState } from '../core/feed/poll-policy.ts'
import { groupIntoStories, type StoryItem } from '../core/story/group-into-stories.ts'
import { storyKeys } from '../core/story/story-keys.ts'
import { addMs, DAY_MS, type Timestamp } from '../core/time.ts'
import { saveFeedState } from '../store/feeds.ts'
import { rememberKeys } from '../store/identities.ts'
import { type ItemDraft, insertItems, reviseItem, touchItems } from '../store/items.ts'
import { appendPoll, type Poll } from '../store/polls.ts'
import type { Tx } from '../store/schema.ts'
import {
  insertStories,
  listStoryCandidates,
  rememberStoryKeys,
  setFirstItem,
} from '../store/stories.ts'
import { matchItems } from './match-items.ts'
import {
  type TellContext,
  type ToldMatches,
  tellingOfBacklog,
  tellMatches,
} from './tell-matches.ts'

/** Everything that a successful poll brought, ready to be stored. */
export type PollToRecord = {
  readonly feed: FeedSettings
  readonly added: readonly ItemDraft[]
  readonly revised: readonly { readonly itemId: number; readonly draft: ItemDraft }[]
  readonly known: readonly { readonly itemId: number; readonly item: FeedItem }[]
  /** The feed's state as it is to be from now on. */
  readonly state: FeedState
  /** Nothing of the feed was known before: what it shows was already published. */
  readonly isFirst: boolean
  readonly poll: Omit<Poll, 'matchCount'>
}

export type RecordedPoll = ToldMatches & { readonly problems: readonly string[] }

/** Items older than this are not looked at when an item asks for its story. */
const STORY_WINDOW_MS = 30 * DAY_MS

/**
 * Stores a poll whole or not at all; between its steps nothing is awaited but SQL.
 *
 * 1. new items are grouped into stories, and stored
 * 2. edited items are replaced
 * 3. identities are remembered
 * 4. rules are held against what is new or edited
 * 5. matches are stored, alerts planned and deliveries enqueued
 * 6. the feed's state comes late, so that a crash repeats the poll and never skips it
 * 7. the poll's own row
 */
export async function recordPoll(
  tx: Tx,
  context: TellContext,
  recording: PollToRecord,
): Promise<RecordedPoll> {
  const { feed, state } = recording
  const { now, settings } = context

  const added = await storeNewItems(tx, recording.added, now) // 1
  const revised: Item[] = [] // 2
  for (const { itemId, draft } of recording.revised)
    revised.push(await reviseItem(tx, itemId, draft, now))
  await touchItems(
    tx,
    recording.known.map((known) => known.itemId),
    now,
  )

  await rememberKeys(tx, feed.id, listKeys(recording, added), now) // 3

  const { drafts, problems } = matchItems(settings, [...added, ...revised], state.title) // 4

  const isNew = new Set(added.map((item) => item.id)) // 5
  const backlog = tellingOfBacklog(feed.startWith)
  const told = await tellMatches(tx, context, drafts, (draft) =>
    recording.isFirst && isNew.has(draft.itemId) ? backlog : 'news',
  )

  await saveFeedState(tx, state) // 6

  const message = [recording.poll.message, ...problems].filter((part) => part !== null).join('; ')
  await appendPoll(tx, { ...recording.poll, matchCount: told.matchCount, message: message || null }) // 7
  return { ...told, problems }
}

/** Stores items, each in a story that it joins or opens. */
async function storeNewItems(
  tx: Tx,
  drafts: readonly ItemDraft[],
  now: Timestamp,
): Promise<readonly Item[]> {
  const storyItems = drafts.map(storyItemOf)
  const keys = storyItems.map((item) => item.keys)
  const since = addMs(now, -STORY_WINDOW_MS)
  const candidates = await listStoryCandidates(tx, [...new Set(keys.flat())], since)
  const assignments = groupIntoStories(storyItems, candidates)

  const openers = assignments.flatMap((assignment, index) =>
    assignment.kind === 'opens' ? [index] : [],
  )
  const newStoryIds = await insertStories(tx, openers.length, now)
  const opened = new Map(openers.map((index, at) => [index, newStoryIds[at] ?? 0]))
  const storyIds = assignments.map((assignment, index) => {
    if (assignment.kind === 'joins') return assignment.storyId
    return opened.get(assignment.kind === 'opens' ? index : assignment.index) ?? 0
  })

  const items = await insertItems(tx, drafts, storyIds, now)
  for (const index of openers) {
    const item = items[index]
    if (item !== undefined) await setFirstItem(tx, item.storyId, item.id)
  }
  const entries = storyIds.flatMap((storyId, index) =>
    (keys[index] ?? []).map((key) => ({ key, storyId })),
  )
  await rememberStoryKeys(tx, entries, now)
  return items
}

function storyItemOf({ feedId, item, storyText: text }: ItemDraft): StoryItem {
  const { canonicalUrl, title } = item
  return { feedId, canonicalUrl, title, text, keys: storyKeys({ canonicalUrl, text }) }
}

function listKeys(
  recording: PollToRecord,
  added: readonly Item[],
): readonly { readonly key: string; readonly itemId: number }[] {
  return [
    ...recording.added.flatMap((draft, index) =>
      draft.item.keys.map((key) => ({ key, itemId: added[index]?.id ?? 0 })),
    ),
    ...recording.revised.flatMap(({ itemId, draft }) =>
      draft.item.keys.map((key) => ({ key, itemId })),
    ),
    ...recording.known.flatMap(({ itemId, item }) => item.keys.map((key) => ({ key, itemId }))),
  ]
}
