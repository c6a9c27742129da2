import { describe, expect, test } from 'vitest'
import { quietAfter } from '../../../src/core/feed/rhythm.ts'
import { addMs, DAY_MS, HOUR_MS, type Timestamp } from '../../../src/core/time.ts'

const START = '2026-03-02T08:00:00.000Z' as Timestamp

/** Arrivals at these days after the start. */
const at = (...days: readonly number[]): readonly Timestamp[] =>
  days.map((day) => addMs(START, day * DAY_MS))

const daysOf = (until: Timestamp, since: Timestamp): number =>
  (Date.parse(until) - Date.parse(since)) / DAY_MS

describe('quietAfter', () => {
  test.each<[string, readonly Timestamp[], number]>([
    ['several a day are expected within three days', at(0, 0.3, 0.5, 1, 1.2, 1.5, 2), 3],
    [
      'daily with weekends off is expected within six days',
      at(0, 1, 2, 3, 4, 7, 8, 9, 10, 11),
      (22 / 9) * 3,
    ],
    ['weekly is expected within six weeks', at(0, 7, 14, 21, 28), 42],
    ['a long pause is granted again, twice over', at(0, 1, 2, 3, 33, 34, 35), 60],
    ['too few to know a rhythm are expected within sixty days', at(0, 1), 60],
    ['a few far apart are expected within twice their distance', at(0, 100), 200],
  ])('%s', (_name, arrivals, days) => {
    const last = arrivals.at(-1) ?? START

    const until = quietAfter(arrivals, last, START)

    expect(daysOf(until, last)).toBeCloseTo(days, 1)
  })

  test('what came together counts once', () => {
    const batch = [0, 7, 14, 21, 28].flatMap((day) =>
      [0, 1, 2].map((n) => addMs(START, day * DAY_MS + n * (HOUR_MS / 10))),
    )

    expect(daysOf(quietAfter(batch, batch.at(-1)!, START), batch.at(-1)!)).toBeCloseTo(42, 0)
  })

  test('a feed that never showed anything is given sixty days from the first look', () => {
    expect(daysOf(quietAfter([], null, START), START)).toBe(60)
  })
})
