import type { FeedSettings, Settings } from '../config/settings.ts'
import { nextTurn, type PollPlan } from '../core/feed/poll-policy.ts'
import type { Timestamp } from '../core/time.ts'
import { planOf } from '../pipeline/plan-of.ts'

/** An expression in its timezone. */
export type Schedule = Omit<PollPlan, 'url'>

/** One schedule, its feeds, and up to when its occurrences have been taken. */
type TakenSchedule = {
  readonly schedule: Schedule
  readonly feeds: readonly FeedSettings[]
  takenAt: Timestamp
  next: Timestamp | null
}

/**
 * The occurrences of all schedules, each of which is taken once, by whoever asks first after it came. Looking costs one
 * comparison for each distinct schedule. When an occurrence is taken, `core/feed` says, as it does where a poll is decided.
 */
export class Occurrences {
  readonly #schedules: readonly TakenSchedule[]

  /** `delayShare` (0 to 1) is the installation's own. */
  constructor({ feeds }: Pick<Settings, 'feeds'>, delayShare: number, now: Timestamp) {
    const bySchedule = Map.groupBy(feeds.values(), (feed) => `${feed.timezone} ${feed.schedule}`)
    this.#schedules = [...bySchedule.values()].flatMap((ofSchedule) => {
      if (ofSchedule[0] === undefined) return []
      const { url: _, ...schedule } = planOf(ofSchedule[0], delayShare)
      return [{ schedule, feeds: ofSchedule, takenAt: now, next: nextTurn(schedule, now) }]
    })
  }

  /** The distinct ones. */
  get schedules(): readonly Schedule[] {
    return this.#schedules.map(({ schedule }) => schedule)
  }

  /** The feeds of all schedules that have come round since they were last taken, or whose clock was set back. */
  take(now: Timestamp): readonly FeedSettings[] {
    return this.#schedules.flatMap((taken) => takeFrom(taken, now))
  }
}

function takeFrom(taken: TakenSchedule, now: Timestamp): readonly FeedSettings[] {
  const hasComeRound = taken.next !== null && taken.next <= now
  const wasSetBack = now < taken.takenAt
  taken.takenAt = now
  if (!hasComeRound && !wasSetBack) return []
  taken.next = nextTurn(taken.schedule, now)
  return taken.feeds
}
