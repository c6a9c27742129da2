import { moveAfterSuccess } from '../core/feed/decide-move.ts'
import type { FeedState } from '../core/feed/feed-state.ts'
import type { Fetched } from '../core/feed/fetch-result.ts'
import type { DocumentFindings } from '../core/feed/find-conditions.ts'
import { isGap, suggestSchedule } from '../core/feed/gap.ts'
import type { PollPlan } from '../core/feed/poll-policy.ts'
import { intervalMsOf } from '../core/schedule.ts'
import { msOf, type Timestamp } from '../core/time.ts'
import { appendGap } from '../store/gaps.ts'
import type { Tx } from '../store/schema.ts'
import { findQuietAfter } from './find-quiet-after.ts'
import { recordWell } from './record-conditions.ts'

/** A document whose items are stored, against what its feed has shown before. */
export type StoredDocument = {
  /** What was known before this poll. */
  readonly before: FeedState
  /** What is known now, but for what is found here. */
  readonly state: FeedState
  readonly plan: PollPlan
  readonly answer: Fetched
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
  document: StoredDocument,
  now: Timestamp,
): Promise<FeedState> {
  const { before, answer, itemIds, addedIds } = document
  const isFirst = before.firstSucceededAt === null
  const itemsAre = addedIds.size < itemIds.length || isFirst ? 'shared' : 'strange'
  const lastNewsAt = addedIds.size > 0 && !isFirst ? now : before.lastNewsAt
  const state: FeedState = {
    ...document.state,
    move: moveAfterSuccess(before.move, answer.movedTo, itemsAre),
    lastNewsAt,
    listedItems: itemIds.slice(0, MOST_LISTED),
    quietAfter:
      addedIds.size > 0 || before.quietAfter === null
        ? await findQuietAfter(tx, { ...document.state, lastNewsAt }, now)
        : before.quietAfter,
  }
  const gapFrom = findGapStart(document)
  if (gapFrom !== null) await appendGap(tx, { feedId: state.feedId, from: gapFrom, until: now })
  const findings: DocumentFindings = {
    gap: gapFrom === null ? null : describeGap(document.plan, gapFrom, now),
    renewal: describeRenewal(document),
  }
  await recordWell(tx, state, answer, findings, now)
  return state
}

/** The last time when nothing was missed yet; null: there is no gap. */
function findGapStart({ before, itemIds, addedIds }: StoredDocument): Timestamp | null {
  const listing = itemIds.map((id) => (addedIds.has(id) ? null : id))
  return isGap(before.listedItems, listing) ? before.lastSucceededAt : null
}

function describeGap(plan: PollPlan, from: Timestamp, now: Timestamp): string {
  const intervalMs = intervalMsOf(plan.schedule, plan.timezone)
  const schedule = suggestSchedule(msOf(now) - msOf(from), intervalMs)
  const remedy = schedule === null ? '' : `; schedule: "${schedule}" would see more`
  return `none of the items listed at ${from.slice(0, 16)}Z is listed any more${remedy}`
}

function describeRenewal({ renewedCount, itemIds, addedIds }: StoredDocument): string | null {
  if (renewedCount < 2 || renewedCount * 2 <= itemIds.length) return null
  const added = addedIds.size === 0 ? 'nothing else is new' : `${addedIds.size} more are new`
  return `${renewedCount} of its ${itemIds.length} items came under new ids or links and were recognised; ${added}`
}
