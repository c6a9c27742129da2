import type { Settings } from '../config/settings.ts'
import { type MovingPoll, moveAfterSuccess } from '../core/feed/decide-move.ts'
import type { FeedState } from '../core/feed/feed-state.ts'
import type { DocumentFindings } from '../core/feed/find-conditions.ts'
import { isGap, suggestSchedule } from '../core/feed/gap.ts'
import type { PollPlan } from '../core/feed/poll-policy.ts'
import { intervalMsOf } from '../core/schedule.ts'
import { msOf, type Timestamp } from '../core/time.ts'
import { appendGap } from '../store/gaps.ts'
import type { Tx } from '../store/schema.ts'
import { movingPollOf, type Visited } from './feed-state.ts'
import { findQuietAfter } from './find-quiet-after.ts'
import { recordWell } from './record-conditions.ts'

/** A document whose items are stored, against what its feed has shown before. */
export type StoredDocument = {
  /** What was known before this poll. */
  readonly before: FeedState
  /** What is known now, but for what is found here. */
  readonly state: FeedState
  readonly visited: Visited
  /** Of each item in the order of the document, its stored id. */
  readonly itemIds: readonly number[]
  readonly addedIds: ReadonlySet<number>
  /** Of those known before, how many came with new guids or links. */
  readonly renewedCount: number
}

/** More than any document of news lists; of an archive the beginning will do. */
const MOST_LISTED = 1_000

/**
 * What a document says of its feed as a whole: whether items may have come and gone unseen, whether it was rebuilt, where it
 * moved, when silence would be odd. Records the gap and the conditions; returns the state to be saved.
 */
export async function settleDocument(
  tx: Tx,
  settings: Settings,
  document: StoredDocument,
  now: Timestamp,
): Promise<FeedState> {
  const { before, visited, itemIds, addedIds } = document
  // what a corrected address lists is news of a feed that had brought some before
  const isWatched = before.firstSucceededAt !== null || before.lastNewsAt !== null
  const lastNewsAt = addedIds.size > 0 && isWatched ? now : before.lastNewsAt
  const state: FeedState = {
    ...document.state,
    move: moveAfterSuccess(before.move, movingPollOf(before, visited, compareItems(document))),
    lastNewsAt,
    listedItems: itemIds.length === 0 ? before.listedItems : itemIds.slice(0, MOST_LISTED),
    quietAfter:
      addedIds.size > 0 || before.quietAfter === null
        ? await findQuietAfter(tx, { ...document.state, lastNewsAt }, now)
        : before.quietAfter,
  }
  const gapFrom = findGapStart(document)
  if (gapFrom !== null) await appendGap(tx, { feedId: state.feedId, from: gapFrom, until: now })
  const findings: DocumentFindings = {
    gap: gapFrom === null ? null : describeGap(visited.plan, gapFrom, now),
    renewal: describeRenewal(document),
  }
  await recordWell(tx, settings, { state, answer: visited.answer, at: now }, findings)
  return state
}

/** The last time when nothing was missed yet; null: there is no gap. */
function findGapStart({ before, itemIds, addedIds }: StoredDocument): Timestamp | null {
  const listing = itemIds.map((id) => (addedIds.has(id) ? null : id))
  return isGap(before.listedItems, listing) ? before.lastSucceededAt : null
}

function describeGap(plan: PollPlan, from: Timestamp, now: Timestamp): string {
  const intervalMs = intervalMsOf(plan.schedule, plan.timezone)
  const gapMs = msOf(now) - msOf(from)
  const schedule = gapMs > AWAY_FACTOR * intervalMs ? null : suggestSchedule(gapMs, intervalMs)
  const remedy = schedule === null ? '' : `; schedule: "${schedule}" would see more`
  return `nothing that it listed before is listed any more${remedy}`
}

/** So many turns without a poll that read it were no fault of its schedule: it was broken, or nobody ran. */
const AWAY_FACTOR = 3

/** Whether a document lists anything that the one before did; of the first one all there is to know is that it lists something. */
function compareItems({ before, itemIds }: StoredDocument): MovingPoll['itemsAre'] {
  if (before.listedItems.length === 0) return itemIds.length > 0 ? 'shared' : 'strange'
  const known = new Set(before.listedItems)
  return itemIds.some((id) => known.has(id)) ? 'shared' : 'strange'
}

function describeRenewal({ renewedCount, itemIds, addedIds }: StoredDocument): string | null {
  if (renewedCount < 2 || renewedCount * 2 <= itemIds.length) return null
  const added = addedIds.size === 0 ? 'nothing else is new' : `${addedIds.size} more are new`
  return `${renewedCount} of its ${itemIds.length} items came under new ids or links and were recognised; ${added}`
}
