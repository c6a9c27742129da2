import { hash } from 'node:crypto'
import type { FeedSettings, Settings } from '../config/settings.ts'
import { assertNever } from '../core/assert-never.ts'
import { addressOf, type FeedState, type PollOutcome } from '../core/feed/feed-state.ts'
import type { Fetched, FetchResult, Unchanged, Validators } from '../core/feed/fetch-result.ts'
import { hostOf } from '../core/feed/host-of.ts'
import {
  decidePoll,
  type PollPlan,
  type PollTrigger,
  throttleMsOf,
} from '../core/feed/poll-policy.ts'
import type { FeedId, SubscriptionId } from '../core/ids.ts'
import { addMs, type Timestamp } from '../core/time.ts'
import { isDiskFull } from '../store/is-disk-full.ts'
import type { Poll } from '../store/polls.ts'
import { collectDrafts } from './collect-drafts.ts'
import type { Deps } from './deps.ts'
import { stateAfter, stateBefore, titleAfter, type Visited } from './feed-state.ts'
import { type FetchedFeed, fetchFeed } from './fetch-feed.ts'
import { holdDrafts } from './hold-drafts.ts'
import { planOf } from './plan-of.ts'
import type { PollReport } from './poll-report.ts'
import { recordFailedPoll, type Throttle } from './record-failed-poll.ts'
import { recordPoll } from './record-poll.ts'
import { sortItems } from './sort-items.ts'

/**
 * Polls a feed: asks whether it may, fetches, reads, fetches the articles of what is new, and records it all at once.
 * What the network and the server do comes back as a report. A broken database and bugs throw; if it can be, that is
 * recorded as a failure, so that the feed backs off and shows it. `onRead` is told when nothing is left but to record it.
 */
export async function pollFeed(
  deps: Deps,
  inForce: () => Settings,
  feed: FeedSettings,
  trigger: PollTrigger,
  signal: AbortSignal,
  onRead: () => void = (): void => {},
): Promise<PollReport> {
  return await deps.polls.attend(
    async () => await poll({ deps, inForce, feed, signal, onRead }, trigger),
  )
}

async function poll(
  asked: Pick<Visit, 'deps' | 'inForce' | 'feed' | 'signal' | 'onRead'>,
  trigger: PollTrigger,
): Promise<PollReport> {
  const { deps, feed } = asked
  const state = await deps.polls.findFeedState(feed.id)
  const startedAt = deps.now()
  const address = addressOf(feed.url, state)
  const hostBlock = await deps.polls.findHostBlock(hostOf(address))
  const plan = planOf(feed, deps.delayShare)
  const decision = decidePoll(plan, state, hostBlock, trigger, startedAt)
  if (decision.kind === 'skip') return { ...decision, kind: 'skipped', feedId: feed.id }

  const before = stateBefore(feed, state, startedAt)
  const visit: Visit = {
    ...asked,
    address,
    plan,
    state: before,
    asked: 'configured',
    startedAt,
    startedMs: performance.now(),
  }
  const report = await carryOut(visit, decision.validators)
  deps.onStep('items stored')
  return report
}

/** What the steps of one visit share. */
type Visit = {
  readonly deps: Deps
  /** Asked when something is recorded: what changed meanwhile is heeded. */
  readonly inForce: () => Settings
  readonly feed: FeedSettings
  /** The address that is asked: the configured one, or where that has moved. */
  readonly address: string
  readonly plan: PollPlan
  readonly state: FeedState
  readonly asked: FetchedFeed['asked']
  readonly startedAt: Timestamp
  /** By a clock that nobody sets. */
  readonly startedMs: number
  readonly signal: AbortSignal
  readonly onRead: () => void
}

async function carryOut(visit: Visit, validators: Validators | null): Promise<PollReport> {
  try {
    const { deps, feed, state, startedAt, signal } = visit
    const fetched = await fetchFeed(deps, feed, state, validators, startedAt, signal)
    const { result, asked, move } = fetched
    deps.onStep('response read')
    return await recordVisit({ ...visit, asked, state: { ...state, move } }, result)
  } catch (error) {
    if (!visit.signal.aborted && !isDiskFull(error)) await recordError(visit, error)
    throw error
  }
}

async function recordVisit(visit: Visit, result: FetchResult): Promise<PollReport> {
  switch (result.kind) {
    case 'fetched':
      return await recordDocument(visit, result)
    case 'unchanged':
      return await unchanged(visit, result, 304, 0)
    case 'throttled': {
      const ms = throttleMsOf(result.status, result.retryAfterMs)
      const { status, url, message } = result
      const throttle =
        ms === null ? null : { host: hostOf(url), until: addMs(visit.deps.now(), ms) }
      return await failed(visit, 'throttled', status, message, throttle)
    }
    case 'held-back': {
      const [host, until] = [hostOf(result.url), result.until]
      if (host === hostOf(visit.address)) return skipped(visit.feed.id, WAITS, until)
      return await failed(visit, 'throttled', null, result.message, { host, until })
    }
    case 'gone':
      return await failed(visit, 'gone', result.status, result.message)
    case 'failed':
      if (visit.signal.aborted) return skipped(visit.feed.id, STOPPING, null)
      return await failed(visit, outcomeOf(visit, result.status), result.status, result.message)
    default:
      return assertNever(result)
  }
}

const METHOD_NOT_ALLOWED = 405

function outcomeOf({ feed }: Visit, status: number | null): PollOutcome {
  return status === METHOD_NOT_ALLOWED && feed.method === 'GET' ? 'wants-post' : 'failed'
}

async function recordDocument(visit: Visit, fetched: Fetched): Promise<PollReport> {
  const { deps, inForce, feed, state } = visit
  const { body: bytes, contentType, url } = fetched
  const { byteLength: byteCount } = bytes
  await deps.bodies.keep(inForce(), feed.id, bytes, visit.startedAt)
  const bodyHash = hash('sha256', bytes, 'hex')
  if (bodyHash === state.bodyHash) {
    return await unchanged(visit, fetched, fetched.status, byteCount)
  }

  const job = { bytes, contentType, url, timezone: feed.timezone, now: visit.startedAt }
  const parsed = await deps.reading.readFeed(job, visit.signal)
  if (parsed.kind === 'stopped') return skipped(feed.id, STOPPING, null)
  if (parsed.kind === 'not-a-feed') {
    return await failed(visit, 'not-a-feed', fetched.status, `not a feed: ${parsed.what}`)
  }
  if (parsed.kind === 'malformed') {
    return await failed(visit, 'malformed', fetched.status, parsed.message)
  }
  const document = parsed.feed
  const sorted = await sortItems(deps.db, feed.id, document.items, state.listedItems)
  const drafts = await collectDrafts(deps, feed, sorted, visit.signal)
  const title = titleAfter(state, document)
  const fresh = [...drafts.added, ...drafts.revised.map(({ draft }) => draft)]
  const held = await holdDrafts(inForce(), fresh, title)
  if (visit.signal.aborted) return skipped(feed.id, STOPPING, null)

  const now = deps.now()
  const poll = pollRow(visit, 'stored', {
    status: fetched.status,
    byteCount,
    itemCount: document.items.length,
    addedCount: drafts.added.length,
    revisedCount: drafts.revised.length,
    message: [...parsed.problems, ...document.problems].join('; ') || null,
  })
  const visited = visitedOf(visit, fetched, now)
  visit.onRead()
  const recorded = await deps.polls.record(
    async (tx) =>
      await recordPoll(
        tx,
        { settings: inForce(), messageIds: deps.messageIds, now },
        {
          feed,
          visited,
          items: document.items,
          ...drafts,
          held,
          known: sorted.known,
          renewedCount: sorted.renewedCount,
          before: state,
          state: stateAfter(state, visited, document, parsed.extent === 'whole' ? bodyHash : null),
          poll,
        },
      ),
  )
  const { problems, matchCount: matches, subscriptionIds } = recorded
  if (problems.length === 0) return reportOf(poll, matches, subscriptionIds)
  const { itemCount: items, addedCount: added, durationMs: ms } = poll
  deps.log.error(
    { feed: feed.id, ms, items, added, matches, problems },
    'polled, with items that no rule was held against',
  )
  return { ...reportOf(poll, matches, subscriptionIds), isLogged: true }
}

async function unchanged(
  visit: Visit,
  answer: Fetched | Unchanged,
  status: number,
  byteCount: number,
): Promise<PollReport> {
  const now = visit.deps.now()
  const poll = pollRow(visit, 'unchanged', { status, byteCount })
  const visited = visitedOf(visit, answer, now)
  visit.onRead()
  await visit.deps.polls.recordUnchanged(visit.inForce, { before: visit.state, visited, poll })
  return reportOf(poll, 0, [])
}

async function failed(
  visit: Visit,
  outcome: PollOutcome,
  status: number | null,
  message: string,
  throttle: Throttle | null = null,
): Promise<PollReport> {
  const now = visit.deps.now()
  const poll = pollRow(visit, outcome, { status, message })
  await visit.deps.polls.record(async (tx) => {
    const { feed, plan, state: before } = visit
    await recordFailedPoll(tx, visit.inForce(), { feed, plan, before, poll, throttle }, now)
  })
  return reportOf(poll, 0, [])
}

function visitedOf(
  { deps, feed, plan, asked, startedAt }: Visit,
  answer: Fetched | Unchanged,
  endedAt: Timestamp,
): Visited {
  // a form that was meant for one server is not sent to another for good
  const isForm = feed.method === 'POST'
  // nor is an address kept for good into which a server has put what only it was told
  const { movedTo } = answer
  const isTelling = movedTo !== null && movedTo !== deps.log.mask(movedTo)
  const stays = isForm || isTelling
  return { plan, asked, startedAt, endedAt, answer: stays ? { ...answer, movedTo: null } : answer }
}

/** A database that refuses this too leaves the log alone, which has a line for the poll as it is. */
async function recordError(visit: Visit, error: unknown): Promise<void> {
  const message = `it could not be carried out: ${error instanceof Error ? error.message : String(error)}`
  await failed(visit, 'failed', null, message).catch((recordingError: unknown) =>
    visit.deps.log.debug(
      { feed: visit.feed.id, error: recordingError },
      'a poll that failed could not be recorded',
    ),
  )
}

/** What a server said may repeat what it was sent, and is stored, shown and told. */
function pollRow(
  { deps, feed, startedAt, startedMs }: Visit,
  outcome: PollOutcome,
  seen: Partial<Poll>,
): Omit<Poll, 'matchCount'> {
  return {
    status: null,
    byteCount: 0,
    itemCount: 0,
    addedCount: 0,
    revisedCount: 0,
    ...seen,
    message: seen.message == null ? null : deps.log.mask(seen.message),
    feedId: feed.id,
    startedAt,
    durationMs: Math.round(performance.now() - startedMs),
    outcome,
  }
}

function reportOf(
  poll: Omit<Poll, 'matchCount'>,
  matchCount: number,
  subscriptionIds: readonly SubscriptionId[],
): Extract<PollReport, { kind: 'polled' }> {
  return { ...poll, kind: 'polled', matchCount, subscriptionIds, isLogged: false }
}

const STOPPING = 'the program is stopping'
const WAITS = 'the server asked to come back later'

function skipped(feedId: FeedId, reason: string, until: Timestamp | null): PollReport {
  return { kind: 'skipped', feedId, reason, until }
}
