import { sql } from 'kysely'
import { openApp } from '../../../src/app.ts'
import type { FeedSettings, Settings } from '../../../src/config/settings.ts'
import { addressOf } from '../../../src/core/feed/feed-state.ts'
import { hostOf } from '../../../src/core/feed/host-of.ts'
import { findNextPoll } from '../../../src/core/feed/poll-policy.ts'
import type { FeedId } from '../../../src/core/ids.ts'
import { MINUTE_MS, type Timestamp, timestampOf } from '../../../src/core/time.ts'
import { Fetcher } from '../../../src/fetch/fetcher.ts'
import { createLog } from '../../../src/observe/log.ts'
import { ReadingPool } from '../../../src/parse/reading-pool.ts'
import { applyNewRules } from '../../../src/pipeline/apply-new-rules.ts'
import { ArticleReader } from '../../../src/pipeline/article-reader.ts'
import type { Deps } from '../../../src/pipeline/deps.ts'
import { deliverDue } from '../../../src/pipeline/outbox.ts'
import { planOf } from '../../../src/pipeline/plan-of.ts'
import { pollRound } from '../../../src/pipeline/poll-round.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { findNextDueAt } from '../../../src/store/due-deliveries.ts'
import {
  findFeedStates,
  findHostBlock,
  listHostBlocks,
  pruneHostBlocks,
} from '../../../src/store/feeds.ts'
import { beginOutboxRun } from '../../../src/store/outbox-run.ts'
import { loadSettings } from '../../support/test-app.ts'
import { DOWNTIMES, isDaemonDown, msOfDay, START_MS } from './calendar.ts'
import { listConfigChanges, writeConfig } from './configure.ts'
import type { MadeUpFeed } from './made-up-feed.ts'
import { MadeUpMail } from './made-up-mail.ts'
import { MadeUpNetwork } from './made-up-network.ts'

/** What came of it: the world's own books, and the database to compare with. */
export type Year = {
  readonly feeds: readonly MadeUpFeed[]
  readonly network: MadeUpNetwork
  readonly mail: MadeUpMail
  readonly db: Deps['db']
  readonly pollCount: number
  readonly roundCount: number
  /** When the last day was over. */
  readonly endedAt: number
  /** What the log had to say at the level of errors. */
  readonly errors: readonly string[]
}

/**
 * Lets the watch live through the days, as the daemon does: whatever falls due is polled and what is due is sent, from one
 * due time to the next; it stops for its downtimes and starts again on the same data; the configuration changes on the way.
 */
export async function runYear(
  feeds: readonly MadeUpFeed[],
  dayCount: number,
  dir: string,
): Promise<Year & { readonly close: () => Promise<void> }> {
  const run = new Run(feeds, dir)
  await run.open()
  const stops = [
    ...listConfigChanges(feeds).map((at) => ({ at, act: () => run.reload() })),
    ...DOWNTIMES.map(({ until }) => ({ at: msOfDay(until), act: () => run.restart() })),
  ].toSorted((a, b) => a.at - b.at)
  for (const { at, act } of stops) {
    if (at >= msOfDay(dayCount)) break
    await run.liveUntil(at)
    await act()
  }
  await run.liveUntil(msOfDay(dayCount + EPILOGUE_DAYS))
  return run
}

/** Nothing is published any more, and what waits for its time is told. */
const EPILOGUE_DAYS = 2

/** A machine that is busy for a while is no document that cannot be read. */
const READING_LIMIT_MS = 10 * MINUTE_MS

const { signal } = new AbortController()

class Run implements Year {
  readonly feeds: readonly MadeUpFeed[]
  readonly network: MadeUpNetwork
  readonly mail = new MadeUpMail()
  readonly errors: string[] = []
  pollCount = 0
  roundCount = 0
  readonly #dir: string
  #now = START_MS
  #settings!: Settings
  #deps!: Deps
  #close: () => Promise<void> = async () => {}
  /** When each feed is due. */
  #dueAt = new Map<FeedId, number>()

  constructor(feeds: readonly MadeUpFeed[], dir: string) {
    this.feeds = feeds
    this.#dir = dir
    this.network = new MadeUpNetwork(feeds, () => this.#now)
  }

  get endedAt(): number {
    return this.#now
  }

  get db(): Deps['db'] {
    return this.#deps.db
  }

  async open(): Promise<void> {
    this.#settings = await loadSettings(this.#dir, writeConfig(this.feeds, this.#now))
    const stream = { write: (line: string): boolean => this.errors.push(line) > 0 }
    const log = createLog({ level: 'error', stream, secrets: [] })
    const now = (): Timestamp => timestampOf(this.#now)
    const opened = await openApp(this.#settings, log, { command: 'test', now })
    if (opened.kind === 'locked') throw new Error('the data folder of the test is taken')
    const { db } = opened.deps
    await sql`pragma synchronous = off`.execute(db) // no power cut is part of this world
    const fetcher = new Fetcher({
      userAgent: 'Policywatch/test',
      perHost: this.#settings.polling.perHost,
      findBlock: async (host): Promise<Timestamp | null> => await findHostBlock(db, host, now()),
      transport: this.network,
    })
    const reading = new ReadingPool({ timeoutMs: READING_LIMIT_MS })
    this.#deps = {
      ...opened.deps,
      fetcher,
      reading,
      articles: new ArticleReader({ fetcher, reading }),
      mail: this.mail,
    }
    this.#close = async (): Promise<void> => {
      await reading.close()
      await fetcher.close()
      await opened.close()
    }
    await this.#begin()
  }

  async close(): Promise<void> {
    await this.#close()
  }

  /** The configuration is another: jobs begun with the old one are done. */
  async reload(): Promise<void> {
    this.#settings = await loadSettings(this.#dir, writeConfig(this.feeds, this.#now))
    await this.#begin()
  }

  async restart(): Promise<void> {
    await this.#close()
    await this.open()
  }

  async liveUntil(end: number): Promise<void> {
    for (;;) {
      const next = Math.min(...this.#dueAt.values(), await this.#nextDelivery())
      this.#now = Math.max(this.#now, Math.min(next, end))
      if (this.#now >= end) return
      if (isDaemonDown(this.#now)) {
        this.#now = end // its end is where the watch is started again
        return
      }
      await this.#round()
      await this.#deliver()
    }
  }

  async #begin(): Promise<void> {
    await applyNewRules(this.#deps, this.#settings, signal)
    await this.#schedule([...this.#settings.feeds.values()])
  }

  async #round(): Promise<void> {
    const due = [...this.#settings.feeds.values()].filter(
      (feed) => (this.#dueAt.get(feed.id) ?? 0) <= this.#now,
    )
    if (due.length === 0) return
    const watcher = { onPoll: (): void => {}, onAlertsReady: (): void => {} }
    const { polledCount } = await pollRound(
      this.#deps,
      () => this.#settings,
      due,
      'schedule',
      watcher,
      signal,
    )
    this.pollCount += polledCount
    this.roundCount += 1
    await this.#schedule(due)
  }

  async #schedule(feeds: readonly FeedSettings[]): Promise<void> {
    const { db } = this.#deps
    const now = timestampOf(this.#now)
    const states = await findFeedStates(
      db,
      feeds.map((feed) => feed.id),
    )
    const blocks = await listHostBlocks(db, now)
    for (const feed of feeds) {
      const state = states.get(feed.id) ?? null
      const block = blocks.get(hostOf(addressOf(feed.url, state))) ?? null
      const next = findNextPoll(planOf(feed, this.#deps.delayShare), state, block, now)
      this.#dueAt.set(feed.id, next === null ? Number.POSITIVE_INFINITY : Date.parse(next))
    }
    if (blocks.size > 0) await inTransaction(db, async (tx) => await pruneHostBlocks(tx, now))
  }

  async #nextDelivery(): Promise<number> {
    const dueAt = await findNextDueAt(this.#deps.db)
    return dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(dueAt)
  }

  async #deliver(): Promise<void> {
    if ((await this.#nextDelivery()) > this.#now) return
    const run = await beginOutboxRun(this.#deps.db)
    await deliverDue(this.#deps, this.#settings, signal, () => {}, run)
  }
}
