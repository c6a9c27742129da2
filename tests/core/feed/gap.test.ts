import { describe, expect, test } from 'vitest'
import { isGap, type Listing, suggestSchedule } from '../../../src/core/feed/gap.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/core/time.ts'

describe('isGap', () => {
  test.each<[string, readonly number[], Listing, boolean]>([
    ['nothing is shared', [3, 2, 1], [null, null, null], true],
    ['the newest is still there', [3, 2, 1], [null, null, 3], false],
    ['nothing is new', [3, 2, 1], [3, 2, 1], false],
    ['one was withdrawn and one is new', [3, 2, 1], [null, 2, 1], false],
    ['what is shared was listed long ago, and not last time', [3, 2, 1], [null, null, 77], true],
    ['a pinned item alone is shared, on top', [9, 3, 2, 1], [9, null, null, null], true],
    ['a pinned item alone is shared, at the end', [3, 2, 1, 9], [null, null, null, null, 9], true],
    ['the last one survives, moved to the end', [3, 2, 1], [null, null, null, null, 3], false],
    ['most of it stays where it was', [5, 4, 3, 2, 1], [null, 4, 3, 2, 1], false],
    ['nothing was listed before', [], [null, null], false],
    ['nothing is listed now', [2, 1], [], false],
    ['all of it was listed long ago', [2, 1], [77, 78], false],
    ['it lists one item at a time', [1], [null], false],
    ['it lists one item now, and listed more', [2, 1], [null], true],
  ])('%s: %j then %j', (_name, before, now, expected) => {
    expect(isGap(before, now)).toBe(expected)
  })
})

test.each([
  [15 * MINUTE_MS, 15 * MINUTE_MS, '*/5 * * * *'],
  [6 * HOUR_MS, 6 * HOUR_MS, '0 * * * *'],
  [DAY_MS, DAY_MS, '0 */6 * * *'],
  [7 * DAY_MS, 7 * DAY_MS, '0 7 * * *'],
  [3 * MINUTE_MS, MINUTE_MS, null],
  [DAY_MS, 15 * MINUTE_MS, null],
])('a gap of %d ms at a schedule of every %d ms suggests %j', (gapMs, intervalMs, expected) => {
  expect(suggestSchedule(gapMs, intervalMs)).toBe(expected)
})
