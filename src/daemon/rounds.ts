import { setImmediate } from 'node:timers/promises'
import type { FeedSettings, Settings } from '../config/settings.ts'
import { decidePoll, type PollTrigger } from '../core/feed/poll-policy.ts'
import type { FeedId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import type { Deps } from '../pipeline/deps.ts'
import { feedsByHost } from '../pipeline/feeds-by-host.ts'
import { planOf } from '../pipeline/plan-of.ts'
import { createPollPlaces, type PollPlaces } from '../pipeline/poll-places.ts'
import type { PollReport } from '../pipeline/poll-report.ts'
import { pollRound, type RoundReport, type RoundWatcher } from '../pipeline/poll-round.ts'
import { inTransaction } from '../store/database.ts'
import {
  findFeedStates,
  listFeedsToRetry,
  listPolledBetween,
  pruneHostBlocks,
} from '../store/feeds.ts'
import { inParts, PART_SIZE } from '../store/in-parts.ts'
import { Background } from './background.ts'

type RoundsWatcher = RoundWatcher & {
  /** Told when all feeds of a round are done. */
  readonly onRound: (report: RoundReport) => void
}

/** Rounds of feeds side by side, in which no feed is under way twice. */
export class Rounds {
  readonly #deps: Deps
  readonly #inForce: () => Settings
  readonly #watcher: RoundsWatcher
  readonly #signal: AbortSignal
  readonly #background: Background
  readonly #inFlight = new Set<FeedId>()
  readonly #places: PollPlaces
  #isStopping = false

  /** `signal` breaks off what is in hand. */
  constructor(deps: Deps, inForce: () => Settings, watcher: RoundsWatcher, signal: AbortSignal) {
    this.#deps = deps
    this.#inForce = inForce
    this.#watcher = watcher
    this.#signal = signal
    this.#background = new Background(deps.log, 'a round could not be carried out')
    this.#places = createPollPlaces(deps)
  }

  /** Polls those of these feeds that are due. The promise is for whoever waits for the end; it never rejects. */
  begin(feeds: readonly FeedSettings[]): Promise<void> {
    return this.#background.begin(this.#run(feeds, 'schedule'))
  }

  /** Polls what is due of all feeds, once `first` is over. */
  catchUp(first: Promise<void> = Promise.resolve()): Promise<void> {
    const round = async (): Promise<number> =>
      await this.#run([...this.#inForce().feeds.values()], 'schedule')
    return this.#background.begin(first.then(round))
  }

  /** Polls what no tick tells of: feeds whose schedule came round without one, and feeds or hosts whose wait has ended. */
  beginReleased(takeMissed: () => readonly FeedSettings[]): Promise<void> {
    return this.#background.begin(this.#runReleased(takeMissed))
  }

  /**
   * Polls every feed that was not polled with success since it was wished; resolves to how many polls could not be carried
   * out. Rejects when the round cannot be begun.
   */
  async runAll(wishedAt: Timestamp): Promise<number> {
    const begunMeanwhile = this.#background.inHand // their feeds are under way, and were asked after the wish
    const brokenCount = await this.#run(await this.#selectUnpolled(wishedAt), 'now')
    await Promise.all(begunMeanwhile)
    return brokenCount
  }

  /** Whether feeds are polled now. */
  get isBusy(): boolean {
    return this.#inFlight.size > 0
  }

  /** Resolves when the rounds in hand are over. */
  async settle(): Promise<void> {
    await this.#background.settle()
  }

  /** Begins none from now on. */
  stop(): void {
    this.#isStopping = true
  }

  async #runReleased(takeMissed: () => readonly FeedSettings[]): Promise<void> {
    if (this.#isStopping) return
    const { db, disk, now } = this.#deps
    if (!(await disk.mayPoll(db))) return // what has come round stays so
    const toRetry = await listFeedsToRetry(db, now())
    const hosts = await inTransaction(db, async (tx) => await pruneHostBlocks(tx, now()))
    const settings = this.#inForce()
    const released = toRetry.flatMap((id) => settings.feeds.get(id) ?? [])
    const ofHosts = [...hosts].flatMap((host) => feedsByHost(settings).get(host) ?? [])
    await this.#run([...new Set([...takeMissed(), ...released, ...ofHosts])], 'schedule')
  }

  /** Returns how many polls could not be carried out. */
  async #run(wanted: readonly FeedSettings[], trigger: PollTrigger): Promise<number> {
    if (this.#isStopping) return 0
    const { db, disk } = this.#deps
    if (wanted.length === 0) return 0
    if (!(await disk.mayPoll(db))) return trigger === 'now' ? wanted.length : 0 // what is due is caught up with
    const idle = wanted.filter((feed) => !this.#inFlight.has(feed.id))
    const due = trigger === 'now' ? idle : await this.#selectDue(idle)
    const feeds = due.filter((feed) => !this.#inFlight.has(feed.id)) // another tick may have been faster
    if (feeds.length === 0) return 0
    // by this round, as a later one may hold what is done here, with the addresses
    const held = new Map(feeds.map(({ id, url }) => [id, url]))
    const release = (id: FeedId): void => {
      const url = held.get(id)
      if (!held.delete(id)) return
      this.#inFlight.delete(id)
      const feed = this.#inForce().feeds.get(id)
      if (feed !== undefined && feed.url !== url) void this.begin([feed])
    }
    for (const id of held.keys()) this.#inFlight.add(id)
    try {
      const watcher = {
        ...this.#watcher,
        onPoll: (report: PollReport): void => {
          release(report.feedId)
          this.#watcher.onPoll(report)
        },
      }
      const report = await pollRound(
        this.#deps,
        this.#inForce,
        feeds,
        trigger,
        watcher,
        this.#signal,
        this.#places,
      )
      this.#watcher.onRound(report)
      return report.brokenCount
    } finally {
      for (const id of held.keys()) release(id)
    }
  }

  async #selectUnpolled(since: Timestamp): Promise<readonly FeedSettings[]> {
    const { db, now } = this.#deps
    const done = await listPolledBetween(db, since, now())
    return [...this.#inForce().feeds.values()].filter(({ id }) => !done.has(id))
  }

  /** The feeds whose schedule has come round since they were last polled, or whose back-off has ended. */
  async #selectDue(feeds: readonly FeedSettings[]): Promise<readonly FeedSettings[]> {
    const { db, delayShare } = this.#deps
    const due: FeedSettings[] = []
    for (const slice of inParts(feeds, PART_SIZE)) {
      const ids = slice.map((feed) => feed.id)
      const states = await findFeedStates(db, ids)
      const now = this.#deps.now() // later than what the states were written at
      const isDue = (feed: FeedSettings): boolean => {
        const state = states.get(feed.id) ?? null
        return decidePoll(planOf(feed, delayShare), state, null, 'schedule', now).kind === 'poll'
      }
      due.push(...slice.filter(isDue))
      if (feeds.length > PART_SIZE) await setImmediate()
    }
    return due
  }
}
