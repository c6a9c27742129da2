import { setTimeout } from 'node:timers/promises'
import { createTask, type ScheduledTask } from 'node-cron'
import type { FeedSettings, Settings } from '../config/settings.ts'
import type { Timestamp } from '../core/time.ts'
import type { Log } from '../observe/log.ts'
import type { Deps } from '../pipeline/deps.ts'
import { Occurrences } from './occurrences.ts'

/** A timer fires a few milliseconds early at most; what lies further ahead is a clock that was set back. */
const MOST_EARLY_MS = 1_000

/**
 * Ticks: one task for each distinct schedule, whatever the number of feeds. Ticks only wake: what has come round is decided
 * by Occurrences, and which feeds are then due from the database. So a tick too many does no harm, and occurrences without
 * one (node-cron skips some when summer time begins or ends, and is silent for hours when the clock is set back) are
 * `takeMissed`. A tick hands on everything that has come round, so that schedules which meet make one round.
 */
export class Scheduler {
  readonly #tasks: readonly ScheduledTask[]
  readonly #occurrences: Occurrences
  readonly #now: () => Timestamp
  readonly #stop = new AbortController()

  /** Calls `onDue` with the feeds of the schedules that came round. */
  constructor(
    settings: Settings,
    { now, log, delayShare }: Pick<Deps, 'now' | 'log' | 'delayShare'>,
    onDue: (feeds: readonly FeedSettings[]) => void,
  ) {
    this.#now = now
    this.#occurrences = new Occurrences(settings, delayShare, now())
    const handOn = (): void => {
      const feeds = this.#occurrences.take(now())
      if (feeds.length > 0) onDue(feeds)
    }
    const logger = loggerOver(log)
    this.#tasks = this.#occurrences.schedules.map(({ schedule, timezone, delayMs }) => {
      const task = createTask(
        tickerOf(schedule),
        async ({ date }) => {
          if (await untilPast(date.getTime() + delayMs, delayMs, this.#stop.signal)) handOn()
        },
        { timezone, suppressMissedWarning: true, logger },
      )
      task.on('execution:missed', handOn)
      return task
    })
  }

  /** The feeds of all schedules that came round without a tick, or whose clock was set back; each is told once. */
  takeMissed(): readonly FeedSettings[] {
    return this.#occurrences.take(this.#now())
  }

  async start(): Promise<void> {
    for (const task of this.#tasks) await task.start()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    for (const task of this.#tasks) await task.destroy()
  }
}

/**
 * The expression by which node-cron ticks. Where day and weekday are both restricted, it means days that both name and
 * refuses what no month has; every other cron means days that either names. So there it ticks every day.
 */
function tickerOf(cron: string): string {
  const fields = cron.split(' ')
  const [day, month, weekday] = fields.slice(-3)
  if (day === '*' || weekday === '*') return cron
  return [...fields.slice(0, -3), '*', month, '*'].join(' ')
}

/**
 * Waits for the delay of an occurrence; its timer may also have fired a moment early. Returns false when it was stopped.
 */
async function untilPast(at: number, delayMs: number, signal: AbortSignal): Promise<boolean> {
  const early = at - Date.now()
  if (early <= 0 || early > delayMs + MOST_EARLY_MS) return !signal.aborted
  return await setTimeout(early + 1, true, { signal }).catch(() => false)
}

function loggerOver(log: Log): {
  readonly info: (message: string) => void
  readonly warn: (message: string) => void
  readonly error: (message: string | Error) => void
  readonly debug: (message: string | Error) => void
} {
  return {
    info: (message) => log.debug({}, message),
    warn: (message) => log.warn({}, message),
    error: (message) => log.error({}, String(message)),
    debug: (message) => log.debug({}, String(message)),
  }
}
