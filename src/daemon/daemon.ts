import type { Settings } from '../config/settings.ts'
import type { Timestamp } from '../core/time.ts'
import type { Deps } from '../pipeline/deps.ts'
import type { OnDelivery } from '../pipeline/outbox.ts'
import { OutboxLoop } from '../pipeline/outbox-loop.ts'
import type { PollReport } from '../pipeline/poll-report.ts'
import type { RoundReport } from '../pipeline/poll-round.ts'
import { retryArticles } from '../pipeline/retry-articles.ts'
import { tellQuiet } from '../pipeline/tell-quiet.ts'
import { Background } from './background.ts'
import { ClockWatch } from './clock-watch.ts'
import { DiskTending } from './disk-tending.ts'
import { Housekeeping } from './housekeeping.ts'
import { listChores } from './list-chores.ts'
import { NewRules } from './new-rules.ts'
import { Rounds } from './rounds.ts'
import { Scheduler } from './scheduler.ts'
import { SearchIndexing } from './search-indexing.ts'
import type { Vitals } from './vitals.ts'

/** Told of what happens, besides the log. */
export type DaemonWatcher = {
  readonly onPoll: (report: PollReport) => void
  readonly onDelivery: OnDelivery
  /** Told when all feeds of a round are done. */
  readonly onRound: (report: RoundReport) => void
}

/** How late a feed is polled at most whose occurrence came without a tick, or whose wait has ended. */
const LOOK_EVERY_MS = 15_000
/** Articles that could not be read are looked after this often, rules that could not be applied, and proofs of life. */
const ARTICLES_EVERY_MS = 60_000

/** What runs for years: ticks make rounds, rounds fill the outbox, the outbox empties itself beside them. */
export class Daemon {
  readonly #deps: Deps
  readonly #abort = new AbortController()
  /** Breaks off what begins anew at the next start, as if nothing had happened. */
  readonly #stopping = new AbortController()
  readonly #outbox: OutboxLoop
  readonly #newRules: NewRules
  readonly #rounds: Rounds
  readonly #housekeeping: Housekeeping
  readonly #searchIndex: SearchIndexing
  readonly #disk: DiskTending
  readonly #clock: ClockWatch
  /** What goes on beside the rounds, for `stop` to wait for. */
  readonly #background: Background
  #settings: Settings
  #scheduler: Scheduler
  #lastPollAll: Promise<void> = Promise.resolve()
  #waitingPollAll: Promise<void> | null = null
  /** When every feed was wished to be polled, the last time. */
  #wishedAt: Timestamp
  #timers: readonly NodeJS.Timeout[] = []
  #lookedAt: number | null = null
  #attemptedAt = performance.now()
  #occurrenceCount = 0
  #isStopping = false
  #isRetrying = false

  constructor(deps: Deps, settings: Settings, watcher: DaemonWatcher) {
    this.#deps = deps
    this.#settings = settings
    this.#wishedAt = deps.now()
    this.#background = new Background(deps.log, 'a round could not be carried out')
    this.#outbox = new OutboxLoop(deps, this.#inForce, this.#abort.signal, (report) => {
      this.#attemptedAt = performance.now()
      logDelivery(deps, report)
      watcher.onDelivery(report)
    })
    const wake = (): void => this.#outbox.wake()
    const roundsWatcher = {
      onPoll: (report: PollReport): void => {
        logPoll(deps, report)
        if (report.kind === 'polled' && report.matchCount > 0) wake()
        watcher.onPoll(report)
      },
      onAlertsReady: wake,
      onRound: watcher.onRound,
    }
    this.#rounds = new Rounds(deps, this.#inForce, roundsWatcher, this.#abort.signal)
    this.#newRules = new NewRules(deps, this.#stopping.signal, wake)
    const chores = listChores(deps)
    this.#housekeeping = new Housekeeping(deps, this.#inForce, this.#stopping.signal, chores)
    const isPolling = (): boolean => this.#rounds.isBusy
    this.#searchIndex = new SearchIndexing(deps, this.#stopping.signal, isPolling)
    this.#disk = new DiskTending(deps, this.#inForce, {
      onDue: wake,
      onRoom: (): void => void this.#rounds.catchUp(this.#newRules.apply(this.#settings)),
    })
    this.#clock = new ClockWatch(deps, this.#inForce, wake)
    this.#scheduler = this.#schedulerFor(settings)
  }

  /** Starts ticking, and polls at once what is new or was missed while nobody ran. */
  async start(): Promise<void> {
    await this.#deps.disk.look(this.#deps.db)
    await this.#newRules.announce(this.#settings)
    await this.#scheduler.start()
    this.#lookedAt = performance.now()
    this.#timers = [
      setInterval(() => void this.#background.begin(this.#look()), LOOK_EVERY_MS),
      setInterval(() => void this.#background.begin(this.#retryArticles()), ARTICLES_EVERY_MS),
    ]
    const caughtUp = this.#rounds.catchUp(this.#newRules.apply(this.#settings))
    void this.#background.begin(caughtUp.then(async () => await this.#retryArticles()))
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
    void this.#background.begin(this.#newRules.apply(settings))
    void this.#rounds.catchUp()
  }

  /**
   * Polls every feed now; resolves when all is stored and everything due has been tried, and never rejects. Calls that
   * come while one waits for its turn are the same wish. One that comes while feeds are polled waits for their round, and polls
   * those that had been asked before.
   */
  async pollAll(): Promise<void> {
    this.#wishedAt = this.#deps.now()
    if (this.#waitingPollAll === null) {
      this.#waitingPollAll = this.#background.begin(this.#pollAllAfter(this.#lastPollAll))
      this.#lastPollAll = this.#waitingPollAll
    }
    await this.#waitingPollAll
  }

  async #pollAllAfter(last: Promise<void>): Promise<void> {
    await last
    await this.#rounds.settle()
    this.#waitingPollAll = null
    const brokenCount = await this.#rounds.runAll(this.#wishedAt)
    if (this.#isStopping) return
    await this.#outbox.flush()
    const { log } = this.#deps
    if (brokenCount === 0 && !this.#outbox.isInTrouble) log.info({}, 'round done')
    else
      log.error({ feeds: brokenCount }, 'the round ended, but not all of it could be carried out')
  }

  /** By what one sees whether it lives. */
  get vitals(): Vitals {
    const state = this.#lookedAt === null ? 'starting' : 'running'
    return {
      state: this.#isStopping ? 'stopping' : state,
      lookedAt: this.#lookedAt,
      attemptedAt: this.#attemptedAt,
      isOutboxInTrouble: this.#outbox.isInTrouble,
      occurrenceCount: this.#occurrenceCount,
    }
  }

  /** Looks for due deliveries now. */
  deliverNow(): void {
    this.#outbox.wake()
  }

  /** Finishes what is in hand within `limitMs`, then breaks off what is left; nothing of that is lost. */
  async stop(limitMs: number): Promise<void> {
    this.#isStopping = true
    this.#stopping.abort()
    this.#rounds.stop()
    for (const timer of this.#timers) clearInterval(timer)
    await this.#scheduler.stop()
    const limit = setTimeout(() => this.#abort.abort(), limitMs)
    await Promise.all([this.#rounds.settle(), this.#background.settle()])
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
      this.#occurrenceCount += feeds.length
      void this.#rounds.begin(feeds)
    })
  }

  async #look(): Promise<void> {
    await this.#disk.look()
    await this.#clock.look()
    if (this.#deps.disk.pause !== null) this.#lookedAt = performance.now() // there is nothing to take up
    void this.#rounds.beginReleased(() => {
      this.#lookedAt = performance.now() // only now: what is due could be read
      const missed = this.#scheduler.takeMissed()
      this.#occurrenceCount += missed.length
      return missed
    })
    void this.#background.begin(this.#searchIndex.look())
    await this.#housekeeping.look()
  }

  async #retryArticles(): Promise<void> {
    if (this.#isStopping || this.#isRetrying) return
    this.#isRetrying = true
    try {
      if (this.#deps.disk.pause === null) await this.#newRules.apply(this.#settings)
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
  if (report.isLogged) return
  const { feedId: feed, outcome, durationMs, addedCount: added, matchCount: matches } = report
  const fields = { feed, outcome, ms: durationMs, items: report.itemCount, added, matches }
  if (outcome === 'stored' || outcome === 'unchanged') log.info(fields, 'polled')
  else log.warn({ ...fields, reason: report.message }, 'the poll failed')
}

function logDelivery({ log }: Deps, report: Parameters<OnDelivery>[0]): void {
  const { alertId: alert, deliveryId: delivery, address, state, reason } = report
  const fields = { alert, delivery, address, state, reason, next: report.nextAttemptAt }
  if (state === 'sent') log.info(fields, 'delivered')
  else if (state === 'failed') log.error(fields, 'given up')
  else log.warn(fields, 'not delivered')
}
