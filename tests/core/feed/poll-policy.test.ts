import { describe, expect, test } from 'vitest'
import {
  articleRetryAt,
  backoffUntil,
  decidePoll,
  type FeedState,
  silentHostRetryAt,
  throttledArticleRetryAt,
} from '../../../src/core/feed/poll-policy.ts'
import { feedIdOf } from '../../../src/core/ids.ts'
import type { Timestamp } from '../../../src/core/time.ts'

const NOW = '2026-03-03T08:20:30.000Z' as Timestamp
const PLAN = { url: 'https://ministry.test/rss', schedule: '*/10 * * * *', timezone: 'UTC' }

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
  lastMessage: null,
  failureCount: 0,
  retryAt: null,
  validators: { etag: '"v1"', lastModified: null },
  bodyHash: 'abc',
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
      validators: { etag: '"v1"', lastModified: null },
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

  test('forgets the validators of another address', () => {
    const moved = { ...PLAN, url: 'https://ministry.test/feed' }

    expect(decidePoll(moved, state(), null, 'schedule', NOW)).toEqual({
      kind: 'poll',
      validators: null,
    })
  })
})

describe('backoffUntil', () => {
  test('does not back off after one failure', () => {
    expect(backoffUntil(1, NOW)).toBeNull()
  })

  test('backs off longer each time, and never beyond six hours', () => {
    expect([2, 3, 4, 9, 500].map((count) => backoffUntil(count, NOW))).toEqual([
      '2026-03-03T08:25:30.000Z',
      '2026-03-03T08:30:30.000Z',
      '2026-03-03T08:40:30.000Z',
      '2026-03-03T14:20:30.000Z',
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
