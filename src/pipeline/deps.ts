import type { Timestamp } from '../core/time.ts'
import type { Fetcher } from '../fetch/fetcher.ts'
import type { Mail } from '../mail/mail.ts'
import type { Log } from '../observe/log.ts'
import type { ReadingPool } from '../parse/reading-pool.ts'
import type { DatabaseHealth } from '../store/database-health.ts'
import type { MessageIds } from '../store/deliveries.ts'
import type { Db } from '../store/schema.ts'
import type { ArticleReader } from './article-reader.ts'
import type { QueryTrials } from './backtest/query-trials.ts'
import type { BodyKeeper } from './body-keeper.ts'
import type { DiskGuard } from './disk-guard.ts'
import type { OutboxStore } from './outbox-store.ts'
import type { PollStore } from './poll-store.ts'

/** Everything that a use case needs of the outside world. Made in app.ts, and nowhere else. */
export type Deps = {
  readonly db: Db
  /** The same for what polls read and write, many at once. */
  readonly polls: PollStore
  /** What deliveries note, several in one transaction. */
  readonly outbox: OutboxStore
  /** The same database by another connection, for pages: they need not wait for a transaction that takes long. */
  readonly reader: Db
  /** Whether its pages are sound, as far as is known. */
  readonly health: Pick<DatabaseHealth, 'state'>
  /** Knows whether there is room to record what a poll would bring. */
  readonly disk: DiskGuard
  /** Takes the outbox over from the process before, once; where the disk was too full for that at the start, when it can. */
  readonly recoverOutbox: () => Promise<void>
  readonly fetcher: Fetcher
  readonly reading: ReadingPool
  readonly articles: ArticleReader
  readonly bodies: BodyKeeper
  /** Tries queries for the pages. */
  readonly trials: QueryTrials
  readonly mail: Mail
  readonly messageIds: MessageIds
  /** Signs unsubscribe links. */
  readonly unsubscribeSecret: string
  /** This installation's share (0 to 1) of the delay with which schedules are taken; see poll-delay.ts. */
  readonly delayShare: number
  readonly log: Log
  readonly now: () => Timestamp
  /** Told of each step whose order the delivery guarantee rests on; tests end the process there. */
  readonly onStep: (step: Step) => void
}

export type Step = 'response read' | 'items stored' | 'mail handed over' | 'result recorded'
