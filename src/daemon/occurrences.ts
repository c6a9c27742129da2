import type { FeedSettings, Settings } from '../config/settings.ts'
import { nextOccurrence } from '../core/schedule.ts'
import type { Timestamp } from '../core/time.ts'

/** One expression, its feeds, and up to when its occurrences have been taken. */
type Schedule = {
  readonly cron: string
  readonly feeds: readonly FeedSettings[]
  takenAt: Timestamp
  next: Timestamp | null
}

/**
 * The occurrences of all schedules, each of which is taken once, by whoever asks first after it came. Looking costs one
 * comparison for each distinct schedule. What is an occurrence, `core/schedule.ts` says, as it does where a poll is decided.
 */
export class Occurrences {
  readonly #timezone: string
  readonly #schedules: readonly Schedule[]

  constructor({ feeds, timezone }: Pick<Settings, 'feeds' | 'timezone'>, now: Timestamp) {
    this.#timezone = timezone
    const bySchedule = Map.groupBy(feeds.values(), (feed) => feed.schedule)
    this.#schedules = [...bySchedule].map(([cron, ofSchedule]) => ({
      cron,
      feeds: ofSchedule,
      takenAt: now,
      next: nextOccurrence(cron, timezone, now),
    }))
  }

  /** The distinct expressions. */
  get crons(): readonly string[] {
    return this.#schedules.map(({ cron }) => cron)
  }

  /** The feeds of all schedules that have come round since they were last taken, or whose clock was set back. */
  take(now: Timestamp): readonly FeedSettings[] {
    return this.#schedules.flatMap((schedule) => this.#takeFrom(schedule, now))
  }

  #takeFrom(schedule: Schedule, now: Timestamp): readonly FeedSettings[] {
    const hasComeRound = schedule.next !== null && schedule.next <= now
    const wasSetBack = now < schedule.takenAt
    schedule.takenAt = now
    if (!hasComeRound && !wasSetBack) return []
    schedule.next = nextOccurrence(schedule.cron, this.#timezone, now)
    return schedule.feeds
  }
}
