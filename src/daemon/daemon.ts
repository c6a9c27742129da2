import type { FeedSettings, Settings } from '../config/settings.ts'
import { hostOf } from '../core/feed/host-of.ts'
import { decidePoll, type PollTrigger } from '../core/feed/poll-policy.ts'
import type { FeedId } from '../core/ids.ts'
import type { Deps } from '../pipeline/deps.ts'
import type { OnDelivery } from '../pipeline/outbox.ts'
import { OutboxLoop } from '../pipeline/outbox-loop.ts'
import { planOf } from '../pipeline/plan-of.ts'
import type { PollReport } from '../pipeline/poll-feed.ts'
import { pollRound } from '../pipeline/poll-round.ts'
import { retryArticles } from '../pipeline/retry-articles.ts'
import { tellQuiet } from '../pipeline/tell-quiet.ts'
import { inTransaction } from '../store/database.ts'
import { findFeedStates, listFeedsToRetry, pruneHostBlocks } from '../store/feeds.ts'
import { NewRules } from './new-rules.ts'
import { Scheduler } from './scheduler.ts'

/** Told of what happens, besides the log. */
export type DaemonWatcher = {
  readonly onPoll: (report: PollReport) => void
  readonly onDelivery: OnDelivery
}

/** How late a feed is polled at most whose occurrence came without a tick, or whose wait has ended. */
const LOOK_EVERY_MS = 15_000
/** Articles that could not be read are looked after this often, rules that could not be applied, and proofs of life. */
const ARTICLES_EVERY_MS = 60_000

/** What runs for years: ticks make rounds, rounds fill the outbox, the outbox empties itself beside them. */
export class Daemon {
  readonly #deps: Deps
  readonly #watcher: DaemonWatcher
  readonly #abort = new AbortController()
  /** Breaks off what begins anew at the next start, as if nothing had happened. */
  readonly #stopping = new AbortController()
  readonly #outbox: OutboxLoop
  readonly #newRules: NewRules
  readonly #inFlight = new Set<FeedId>()
  /** Everything in the background, for `stop` to wait for. */
  readonly #work = new Set<Promise<void>>()
  /** The part of it that polls feeds. */
  readonly #rounds = new Set<Promise<void>>()
  #settings: Settings
  #scheduler: Scheduler
  #lastPollAll: Promise<void> = Promise.resolve()
  #waitingPollAll: Promise<void> | null = null
  #timers: readonly NodeJS.Timeout[] = []
  #isStopping = false
  #isRetrying = false

  constructor(deps: Deps, settings: Settings, watcher: DaemonWatcher) {
    this.#deps = deps
    this.#settings = settings
    this.#watcher = watcher
    this.#outbox = new OutboxLoop(deps, this.#inForce, this.#abort.signal, (report) => {
      logDelivery(deps, report)
      watcher.onDelivery(report)
    })
    this.#newRules = new NewRules(deps, this.#stopping.signal, () => this.#outbox.wake())
    this.#scheduler = this.#schedulerFor(settings)
  }

  /** Starts ticking, and polls at once what is new or was missed while nobody ran. */
  async start(): Promise<void> {
    await this.#newRules.announce(this.#settings)
    await this.#scheduler.start()
    this.#timers = [
      setInterval(() => void this.#beginRound(this.#pollReleased()), LOOK_EVERY_MS),
      setInterval(() => void this.#begin(this.#retryArticles()), ARTICLES_EVERY_MS),
    ]
    const applied = this.#newRules.apply(this.#settings)
    const caughtUp = this.#beginRound(applied.then(async () => await this.#catchUp()))
    void this.#begin(caughtUp.then(async () => await this.#retryArticles()))
  }

  /**
   * Goes on with other settings: whatever begins from now on heeds them, and what is in hand does when it records what it
   * brought. Feeds that are new or due by them are polled at once; no occurrence of a schedule is lost, as the database knows
   * what was polled.
   */
  async adopt(settings: Settings): Promise<void> {
    await this.#newRules.announce(settings)
    if (this.#isStopping) return
    const [before, next] = [this.#scheduler, this.#schedulerFor(settings)]
    this.#settings = settings
    this.#scheduler = next
    await next.start()
    await before.stop()
    if (this.#isStopping) return await next.stop() // which may have been stopped before it had started
    void this.#begin(this.#newRules.apply(settings))
    void this.#beginRound(this.#catchUp())
  }

  /**
   * Polls every feed now; resolves when all is stored and everything due has been tried, and never rejects. Calls that
   * come while one waits for its turn are the same wish; one that comes while feeds are polled has a round of its own.
   */
  async pollAll(): Promise<void> {
    if (this.#waitingPollAll === null) {
      this.#waitingPollAll = this.#begin(this.#pollAllAfter(this.#lastPollAll))
      this.#lastPollAll = this.#waitingPollAll
    }
    await this.#waitingPollAll
  }

  async #pollAllAfter(last: Promise<void>): Promise<void> {
    await last
    await Promise.all(this.#rounds)
    this.#waitingPollAll = null
    const begunMeanwhile = [...this.#rounds] // their feeds are under way, and were asked after the wish
    const brokenCount = await this.#runRound([...this.#settings.feeds.values()], 'now')
    await Promise.all(begunMeanwhile)
    if (this.#isStopping) return
    await this.#outbox.flush()
    const { log } = this.#deps
    if (brokenCount === 0 && !this.#outbox.isInTrouble) log.info({}, 'round done')
    else
      log.error({ feeds: brokenCount }, 'the round ended, but not all of it could be carried out')
  }

  /** Looks for due deliveries now. */
  deliverNow(): void {
    this.#outbox.wake()
  }

  /** Finishes what is in hand within `limitMs`, then breaks off what is left; nothing of that is lost. */
  async stop(limitMs: number): Promise<void> {
    this.#isStopping = true
    this.#stopping.abort()
    for (const timer of this.#timers) clearInterval(timer)
    await this.#scheduler.stop()
    const limit = setTimeout(() => this.#abort.abort(), limitMs)
    await Promise.all(this.#work)
    await this.#outbox.stop()
    clearTimeout(limit)
  }

  /** Breaks off at once what `stop` would let finish. */
  abort(): void {
    this.#stopping.abort()
    this.#abort.abort()
  }

  readonly #inForce = (): Settings => this.#settings

  #schedulerFor(settings: Settings): Scheduler {
    return new Scheduler(settings, this.#deps, (feeds) => {
      void this.#beginRound(this.#runRound(feeds, 'schedule'))
    })
  }

  /** Keeps track of work in the background; a failure of it is logged and ends only itself. */
  #begin(work: Promise<unknown>): Promise<void> {
    const tracked = work
      .then(
        () => undefined,
        (error: unknown) => this.#deps.log.error({ error }, 'a round could not be carried out'),
      )
      .finally(() => this.#work.delete(tracked))
    this.#work.add(tracked)
    return tracked
  }

  #beginRound(round: Promise<unknown>): Promise<void> {
    const tracked = this.#begin(round).finally(() => this.#rounds.delete(tracked))
    this.#rounds.add(tracked)
    return tracked
  }

  async #catchUp(): Promise<void> {
    await this.#runRound([...this.#settings.feeds.values()], 'schedule')
  }

  /** Polls what no tick tells of: feeds whose schedule came round without one, and feeds or hosts whose wait has ended. */
  async #pollReleased(): Promise<void> {
    if (this.#isStopping) return
    const { db, now } = this.#deps
    const toRetry = new Set(await listFeedsToRetry(db, now()))
    const hosts = await inTransaction(db, async (tx) => await pruneHostBlocks(tx, now()))
    const isReleased = (feed: FeedSettings): boolean =>
      toRetry.has(feed.id) || (hosts.size > 0 && hosts.has(hostOf(feed.url)))
    const released = [...this.#settings.feeds.values()].filter(isReleased)
    const feeds = new Set([...this.#scheduler.takeMissed(), ...released])
    await this.#runRound([...feeds], 'schedule')
  }

  /** Returns how many polls could not be carried out. */
  async #runRound(wanted: readonly FeedSettings[], trigger: PollTrigger): Promise<number> {
    if (this.#isStopping) return 0
    const idle = wanted.filter((feed) => !this.#inFlight.has(feed.id))
    const feeds = trigger === 'now' ? idle : await this.#selectDue(idle)
    if (feeds.length === 0) return 0
    // by this round, as a later one may hold what is done here, with the addresses
    const held = new Map(feeds.map(({ id, url }) => [id, url]))
    const release = (id: FeedId): void => {
      const url = held.get(id)
      if (!held.delete(id)) return
      this.#inFlight.delete(id)
      const feed = this.#settings.feeds.get(id)
      if (feed !== undefined && feed.url !== url)
        void this.#beginRound(this.#runRound([feed], 'schedule'))
    }
    for (const id of held.keys()) this.#inFlight.add(id)
    try {
      const watcher = {
        onPoll: (report: PollReport): void => {
          release(report.feedId)
          logPoll(this.#deps, report)
          if (report.kind === 'polled' && report.matchCount > 0) this.#outbox.wake()
          this.#watcher.onPoll(report)
        },
        onAlertsReady: (): void => this.#outbox.wake(),
      }
      const { brokenCount } = await pollRound(
        this.#deps,
        this.#inForce,
        feeds,
        trigger,
        watcher,
        this.#abort.signal,
      )
      return brokenCount
    } finally {
      for (const id of held.keys()) release(id)
    }
  }

  /** The feeds whose schedule has come round since they were last polled, or whose back-off has ended. */
  async #selectDue(feeds: readonly FeedSettings[]): Promise<readonly FeedSettings[]> {
    const { delayShare } = this.#deps
    const ids = feeds.map((feed) => feed.id)
    const states = await findFeedStates(this.#deps.db, ids)
    const now = this.#deps.now() // later than what the states were written at
    return feeds.filter((feed) => {
      if (this.#inFlight.has(feed.id)) return false // another tick was faster
      const state = states.get(feed.id) ?? null
      return decidePoll(planOf(feed, delayShare), state, null, 'schedule', now).kind === 'poll'
    })
  }

  async #retryArticles(): Promise<void> {
    if (this.#isStopping || this.#isRetrying) return
    this.#isRetrying = true
    try {
      await this.#newRules.apply(this.#settings)
      await tellQuiet(this.#deps, this.#settings)
      await retryArticles(this.#deps, this.#inForce, this.#abort.signal)
      this.#outbox.wake() // also for digests that waited for articles
    } finally {
      this.#isRetrying = false
    }
  }
}

function logPoll({ log }: Deps, report: PollReport): void {
  if (report.kind === 'skipped') {
    log.debug({ feed: report.feedId, until: report.until }, `not polled: ${report.reason}`)
    return
  }
  const { feedId: feed, outcome, durationMs, addedCount: added, matchCount: matches } = report
  const fields = { feed, outcome, ms: durationMs, items: report.itemCount, added, matches }
  if (outcome === 'stored' || outcome === 'unchanged') log.info(fields, 'polled')
  else log.warn({ ...fields, reason: report.message }, 'the poll failed')
}

function logDelivery({ log }: Deps, report: Parameters<OnDelivery>[0]): void {
  const { alertId: alert, address, state, reason } = report
  const fields = { alert, address, state, reason, next: report.nextAttemptAt }
  if (state === 'sent') log.info(fields, 'delivered')
  else if (state === 'failed') log.error(fields, 'given up')
  else log.warn(fields, 'not delivered')
}
