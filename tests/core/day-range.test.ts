import { describe, expect, test } from 'vitest'
import { dayIndexOf, lastDays } from '../../src/core/day-range.ts'
import type { Timestamp } from '../../src/core/time.ts'

const at = (text: string): Timestamp => text as Timestamp

describe('the last days', () => {
  test('begin at midnight in their timezone, the last one being that of now', () => {
    const range = lastDays(at('2026-03-01T16:00:00.000Z'), 3, 'Asia/Seoul')

    expect(range.dates).toEqual(['2026-02-28', '2026-03-01', '2026-03-02'])
    expect(range.since).toBe('2026-02-27T15:00:00.000Z')
  })

  test('are of 23 and 25 hours where the clocks change', () => {
    const { starts } = lastDays(at('2026-03-30T12:00:00.000Z'), 3, 'Europe/Berlin')

    expect(starts).toEqual([
      '2026-03-27T23:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ])
  })

  test.each([
    ['the first instant of a day', '2026-02-28T15:00:00.000Z', 1],
    ['the last one of the day before', '2026-02-28T14:59:59.999Z', 0],
    ['what is still to come', '2026-03-09T00:00:00.000Z', 2],
    ['what was before all', '2026-02-27T14:59:59.999Z', -1],
  ])('know the place of %s', (_, instant, index) => {
    const range = lastDays(at('2026-03-01T16:00:00.000Z'), 3, 'Asia/Seoul')

    expect(dayIndexOf(range, at(instant))).toBe(index)
  })

  test.each([0, -1, 1.5, 3_661, Number.NaN])('cannot be %s in number', (count) => {
    expect(() => lastDays(at('2026-03-01T16:00:00.000Z'), count, 'UTC')).toThrow(RangeError)
  })
})
