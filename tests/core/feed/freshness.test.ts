import { expect, test } from 'vitest'
import { freshUntil } from '../../../src/core/feed/freshness.ts'
import type { Timestamp } from '../../../src/core/time.ts'

const NOW = '2026-03-03T08:00:02.000Z' as Timestamp

const NEXT_TURN = '2026-03-03T08:10:00.000Z' as Timestamp

test.each([
  [null, null, null],
  [540, null, null],
  [600, null, null],
  [0, null, null],
  [null, 0, null],
  [900, null, '2026-03-03T08:13:32.000Z'],
  [null, 60, '2026-03-03T08:55:02.000Z'],
  [900, 60, '2026-03-03T08:55:02.000Z'],
  [7200, 60, '2026-03-03T09:55:02.000Z'],
  [31_536_000, null, '2026-03-04T07:55:02.000Z'],
  [null, 10_080, '2026-03-04T07:55:02.000Z'],
])('max-age %j s and ttl %j min last until %j', (maxAge, ttl, expected) => {
  expect(freshUntil(NOW, NEXT_TURN, maxAge, ttl)).toBe(expected)
})

test('where no turn follows nothing is to be waited for', () => {
  expect(freshUntil(NOW, null, 3600, null)).toBeNull()
})
