import { describe, expect, test } from 'vitest'
import { findScheduleProblem, nextOccurrence, previousOccurrence } from '../../src/core/schedule.ts'
import type { Timestamp } from '../../src/core/time.ts'

const at = (iso: string): Timestamp => iso as Timestamp

describe('previousOccurrence', () => {
  test('an occurrence belongs to its own instant', () => {
    expect(previousOccurrence('*/10 * * * *', 'UTC', at('2026-03-03T08:10:00.000Z'))).toBe(
      '2026-03-03T08:10:00.000Z',
    )
  })

  test('a millisecond before an occurrence, the one before it is the last', () => {
    expect(previousOccurrence('*/10 * * * *', 'UTC', at('2026-03-03T08:09:59.999Z'))).toBe(
      '2026-03-03T08:00:00.000Z',
    )
  })

  test('times of the day are those of the zone', () => {
    expect(previousOccurrence('0 8 * * *', 'Asia/Seoul', at('2026-03-03T08:10:00.000Z'))).toBe(
      '2026-03-02T23:00:00.000Z',
    )
  })

  test('six fields count seconds', () => {
    expect(previousOccurrence('*/5 * * * * *', 'UTC', at('2026-03-03T08:10:07.500Z'))).toBe(
      '2026-03-03T08:10:05.000Z',
    )
  })
})

describe('nextOccurrence', () => {
  test('is strictly after the instant', () => {
    expect(nextOccurrence('0 * * * *', 'UTC', at('2026-03-03T08:00:00.000Z'))).toBe(
      '2026-03-03T09:00:00.000Z',
    )
  })

  test('a time that the change to summer time leaves out comes right after the gap', () => {
    const afterGap = '2026-03-29T01:00:00.000Z'

    expect(nextOccurrence('30 2 * * *', 'Europe/Berlin', at('2026-03-28T12:00:00.000Z'))).toBe(
      afterGap,
    )
    expect(previousOccurrence('30 2 * * *', 'Europe/Berlin', at('2026-03-29T06:00:00.000Z'))).toBe(
      afterGap,
    )
  })

  test('a time that the change to winter time repeats comes once', () => {
    const first = nextOccurrence('30 2 * * *', 'Europe/Berlin', at('2026-10-24T12:00:00.000Z'))

    expect(first).toBe('2026-10-25T00:30:00.000Z')
    expect(nextOccurrence('30 2 * * *', 'Europe/Berlin', at('2026-10-25T00:30:00.000Z'))).toBe(
      '2026-10-26T01:30:00.000Z',
    )
  })
})

describe('findScheduleProblem', () => {
  test.each(['*/15 * * * *', '0 8 * * mon-fri', '*/5 * * * * *', '0 0 1,15 JAN *'])(
    'accepts %s',
    (cron) => {
      expect(findScheduleProblem(cron, 'UTC')).toBeNull()
    },
  )

  test.each([
    ['hourly', 'it has 1 field; a cron expression has five, or six with seconds first'],
    ['0 0 31 2 *', 'it never comes round'],
    ['61 * * * *', 'Invalid value for minute: 61'],
    ['0 0 L * *', '"L" is not a field of a cron expression'],
    ['0 0 * * monday', '"monday" is not a field of a cron expression'],
  ])('says what is wrong with %s', (cron, problem) => {
    expect(findScheduleProblem(cron, 'UTC')).toBe(problem)
  })
})
