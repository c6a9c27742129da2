import type { Settings } from '../config/settings.ts'
import type { FeedState } from '../core/feed/feed-state.ts'
import { saveFeedStates } from '../store/feeds.ts'
import { appendPolls, type Poll } from '../store/polls.ts'
import type { Tx } from '../store/schema.ts'
import { stateAfterUnchanged, type Visited } from './feed-state.ts'
import { findQuietAfter } from './find-quiet-after.ts'
import { recordAllWell } from './record-conditions.ts'

/** A poll that brought the same as before, perhaps with other validators. */
export type UnchangedPoll = {
  readonly before: FeedState
  readonly visited: Visited
  readonly poll: Omit<Poll, 'matchCount'>
}

/** Records polls of different feeds, all or none. */
export async function recordUnchangedPolls(
  tx: Tx,
  settings: Settings,
  polls: readonly UnchangedPoll[],
): Promise<void> {
  const read: { state: FeedState; visited: Visited }[] = []
  for (const { before, visited } of polls) {
    const after = stateAfterUnchanged(before, visited)
    const quietAfter = after.quietAfter ?? (await findQuietAfter(tx, after, visited.endedAt))
    read.push({ state: { ...after, quietAfter }, visited })
  }
  await saveFeedStates(
    tx,
    read.map(({ state }) => state),
  ) // first, as a host is judged by all of its feeds
  await recordAllWell(
    tx,
    settings,
    read.map(({ state, visited: { answer, endedAt } }) => ({ state, answer, at: endedAt })),
  )
  await appendPolls(
    tx,
    polls.map(({ poll }) => ({ ...poll, matchCount: 0 })),
  )
}
