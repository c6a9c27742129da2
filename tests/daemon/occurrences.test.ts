import { describe, expect, test } from 'vitest'
import type { FeedSettings, Settings } from '../../src/config/settings.ts'
import { feedIdOf } from '../../src/core/ids.ts'
import { addMs, HOUR_MS, MINUTE_MS, type Timestamp } from '../../src/core/time.ts'
import { Occurrences } from '../../src/daemon/occurrences.ts'

const at = (iso: string): Timestamp => iso as Timestamp

const feed = (id: string, schedule: string): FeedSettings => ({
  id: feedIdOf(id),
  url: `https://${id}.test/rss`,
  shownUrl: `https://${id}.test/rss`,
  title: null,
  country: null,
  schedule,
  timezone: 'UTC',
  fullText: false,
  tags: [],
  method: 'GET',
  body: null,
  headers: {},
  allowPrivate: false,
  startWith: 'digest',
})

const settingsOf = (
  timezone: string,
  ...feeds: readonly FeedSettings[]
): Pick<Settings, 'feeds'> => ({
  feeds: new Map(feeds.map((each) => [each.id, { ...each, timezone }])),
})

/** What is taken by looking every 15 seconds from `start` to `end`: the minutes at which something had come round. */
function watch(schedule: string, timezone: string, start: string, end: string): readonly string[] {
  const occurrences = new Occurrences(settingsOf(timezone, feed('a', schedule)), 0, at(start))
  const looks = Array.from({ length: (Date.parse(end) - Date.parse(start)) / 15_000 }, (_, index) =>
    addMs(at(start), (index + 1) * 15_000),
  )
  return looks.filter((now) => occurrences.take(now).length > 0).map((now) => now.slice(5, 16))
}

test('an occurrence is taken once, and together with those of other schedules that meet it', () => {
  const [often, rare] = [feed('often', '*/10 * * * *'), feed('rare', '0 12 * * *')]
  const occurrences = new Occurrences(
    settingsOf('UTC', often, rare),
    0,
    at('2026-03-03T08:05:00.000Z'),
  )
  const later = at('2026-03-03T08:10:00.000Z')

  const taken = [
    occurrences.take(at('2026-03-03T08:09:59.999Z')),
    occurrences.take(later),
    occurrences.take(later),
    occurrences.take(at('2026-03-03T12:00:01.000Z')),
  ]

  expect(taken).toEqual([[], [often], [], [often, rare]])
})

test('feeds of one schedule are taken together', () => {
  const feeds = [feed('a', '0 * * * *'), feed('b', '0 * * * *')]
  const occurrences = new Occurrences(
    settingsOf('UTC', ...feeds),
    0,
    at('2026-03-03T08:05:00.000Z'),
  )

  expect(occurrences.schedules.map(({ schedule }) => schedule)).toEqual(['0 * * * *'])
  expect(occurrences.take(at('2026-03-03T09:00:00.000Z'))).toEqual(feeds)
})

describe('a look every 15 seconds misses nothing', () => {
  test.each([
    [
      'when the clock of Berlin strikes two twice',
      ['*/15 * * * *', 'Europe/Berlin', '2026-10-25T00:20:00.000Z', '2026-10-25T01:50:00.000Z'],
      ['10-25T00:30', '10-25T00:45', '10-25T01:00', '10-25T01:15', '10-25T01:30', '10-25T01:45'],
    ],
    [
      'when the clock of Berlin leaves out the time',
      ['30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00.000Z', '2026-03-30T12:00:00.000Z'],
      ['03-29T01:00', '03-30T00:30'],
    ],
    [
      'when a day in Beirut has no midnight',
      ['0 0 * * *', 'Asia/Beirut', '2026-03-28T12:00:00.000Z', '2026-03-30T12:00:00.000Z'],
      ['03-28T22:00', '03-29T21:00'],
    ],
    [
      'when day and weekday are both given',
      ['0 8 1 * 1', 'UTC', '2026-02-28T00:00:00.000Z', '2026-03-04T00:00:00.000Z'],
      ['03-01T08:00', '03-02T08:00'],
    ],
  ] as const)('%s', (_what, [schedule, timezone, start, end], expected) => {
    expect(watch(schedule, timezone, start, end)).toEqual(expected)
  })
})

test('a clock that is set back is no reason to wait until it has caught up', () => {
  const often = feed('often', '*/10 * * * *')
  const start = at('2026-03-03T08:05:00.000Z')
  const occurrences = new Occurrences(settingsOf('UTC', often), 0, start)

  const taken = [-2 * HOUR_MS, -2 * HOUR_MS + MINUTE_MS, -2 * HOUR_MS + 5 * MINUTE_MS].map((ms) =>
    occurrences.take(addMs(start, ms)),
  )

  expect(taken).toEqual([[often], [], [often]])
})
