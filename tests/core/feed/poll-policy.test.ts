import { describe, expect, test } from 'vitest'
import { type FeedState, NOT_MOVED } from '../../../src/core/feed/feed-state.ts'
import {
  articleRetryAt,
  decidePoll,
  findNextPoll,
  retryAfterFailure,
  retryAfterThrottle,
  silentHostRetryAt,
  throttledArticleRetryAt,
} from '../../../src/core/feed/poll-policy.ts'
import { feedIdOf } from '../../../src/core/ids.ts'
import { addMs, DAY_MS, type Timestamp } from '../../../src/core/time.ts'

const NOW = '2026-03-03T08:20:30.000Z' as Timestamp
const VALIDATORS = { url: 'https://ministry.test/rss', etag: '"v1"', lastModified: null }
const PLAN = {
  url: 'https://ministry.test/rss',
  schedule: '*/10 * * * *',
  timezone: 'UTC',
  delayMs: 0,
}

const state = (change: Partial<FeedState> = {}): FeedState => ({
  feedId: feedIdOf('ministry'),
  url: PLAN.url,
  title: null,
  link: null,
  language: null,
  firstSucceededAt: '2026-03-01T00:00:00.000Z' as Timestamp,
  lastPolledAt: '2026-03-03T08:10:01.000Z' as Timestamp,
  lastSucceededAt: '2026-03-03T08:10:01.000Z' as Timestamp,
  lastOutcome: 'stored',
  outcomeCount: 1,
  lastMessage: null,
  failureCount: 0,
  throttleCount: 0,
  throttledUntil: null,
  retryAt: null,
  validators: VALIDATORS,
  bodyHash: 'abc',
  fullAt: '2026-03-03T08:10:01.000Z' as Timestamp,
  ttlMinutes: null,
  freshUntil: null,
  move: NOT_MOVED,
  lastNewsAt: null,
  quietAfter: null,
  listedItems: [],
  ...change,
})

describe('decidePoll', () => {
  test('polls a feed that was never polled at once, without validators', () => {
    expect(decidePoll(PLAN, null, null, 'schedule', NOW)).toEqual({
      kind: 'poll',
      validators: null,
    })
  })

  test('polls when an occurrence has passed since the last poll', () => {
    expect(decidePoll(PLAN, state(), null, 'schedule', NOW)).toEqual({
      kind: 'poll',
      validators: VALIDATORS,
    })
  })

  test('does not poll the same occurrence twice', () => {
    const polled = state({ lastPolledAt: '2026-03-03T08:20:00.000Z' as Timestamp })

    expect(decidePoll(PLAN, polled, null, 'schedule', NOW).kind).toBe('skip')
  })

  test('polls by hand whenever it is asked', () => {
    const polled = state({ lastPolledAt: NOW, retryAt: '2026-03-03T12:00:00.000Z' as Timestamp })

    expect(decidePoll(PLAN, polled, null, 'now', NOW).kind).toBe('poll')
  })

  test('leaves a host alone that asked for it, by hand too', () => {
    const until = '2026-03-03T09:00:00.000Z' as Timestamp

    expect(decidePoll(PLAN, state(), until, 'now', NOW)).toMatchObject({ kind: 'skip', until })
  })

  test('lets a broken feed back off', () => {
    const until = '2026-03-03T08:25:00.000Z' as Timestamp

    expect(decidePoll(PLAN, state({ retryAt: until }), null, 'schedule', NOW)).toMatchObject({
      kind: 'skip',
      until,
    })
  })

  test('polls a broken feed when its back-off has ended, whatever its schedule', () => {
    const yearly = { ...PLAN, schedule: '0 0 1 1 *' }

    expect(decidePoll(yearly, state({ retryAt: NOW }), null, 'schedule', NOW).kind).toBe('poll')
  })

  test('leaves a feed alone whose server asked for it, by hand too', () => {
    const until = '2026-03-03T09:00:00.000Z' as Timestamp
    const throttled = state({ throttleCount: 1, throttledUntil: until, retryAt: until })

    expect(decidePoll(PLAN, throttled, null, 'now', NOW)).toMatchObject({ kind: 'skip', until })
  })

  test('holds to the later of two blocks', () => {
    const [sooner, later] = [addMs(NOW, 60_000), addMs(NOW, 120_000)]
    const throttled = state({ throttleCount: 1, throttledUntil: later, retryAt: later })

    expect(decidePoll(PLAN, throttled, sooner, 'schedule', NOW)).toMatchObject({ until: later })
    expect(decidePoll(PLAN, throttled, addMs(later, 1), 'schedule', NOW)).toMatchObject({
      until: addMs(later, 1),
    })
  })

  describe('does not believe a clock that was ahead', () => {
    const YEARS_AHEAD = '2031-01-01T00:00:00.000Z' as Timestamp

    test.each<[string, Partial<FeedState>]>([
      ['when a feed was polled', { lastPolledAt: YEARS_AHEAD }],
      [
        'when a feed was polled and failed',
        { lastPolledAt: addMs(NOW, 1), retryAt: addMs(NOW, 9) },
      ],
      ['until when a feed backs off', { retryAt: YEARS_AHEAD }],
      ['until when a feed is left alone', { retryAt: YEARS_AHEAD, throttledUntil: YEARS_AHEAD }],
    ])('%s', (_what, change) => {
      expect(decidePoll(PLAN, state(change), null, 'schedule', NOW).kind).toBe('poll')
    })

    test('until when a host is left alone', () => {
      expect(decidePoll(PLAN, state(), YEARS_AHEAD, 'schedule', NOW).kind).toBe('poll')
    })

    test('but does believe the longest wait that there is', () => {
      expect(decidePoll(PLAN, state(), addMs(NOW, DAY_MS), 'schedule', NOW).kind).toBe('skip')
    })
  })

  test('forgets the validators of another address', () => {
    const moved = { ...PLAN, url: 'https://ministry.test/feed' }

    expect(decidePoll(moved, state(), null, 'schedule', NOW)).toEqual({
      kind: 'poll',
      validators: null,
    })
  })
})

describe('findNextPoll', () => {
  const at = (time: string): Timestamp => `2026-03-03T${time}.000Z` as Timestamp

  test.each<[string, Partial<FeedState>, Timestamp | null, Timestamp]>([
    ['a feed that is due', {}, null, NOW],
    ['a feed that was just polled', { lastPolledAt: NOW }, null, at('08:30:00')],
    ['a broken feed', { retryAt: at('08:23:00') }, null, at('08:23:00')],
    ['a feed whose host is left alone', {}, at('08:33:00'), at('08:33:00')],
    [
      'a feed that is not due when its host may be asked again',
      { lastPolledAt: NOW },
      at('08:23:00'),
      at('08:30:00'),
    ],
    ['a broken feed of such a host', { retryAt: at('08:23:00') }, at('08:33:00'), at('08:33:00')],
  ])('of %s', (_what, change, hostBlockedUntil, expected) => {
    expect(findNextPoll(PLAN, state(change), hostBlockedUntil, NOW)).toBe(expected)
  })

  test('of a feed that was never polled is now', () => {
    expect(findNextPoll(PLAN, null, null, NOW)).toBe(NOW)
  })
})

describe('retryAfterFailure', () => {
  test.each([
    ['*/2 * * * *', '2026-03-03T08:22:00.000Z'],
    ['0 8 * * *', '2026-03-03T08:25:30.000Z'],
  ])(
    'after one failure is the next tick of %s, and no later than in five minutes',
    (schedule, expected) => {
      expect(retryAfterFailure({ ...PLAN, schedule }, 1, NOW)).toBe(expected)
    },
  )

  test('comes later each time, and never more than six hours later', () => {
    const often = { ...PLAN, schedule: '* * * * *' }

    expect([2, 3, 4, 9, 500].map((count) => retryAfterFailure(often, count, NOW))).toEqual([
      '2026-03-03T08:30:30.000Z',
      '2026-03-03T08:40:30.000Z',
      '2026-03-03T09:00:30.000Z',
      '2026-03-03T14:20:30.000Z',
      '2026-03-03T14:20:30.000Z',
    ])
  })
})

describe('retryAfterThrottle', () => {
  const UNTIL = '2026-03-03T08:21:30.000Z' as Timestamp

  test('is never before the server wants it', () => {
    const until = '2026-03-03T12:00:00.000Z' as Timestamp

    expect(retryAfterThrottle(PLAN, 1, until, NOW)).toBe(until)
  })

  test('is the next tick after that when a server wants it soon', () => {
    expect(retryAfterThrottle({ ...PLAN, schedule: '* * * * *' }, 9, UNTIL, NOW)).toBe(
      '2026-03-03T08:22:00.000Z',
    )
  })

  test('comes later each time when the schedule is rare', () => {
    const daily = { ...PLAN, schedule: '0 8 * * *' }

    expect([1, 2, 9].map((count) => retryAfterThrottle(daily, count, UNTIL, NOW))).toEqual([
      '2026-03-03T08:25:30.000Z',
      '2026-03-03T08:30:30.000Z',
      '2026-03-03T14:20:30.000Z',
    ])
  })
})

describe('articleRetryAt', () => {
  test('waits longer each time, and gives up after the sixth attempt', () => {
    expect([1, 2, 3, 4, 5, 6].map((attempts) => articleRetryAt(attempts, NOW))).toEqual([
      '2026-03-03T08:30:30.000Z',
      '2026-03-03T09:20:30.000Z',
      '2026-03-03T14:20:30.000Z',
      '2026-03-04T08:20:30.000Z',
      '2026-03-05T08:20:30.000Z',
      null,
    ])
  })
})

describe('throttledArticleRetryAt', () => {
  const SOON = '2026-03-03T08:22:30.000Z' as Timestamp

  test('is the end of the block the first time', () => {
    expect(throttledArticleRetryAt(1, SOON, NOW)).toBe(SOON)
  })

  test('becomes rarer when the server always says so, and gives up in the end', () => {
    expect([2, 3, 7].map((attempts) => throttledArticleRetryAt(attempts, SOON, NOW))).toEqual([
      '2026-03-03T08:30:30.000Z',
      '2026-03-03T09:20:30.000Z',
      null,
    ])
  })

  test('is never before the end of the block', () => {
    const tomorrow = '2026-03-04T08:00:00.000Z' as Timestamp

    expect(throttledArticleRetryAt(2, tomorrow, NOW)).toBe(tomorrow)
  })
})

test('silentHostRetryAt leaves a host alone for ten minutes', () => {
  expect(silentHostRetryAt(NOW)).toBe('2026-03-03T08:30:30.000Z')
})
