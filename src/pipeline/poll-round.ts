import type { FeedSettings, Settings } from '../config/settings.ts'
import type { PollTrigger } from '../core/feed/poll-policy.ts'
import type { FeedId, SubscriptionId } from '../core/ids.ts'
import { endGathering } from '../store/alert-times.ts'
import { inTransaction } from '../store/database.ts'
import type { Deps } from './deps.ts'
import { type PollReport, pollFeed } from './poll-feed.ts'

/** What the feeds of a round brought, added up. */
export type RoundReport = {
  readonly polledCount: number
  readonly failedCount: number
  readonly skippedCount: number
  readonly addedCount: number
  readonly matchCount: number
}

export type RoundWatcher = {
  /** Told of each feed as it is done. */
  readonly onPoll: (report: PollReport) => void
  /** Told when alerts have stopped gathering and can go out. */
  readonly onAlertsReady: () => void
}

/** Feeds under way at the same time; the limit per host holds besides. A hanging feed takes one place until its deadline. */
const FEEDS_AT_ONCE = 128

/**
 * Polls the feeds of one tick side by side. Matches for a subscription are gathered until all of its feeds are done, so
 * that a round makes one e-mail; the alert's own limit lets it go earlier when a feed hangs.
 */
export async function pollRound(
  deps: Deps,
  settings: Settings,
  feeds: readonly FeedSettings[],
  trigger: PollTrigger,
  watcher: RoundWatcher,
  signal: AbortSignal,
): Promise<RoundReport> {
  const reports: PollReport[] = []
  const gathering = new Gathering(settings, feeds)
  const queue = feeds.values() // one iterator for all workers: each takes the next feed
  const work = async (): Promise<void> => {
    for (const feed of queue) {
      const report = await pollSafely(deps, settings, feed, trigger, signal)
      reports.push(report)
      watcher.onPoll(report)
      const ready = gathering.finish(feed.id, report)
      if (ready.length === 0) continue
      await inTransaction(deps.db, async (tx) => await endGathering(tx, ready, deps.now()))
      watcher.onAlertsReady()
    }
  }
  await Promise.all(Array.from({ length: Math.min(FEEDS_AT_ONCE, feeds.length) }, work))
  return addUp(reports)
}

/** A bug, or a database that cannot be written, costs one poll and is told; the round goes on. */
async function pollSafely(
  deps: Deps,
  settings: Settings,
  feed: FeedSettings,
  trigger: PollTrigger,
  signal: AbortSignal,
): Promise<PollReport> {
  const startedAt = performance.now()
  try {
    return await pollFeed(deps, settings, feed, trigger, signal)
  } catch (error) {
    deps.log.error({ feed: feed.id, error }, 'the poll could not be carried out')
    return {
      kind: 'polled',
      feedId: feed.id,
      outcome: 'failed',
      addedCount: 0,
      revisedCount: 0,
      matchCount: 0,
      itemCount: 0,
      durationMs: Math.round(performance.now() - startedAt),
      message: error instanceof Error ? error.message : String(error),
      subscriptionIds: [],
    }
  }
}

/** Which subscriptions still wait for a feed of the round. */
class Gathering {
  readonly #waitingFor = new Map<SubscriptionId, Set<FeedId>>()
  readonly #withMatches = new Set<SubscriptionId>()

  constructor(settings: Settings, feeds: readonly FeedSettings[]) {
    const inRound = new Set(feeds.map((feed) => feed.id))
    for (const subscription of settings.subscriptions.values()) {
      const watched = [...subscription.ruleIds].flatMap((id) => [
        ...(settings.rules.get(id)?.feedIds ?? []),
      ])
      this.#waitingFor.set(subscription.id, new Set(watched.filter((id) => inRound.has(id))))
    }
  }

  /** Takes a feed as done; returns the subscriptions with matches that wait for no other feed. */
  finish(feedId: FeedId, report: PollReport): readonly SubscriptionId[] {
    if (report.kind === 'polled') {
      for (const id of report.subscriptionIds) this.#withMatches.add(id)
    }
    const ready: SubscriptionId[] = []
    for (const [id, feeds] of this.#waitingFor) {
      if (feeds.delete(feedId) && feeds.size === 0 && this.#withMatches.has(id)) ready.push(id)
    }
    return ready
  }
}

const FINE: ReadonlySet<string> = new Set(['stored', 'unchanged'])

function addUp(reports: readonly PollReport[]): RoundReport {
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
