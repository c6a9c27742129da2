import { createTask, type ScheduledTask } from 'node-cron'
import type { FeedSettings, Settings } from '../config/settings.ts'
import type { Log } from '../observe/log.ts'

/** How often the clock is compared with itself; a leap beyond it means that ticks may have been missed. */
const WATCH_MS = 15_000
const LEAP_MS = 60_000

/**
 * Ticks: one task for each distinct schedule, whatever the number of feeds. Which feeds are then due is decided from the
 * database, so that a tick too many does no harm; a clock that leapt or a machine that slept is noticed and made good.
 */
export class Scheduler {
  readonly #tasks: ScheduledTask[] = []
  readonly #watch: NodeJS.Timeout

  /** Calls `onDue` with the feeds of the schedule that came round, and with all of them after a leap of the clock. */
  constructor(settings: Settings, log: Log, onDue: (feeds: readonly FeedSettings[]) => void) {
    const feeds = [...settings.feeds.values()]
    for (const [cron, ofSchedule] of Map.groupBy(feeds, (feed) => feed.schedule)) {
      const task = createTask(
        cron,
        async ({ date }) => {
          await untilPast(date.getTime())
          onDue(ofSchedule)
        },
        { timezone: settings.timezone, suppressMissedWarning: true, logger: loggerOver(log) },
      )
      task.on('execution:missed', () => onDue(ofSchedule))
      this.#tasks.push(task)
    }
    let last = Date.now()
    this.#watch = setInterval(() => {
      const [before, now] = [last, Date.now()]
      last = now
      if (Math.abs(now - before - WATCH_MS) < LEAP_MS) return
      log.warn(
        { leapMs: now - before - WATCH_MS },
        'the clock leapt; looking for feeds that are due',
      )
      onDue(feeds)
    }, WATCH_MS)
  }

  async start(): Promise<void> {
    for (const task of this.#tasks) await task.start()
  }

  async stop(): Promise<void> {
    clearInterval(this.#watch)
    for (const task of this.#tasks) await task.destroy()
  }
}

/** A timer may fire a moment early, before the occurrence that it stands for. */
async function untilPast(at: number): Promise<void> {
  const early = at - Date.now()
  if (early > 0 && early < WATCH_MS) await new Promise((resolve) => setTimeout(resolve, early + 1))
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
