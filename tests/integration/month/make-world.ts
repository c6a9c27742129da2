import { diceOf, seedOf } from '../../../bench/rules/random.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/core/time.ts'
import { makeStories } from './make-stories.ts'
import { makeSubscriptions } from './make-subscriptions.ts'
import { type Span, START_MS } from './month-calendar.ts'
import { makeRules } from './month-rules.ts'
import type { MonthSize } from './month-size.ts'
import type { MonthFeed, MonthWorld } from './month-world.ts'

const TIMEZONES = ['Europe/Brussels', 'America/New_York', 'Asia/Seoul'] as const

export function makeWorld(size: MonthSize): MonthWorld {
  const dice = diceOf(seedOf('month', size.seed))
  const timezone = dice.pick(TIMEZONES)
  const feeds = makeFeeds(size)
  const rules = makeRules(size, feeds)
  return {
    size,
    timezone,
    feeds,
    rules,
    subscriptions: makeSubscriptions(size, rules),
    stories: makeStories(size, feeds, rules),
    diskFull: planDiskFull(size, timezone),
  }
}

/** How often feeds are looked at, as often as it stands here. */
const SCHEDULES = [
  '0 * * * *',
  '10 */3 * * *',
  '10 */3 * * *',
  '25 */3 * * *',
  '20 */6 * * *',
  '20 */6 * * *',
  '40 1-23/6 * * *',
  '40 1-23/6 * * *',
] as const

const FEEDS_PER_HOST = 5
const TAG_COUNT = 5

function makeFeeds({ feedCount, seed }: MonthSize): readonly MonthFeed[] {
  return Array.from({ length: feedCount }, (_, index) => {
    const dice = diceOf(seedOf(`feed ${seed}`, index))
    const id = `feed-${index}`
    return {
      id,
      url: `https://ministry${Math.floor(index / FEEDS_PER_HOST)}.test/${id}.xml`,
      schedule: dice.pick(SCHEDULES),
      startWith: dice.pick([
        'everything',
        'everything',
        'everything',
        'digest',
        'nothing',
      ] as const),
      tag: `tag${index % TAG_COUNT}`,
    }
  })
}

/** Early in a morning, while daily digests fall due, and at any time. */
function planDiskFull(
  { dayCount, diskFullHours, seed }: MonthSize,
  timezone: string,
): readonly Span[] {
  const dice = diceOf(seedOf('disk full', seed))
  const lengthMs = diskFullHours * HOUR_MS
  const eight = at8(START_MS + Math.ceil(dayCount * 0.3) * DAY_MS, timezone)
  const morning = eight - 20 * MINUTE_MS
  const any = START_MS + Math.floor((dayCount * 0.6 + dice.next() * dayCount * 0.3) * DAY_MS)
  return [morning, any].map((from) => ({ from, until: from + lengthMs }))
}

/** Eight o'clock of the day that has begun, or is about to begin, at midnight UTC. */
function at8(midnight: number, timezone: string): number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: timezone,
    hour: 'numeric',
    hourCycle: 'h23',
  })
  const hours = Array.from({ length: 24 }, (_, hour) => midnight + hour * HOUR_MS)
  return hours.find((at) => Number(format.format(at)) === 8) ?? midnight
}
