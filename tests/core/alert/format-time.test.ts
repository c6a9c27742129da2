import { expect, test } from 'vitest'
import { formatDate, formatTime } from '../../../src/core/alert/format-time.ts'
import { timestampOf } from '../../../src/core/time.ts'

const AT = timestampOf(Date.UTC(2026, 2, 2, 15, 5))

test.each([
  ['Asia/Seoul', 'Tue 3 Mar 2026, 00:05 (Asia/Seoul)'],
  ['UTC', 'Mon 2 Mar 2026, 15:05 (UTC)'],
  ['America/New_York', 'Mon 2 Mar 2026, 10:05 (America/New_York)'],
])('in %s it is %s', (timezone, expected) => {
  expect(formatTime(AT, timezone)).toBe(expected)
})

test('summer time counts', () => {
  expect(formatTime(timestampOf(Date.UTC(2026, 6, 1, 12, 0)), 'Europe/Berlin')).toBe(
    'Wed 1 Jul 2026, 14:00 (Europe/Berlin)',
  )
})

test('the day is that of the zone', () => {
  expect(formatDate(AT, 'Asia/Seoul')).toBe('Tue 3 Mar 2026')
})
