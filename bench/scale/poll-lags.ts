import Database from 'better-sqlite3'
import { delayShareOf, pollDelayMs } from '../../src/core/feed/poll-delay.ts'
import { previousOccurrence } from '../../src/core/schedule.ts'
import { addMs, msOf, type Timestamp } from '../../src/core/time.ts'
import { indexOfFeed } from './scale-config.ts'
import { FEEDS_PER_HOST } from './watched-hosts.ts'

/** What the table of polls says since it was last read. */
export type PollsSeen = {
  readonly counts: ReadonlyMap<string, number>
  /**
   * How long after the schedule came round each poll began, in ms. Left out are feeds that came back from a failure of theirs, and
   * those of a host that asked to be left alone: these are late by right.
   */
  readonly lagsMs: readonly number[]
}

type PollRow = {
  readonly id: number
  readonly feed_id: string
  readonly started_at: Timestamp
  readonly outcome: string
}

/** Reads a daemon's table of polls beside it, only what has come since it was read last. */
export class PollLags {
  readonly #db: Database.Database
  readonly #schedule: string
  readonly #delayMs: number
  readonly #failing = new Set<string>()
  /** When a host last asked to be left alone. */
  readonly #throttledAt = new Map<number, Timestamp>()
  readonly #polled = new Set<string>()
  #lastId = 0

  constructor(file: string, schedule: string) {
    this.#db = new Database(file, { readonly: true })
    this.#schedule = schedule
    const row = this.#db.prepare("select value from meta where key = 'installation'").get()
    const { value } = row as { readonly value: string } // written by the daemon at its start
    this.#delayMs = pollDelayMs(schedule, 'UTC', delayShareOf(value))
  }

  /** Feeds that were polled once. */
  get polledCount(): number {
    return this.#polled.size
  }

  read(): PollsSeen {
    const rows = this.#db
      .prepare('select id, feed_id, started_at, outcome from polls where id > ? order by id')
      .all(this.#lastId) as readonly PollRow[] // the daemon's own table
    const counts = new Map<string, number>()
    const lagsMs: number[] = []
    for (const row of rows) {
      counts.set(row.outcome, (counts.get(row.outcome) ?? 0) + 1)
      const lagMs = this.#lagOf(row)
      if (lagMs !== null) lagsMs.push(lagMs)
      this.#remember(row)
    }
    this.#lastId = rows.at(-1)?.id ?? this.#lastId
    return { counts, lagsMs }
  }

  close(): void {
    this.#db.close()
  }

  #lagOf({ feed_id: id, started_at: at }: PollRow): number | null {
    if (!this.#polled.has(id) || this.#failing.has(id)) return null
    const taken = previousOccurrence(this.#schedule, 'UTC', addMs(at, -this.#delayMs))
    if (taken === null) return null
    const turn = addMs(taken, this.#delayMs)
    const throttledAt = this.#throttledAt.get(hostOf(id))
    if (throttledAt !== undefined && throttledAt >= addMs(turn, -LONGEST_BLOCK_MS)) return null
    return msOf(at) - msOf(turn)
  }

  #remember({ feed_id: id, started_at: at, outcome }: PollRow): void {
    this.#polled.add(id)
    if (outcome === 'stored' || outcome === 'unchanged') this.#failing.delete(id)
    else this.#failing.add(id)
    if (outcome === 'throttled') this.#throttledAt.set(hostOf(id), at)
  }
}

/** Longer than a host asks to be left alone, with the look that ends it. */
const LONGEST_BLOCK_MS = 90_000

function hostOf(id: string): number {
  return Math.floor(indexOfFeed(id) / FEEDS_PER_HOST)
}
