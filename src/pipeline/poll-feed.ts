import { createHash } from 'node:crypto'
import type { FeedSettings, Settings } from '../config/settings.ts'
import { assertNever } from '../core/assert-never.ts'
import type { Fetched, FetchResult, Unchanged } from '../core/feed/fetch-result.ts'
import { normalizeFeed } from '../core/feed/normalize-feed.ts'
import {
  decidePoll,
  type FeedState,
  type PollOutcome,
  type PollTrigger,
} from '../core/feed/poll-policy.ts'
import type { FeedId, SubscriptionId } from '../core/ids.ts'
import { msOf, type Timestamp } from '../core/time.ts'
import { parseFeed } from '../parse/parse-feed.ts'
import { inTransaction } from '../store/database.ts'
import { findFeedState, findHostBlock } from '../store/feeds.ts'
import type { Poll } from '../store/polls.ts'
import { collectDrafts } from './collect-drafts.ts'
import type { Deps } from './deps.ts'
import { stateAfter, stateBefore } from './feed-state.ts'
import { recordFailedPoll, recordUnchangedPoll } from './record-other-poll.ts'
import { recordPoll } from './record-poll.ts'
import { sortItems } from './sort-items.ts'

/** How one visit to a feed went, or why there was none. */
export type PollReport =
  | {
      readonly kind: 'polled'
      readonly feedId: FeedId
      readonly outcome: PollOutcome
      readonly addedCount: number
      readonly revisedCount: number
      readonly matchCount: number
      readonly itemCount: number
      readonly durationMs: number
      readonly message: string | null
      /** Whose alerts now hold something new. */
      readonly subscriptionIds: readonly SubscriptionId[]
    }
  | {
      readonly kind: 'skipped'
      readonly feedId: FeedId
      readonly reason: string
      readonly until: Timestamp | null
    }

/**
 * Polls a feed: asks whether it may, fetches, reads, fetches the articles of what is new, and records it all at once.
 * What the network and the server do comes back as a report; a broken database throws.
 */
export async function pollFeed(
  deps: Deps,
  settings: Settings,
  feed: FeedSettings,
  trigger: PollTrigger,
  signal: AbortSignal,
): Promise<PollReport> {
  const startedAt = deps.now()
  const state = await findFeedState(deps.db, feed.id)
  const hostBlock = await findHostBlock(deps.db, new URL(feed.url).host)
  const plan = { url: feed.url, schedule: feed.schedule, timezone: settings.timezone }
  const decision = decidePoll(plan, state, hostBlock, trigger, startedAt)
  if (decision.kind === 'skip') return { ...decision, kind: 'skipped', feedId: feed.id }

  const result = await deps.fetcher.fetch(
    {
      url: feed.url,
      method: feed.method,
      body: feed.body,
      headers: feed.headers,
      validators: decision.validators,
      addresses: feed.allowPrivate ? 'any' : 'public',
      accept: 'feed',
    },
    signal,
  )
  deps.onStep('response read')
  const visit: Visit = { deps, settings, feed, state: stateBefore(feed, state), startedAt, signal }
  const report = await recordVisit(visit, result)
  deps.onStep('items stored')
  return report
}

/** What the steps of one visit share. */
type Visit = {
  readonly deps: Deps
  readonly settings: Settings
  readonly feed: FeedSettings
  readonly state: FeedState
  readonly startedAt: Timestamp
  readonly signal: AbortSignal
}

async function recordVisit(visit: Visit, result: FetchResult): Promise<PollReport> {
  switch (result.kind) {
    case 'fetched':
      return await recordDocument(visit, result)
    case 'unchanged':
      return await unchanged(visit, result, 304, 0)
    case 'throttled':
      return await failed(visit, 'throttled', result.status, result.message, result.retryAfterMs)
    case 'gone':
      return await failed(visit, 'gone', result.status, result.message)
    case 'failed':
      if (visit.signal.aborted) return stopped(visit.feed.id)
      return await failed(visit, 'failed', result.status, result.message)
    default:
      return assertNever(result)
  }
}

async function recordDocument(visit: Visit, fetched: Fetched): Promise<PollReport> {
  const { deps, settings, feed, state } = visit
  const bodyHash = createHash('sha256').update(fetched.body).digest('hex')
  if (bodyHash === state.bodyHash) {
    return await unchanged(visit, fetched, fetched.status, fetched.body.byteLength)
  }

  const parsed = await parseFeed(fetched.body, fetched.contentType)
  if (parsed.kind === 'not-a-feed') {
    return await failed(visit, 'not-a-feed', fetched.status, `not a feed: ${parsed.what}`)
  }
  if (parsed.kind === 'malformed') {
    return await failed(visit, 'malformed', fetched.status, parsed.message)
  }
  const document = normalizeFeed(parsed.feed, fetched.url, settings.timezone)
  const sorted = await sortItems(deps.db, feed.id, document.items)
  const drafts = await collectDrafts(deps, feed, sorted, visit.signal)
  if (visit.signal.aborted) return stopped(feed.id)

  const now = deps.now()
  const poll = pollRow(visit, now, 'stored', {
    status: fetched.status,
    byteCount: fetched.body.byteLength,
    itemCount: document.items.length,
    addedCount: drafts.added.length,
    revisedCount: drafts.revised.length,
    message: describeProblems([...parsed.problems, ...document.problems]),
  })
  const recorded = await inTransaction(
    deps.db,
    async (tx) =>
      await recordPoll(
        tx,
        { settings, messageIds: deps.messageIds, now },
        {
          feed,
          ...drafts,
          known: sorted.known,
          state: stateAfter(
            state,
            visit.startedAt,
            fetched,
            document,
            parsed.extent === 'whole' ? bodyHash : null,
            now,
          ),
          isFirst: state.firstSucceededAt === null,
          poll,
        },
      ),
  )
  for (const problem of recorded.problems) deps.log.error({ feed: feed.id }, problem)
  return reportOf(poll, recorded.matchCount, recorded.subscriptionIds)
}

async function unchanged(
  visit: Visit,
  answer: Fetched | Unchanged,
  status: number,
  byteCount: number,
): Promise<PollReport> {
  const now = visit.deps.now()
  const poll = pollRow(visit, now, 'unchanged', { status, byteCount })
  await inTransaction(visit.deps.db, async (tx) => {
    await recordUnchangedPoll(tx, visit.state, answer.validators, poll, now)
  })
  return reportOf(poll, 0, [])
}

async function failed(
  visit: Visit,
  outcome: PollOutcome,
  status: number | null,
  message: string,
  retryAfterMs: number | null = null,
): Promise<PollReport> {
  const now = visit.deps.now()
  const poll = pollRow(visit, now, outcome, { status, message })
  await inTransaction(visit.deps.db, async (tx) => {
    await recordFailedPoll(tx, visit.state, poll, retryAfterMs, now)
  })
  return reportOf(poll, 0, [])
}

function pollRow(
  { feed, startedAt }: Visit,
  now: Timestamp,
  outcome: PollOutcome,
  seen: Partial<Poll>,
): Omit<Poll, 'matchCount'> {
  return {
    status: null,
    byteCount: 0,
    itemCount: 0,
    addedCount: 0,
    revisedCount: 0,
    message: null,
    ...seen,
    feedId: feed.id,
    startedAt,
    durationMs: msOf(now) - msOf(startedAt),
    outcome,
  }
}

function reportOf(
  poll: Omit<Poll, 'matchCount'>,
  matchCount: number,
  subscriptionIds: readonly SubscriptionId[],
): PollReport {
  return { ...poll, kind: 'polled', matchCount, subscriptionIds }
}

function stopped(feedId: FeedId): PollReport {
  return { kind: 'skipped', feedId, reason: 'the program is stopping', until: null }
}

function describeProblems(problems: readonly string[]): string | null {
  return problems.length === 0 ? null : problems.join('; ')
}
