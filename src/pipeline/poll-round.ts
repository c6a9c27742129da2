import type { FeedSettings, Settings } from '../config/settings.ts'
import type { PollTrigger } from '../core/feed/poll-policy.ts'
import type { FeedId, SubscriptionId } from '../core/ids.ts'
import { endGathering } from '../store/alert-times.ts'
import { inTransaction } from '../store/database.ts'
import { listLastPolls } from '../store/feeds.ts'
import { isDiskFull } from '../store/is-disk-full.ts'
import type { Deps } from './deps.ts'
import { pollFeed } from './poll-feed.ts'
import type { PollReport } from './poll-report.ts'
import { tellConditions } from './tell-conditions.ts'
import { workByHost } from './work-by-host.ts'

/** What the feeds of a round brought, added up. */
export type RoundReport = {
  readonly polledCount: number
  readonly failedCount: number
  readonly skippedCount: number
  readonly addedCount: number
  readonly matchCount: number
  /** Of the failed ones, those that could not be carried out: a database that cannot be written, a bug. */
  readonly brokenCount: number
}

export type RoundWatcher = {
  /** Told of each feed as it is done. */
  readonly onPoll: (report: PollReport) => void
  /** Told when alerts have stopped gathering and can go out. */
  readonly onAlertsReady: () => void
}

/** Feeds under way at the same time, of all hosts together. A hanging feed takes one place until its deadline. */
const FEEDS_AT_ONCE = 128

/**
 * Polls the feeds of one tick side by side; a feed is asked whether it may be polled when its turn at its host has come.
 * Matches for a subscription are gathered until all of its feeds are done, so that a round makes one e-mail; the alert's
 * own limit lets it go earlier when a feed hangs. `inForce` is asked again whenever something is recorded, so that rules that
 * come while a feed is on its way are held against what it brings.
 */
export async function pollRound(
  deps: Deps,
  inForce: () => Settings,
  feeds: readonly FeedSettings[],
  trigger: PollTrigger,
  watcher: RoundWatcher,
  signal: AbortSignal,
): Promise<RoundReport> {
  const settings = inForce()
  await deps.disk.look(deps.db)
  const gathering = new Gathering(settings, feeds)
  const inTurn = await orderByTurn(deps, feeds)
  const bounds = { perHost: settings.polling.perHost, atOnce: FEEDS_AT_ONCE }
  const nameOf = (feed: FeedSettings): string => new URL(feed.url).hostname
  let brokenCount = 0
  const reports = await workByHost(inTurn, nameOf, bounds, async (feed) => {
    const startedAt = performance.now()
    const report = await pollIfWanted(deps, inForce, feed.id, trigger, signal).catch(
      (error: unknown) => {
        brokenCount += 1
        if (isDiskFull(error))
          deps.log.debug({ feed: feed.id, error }, 'the poll waits for room') // told once, by `disk`
        else deps.log.error({ feed: feed.id, error }, 'the poll could not be carried out')
        return broken(feed.id, startedAt, error)
      },
    )
    watcher.onPoll(report)
    const ready = gathering.finish(feed.id, report)
    if (ready.length > 0 && (await endSafely(deps, ready))) watcher.onAlertsReady()
    return report
  })
  if (await tellSafely(deps, inForce())) watcher.onAlertsReady()
  return { ...addUp(reports), brokenCount }
}

/** A feed may have been removed or changed, and the disk may have filled up, while it waited for its turn. */
async function pollIfWanted(
  deps: Deps,
  inForce: () => Settings,
  feedId: FeedId,
  trigger: PollTrigger,
  signal: AbortSignal,
): Promise<PollReport> {
  const feed = inForce().feeds.get(feedId)
  if (feed === undefined) return skipped(feedId, 'the configuration names it no longer')
  if (!(await deps.disk.mayPoll(deps.db))) return skipped(feedId, 'the disk is full')
  return await pollFeed(deps, inForce, feed, trigger, signal)
}

function skipped(feedId: FeedId, reason: string): PollReport {
  return { kind: 'skipped', feedId, reason, until: null }
}

/** Who has waited longest is asked first: a host may ask to be left alone before all had their turn. */
async function orderByTurn(
  { db }: Deps,
  feeds: readonly FeedSettings[],
): Promise<readonly FeedSettings[]> {
  const ids = feeds.map(({ id }) => id)
  const lastPolls = await listLastPolls(db, ids).catch(() => NOBODY) // each poll tells what is wrong with the database
  const turnOf = ({ id }: FeedSettings): string => lastPolls.get(id) ?? ''
  return feeds.toSorted((a, b) => turnOf(a).localeCompare(turnOf(b)))
}

const NOBODY: ReadonlyMap<FeedId, string> = new Map()

/** What cannot be told now is told after the next round. */
async function tellSafely(deps: Deps, settings: Settings): Promise<boolean> {
  try {
    return await tellConditions(deps, settings)
  } catch (error) {
    deps.log.error({ error }, 'the administrators could not be told of their feeds yet')
    return false
  }
}

/** What cannot be ended now ends by the alerts' own limit. */
async function endSafely(deps: Deps, ready: readonly SubscriptionId[]): Promise<boolean> {
  try {
    await inTransaction(deps.db, async (tx) => await endGathering(tx, ready, deps.now()))
    return true
  } catch (error) {
    deps.log.error({ error }, 'alerts could not be released early and wait for their own limit')
    return false
  }
}

/** A bug, or a database that cannot be written, costs one poll; the round goes on. */
function broken(feedId: FeedId, startedAt: number, error: unknown): PollReport {
  return {
    kind: 'polled',
    feedId,
    outcome: 'failed',
    addedCount: 0,
    revisedCount: 0,
    matchCount: 0,
    itemCount: 0,
    durationMs: Math.round(performance.now() - startedAt),
    message: error instanceof Error ? error.message : String(error),
    subscriptionIds: [],
    isLogged: true,
  }
}

/** Which subscriptions still wait for a feed of the round. */
class Gathering {
  readonly #settings: Settings
  /** How many of its feeds each still waits for. */
  readonly #waiting = new Map<SubscriptionId, number>()
  readonly #withMatches = new Set<SubscriptionId>()

  constructor(settings: Settings, feeds: readonly FeedSettings[]) {
    this.#settings = settings
    for (const feed of feeds) {
      for (const id of this.#watchersOf(feed.id)) this.#waiting.set(id, this.#countFor(id) + 1)
    }
  }

  /** Takes a feed as done; returns the subscriptions with matches that wait for no other feed. */
  finish(feedId: FeedId, report: PollReport): readonly SubscriptionId[] {
    if (report.kind === 'polled') {
      for (const id of report.subscriptionIds) this.#withMatches.add(id)
    }
    const watchers = this.#watchersOf(feedId)
    for (const id of watchers) this.#waiting.set(id, this.#countFor(id) - 1)
    return watchers.filter((id) => this.#countFor(id) === 0 && this.#withMatches.has(id))
  }

  #watchersOf(feedId: FeedId): readonly SubscriptionId[] {
    return this.#settings.watchers.get(feedId) ?? []
  }

  #countFor(id: SubscriptionId): number {
    return this.#waiting.get(id) ?? 0
  }
}

const FINE: ReadonlySet<string> = new Set(['stored', 'unchanged'])

function addUp(reports: readonly PollReport[]): Omit<RoundReport, 'brokenCount'> {
  const polled = reports.filter((report) => report.kind === 'polled')
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
  return {
    polledCount: polled.length,
    failedCount: polled.filter((report) => !FINE.has(report.outcome)).length,
    skippedCount: reports.length - polled.length,
    addedCount: sum(polled.map((report) => report.addedCount)),
    matchCount: sum(polled.map((report) => report.matchCount)),
  }
}
