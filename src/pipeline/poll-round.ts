import { setImmediate } from 'node:timers/promises'
import type { FeedSettings, Settings } from '../config/settings.ts'
import type { PollTrigger } from '../core/feed/poll-policy.ts'
import type { FeedId, SubscriptionId } from '../core/ids.ts'
import { endGathering } from '../store/alert-times.ts'
import { inTransaction } from '../store/database.ts'
import { listLastPolls } from '../store/feeds.ts'
import { inParts } from '../store/in-parts.ts'
import { isDiskFull } from '../store/is-disk-full.ts'
import type { Deps } from './deps.ts'
import { Gathering } from './gathering.ts'
import { pollFeed } from './poll-feed.ts'
import { createPollPlaces } from './poll-places.ts'
import type { PollReport } from './poll-report.ts'
import { tellConditions } from './tell-conditions.ts'
import { type Places, workByHost } from './work-by-host.ts'

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

/** Of what is looked at before the first poll; then everything else has its turn. */
const FEEDS_PER_SLICE = 1_000

/**
 * Polls the feeds of one tick side by side; a feed is asked whether it may be polled when its turn at its host has come.
 * Matches for a subscription are gathered until all of its feeds are done, so that a round makes one e-mail; the alert's
 * own limit lets it go earlier when a feed hangs. Rounds side by side share their `places`. `inForce` is asked again whenever something is recorded, so that rules that
 * come while a feed is on its way are held against what it brings.
 */
export async function pollRound(
  deps: Deps,
  inForce: () => Settings,
  feeds: readonly FeedSettings[],
  trigger: PollTrigger,
  watcher: RoundWatcher,
  signal: AbortSignal,
  places: Places = createPollPlaces(deps),
): Promise<RoundReport> {
  const settings = inForce()
  await deps.disk.look(deps.db)
  const gathering = new Gathering(
    settings,
    feeds.map(({ id }) => id),
  )
  const inTurn = await orderByTurn(deps, feeds)
  const bounds = { perHost: settings.polling.perHost, atOnce: places }
  let sum = NOTHING_POLLED
  await workByHost(inTurn, hostNameOf, bounds, async (feed, leaveEarly) => {
    const startedAt = performance.now()
    let brokenCount = 0
    const onRead = (): void => {
      if (deps.polls.hasRoom) leaveEarly()
    }
    const report = await pollIfWanted(deps, inForce, feed.id, trigger, signal, onRead).catch(
      (error: unknown) => {
        brokenCount = 1
        if (isDiskFull(error))
          deps.log.debug({ feed: feed.id, error }, 'the poll waits for room') // told once, by `disk`
        else deps.log.error({ feed: feed.id, error }, 'the poll could not be carried out')
        return broken(feed.id, startedAt, error)
      },
    )
    watcher.onPoll(report)
    sum = addTo(sum, report, brokenCount)
    const ready = gathering.finish(feed.id, report)
    if (ready.length > 0 && (await endSafely(deps, ready))) watcher.onAlertsReady()
  })
  if (await tellSafely(deps, inForce())) watcher.onAlertsReady()
  return sum
}

/** A feed may have been removed or changed, and the disk may have filled up, while it waited for its turn. */
async function pollIfWanted(
  deps: Deps,
  inForce: () => Settings,
  feedId: FeedId,
  trigger: PollTrigger,
  signal: AbortSignal,
  onRead: () => void,
): Promise<PollReport> {
  const feed = inForce().feeds.get(feedId)
  if (feed === undefined) return skipped(feedId, 'the configuration names it no longer')
  if (!(await deps.disk.mayPoll(deps.db))) return skipped(feedId, 'the disk is full')
  return await pollFeed(deps, inForce, feed, trigger, signal, onRead)
}

function skipped(feedId: FeedId, reason: string): PollReport {
  return { kind: 'skipped', feedId, reason, until: null }
}

/** Who has waited longest is asked first: a host may ask to be left alone before all had their turn. */
async function orderByTurn(
  { db }: Deps,
  feeds: readonly FeedSettings[],
): Promise<readonly FeedSettings[]> {
  const turns: (readonly [polledAt: string, feed: FeedSettings])[] = []
  for (const slice of inParts(feeds, FEEDS_PER_SLICE)) {
    const ids = slice.map(({ id }) => id)
    const lastPolls = await listLastPolls(db, ids).catch(() => NOBODY) // each poll tells what is wrong with the database
    for (const feed of slice) {
      hostNameOf(feed)
      turns.push([lastPolls.get(feed.id) ?? '', feed])
    }
    if (feeds.length > FEEDS_PER_SLICE) await setImmediate()
  }
  return turns.sort(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, feed]) => feed)
}

const NOBODY: ReadonlyMap<FeedId, string> = new Map()

/** To read an address takes a microsecond or two, for a hundred thousand feeds as long as everybody would wait. */
const hostNames = new WeakMap<FeedSettings, string>()

function hostNameOf(feed: FeedSettings): string {
  const known = hostNames.get(feed)
  if (known !== undefined) return known
  const { hostname } = new URL(feed.url)
  hostNames.set(feed, hostname)
  return hostname
}

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

const NOTHING_POLLED: RoundReport = {
  polledCount: 0,
  failedCount: 0,
  skippedCount: 0,
  addedCount: 0,
  matchCount: 0,
  brokenCount: 0,
}

const FINE: ReadonlySet<string> = new Set(['stored', 'unchanged'])

/** As they come, so that a round does not keep a hundred thousand reports. */
function addTo(sum: RoundReport, report: PollReport, brokenCount: number): RoundReport {
  if (report.kind === 'skipped') return { ...sum, skippedCount: sum.skippedCount + 1 }
  return {
    polledCount: sum.polledCount + 1,
    failedCount: sum.failedCount + (FINE.has(report.outcome) ? 0 : 1),
    skippedCount: sum.skippedCount,
    addedCount: sum.addedCount + report.addedCount,
    matchCount: sum.matchCount + report.matchCount,
    brokenCount: sum.brokenCount + brokenCount,
  }
}
