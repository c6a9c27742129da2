import { describe, expect, it } from 'vitest'
import { doubtOfDate, newsTimeOf } from '../../../src/core/feed/doubt-of-date.ts'
import type { Timestamp } from '../../../src/core/time.ts'

const at = (iso: string): Timestamp => iso as Timestamp
const SEEN = at('2026-03-03T00:00:00.000Z')

describe('the doubt of a date', () => {
  it.each([
    ['2026-03-02T00:00:00.000Z', null],
    ['1996-01-01T00:00:00.000Z', null],
    ['2026-03-04T12:00:00.000Z', null],
    ['2026-03-04T12:00:00.001Z', 'future'],
    ['9998-12-31T00:00:00.000Z', 'future'],
    ['1970-01-01T00:00:00.000Z', 'absurd'],
    ['1601-01-01T00:00:00.000Z', 'absurd'],
  ])('of %s, seen first on 3 March 2026, is %s', (published, doubt) => {
    expect(doubtOfDate(at(published), SEEN)).toBe(doubt)
  })
})

describe('the time at which an item was news', () => {
  it.each([
    ['2026-03-02T00:00:00.000Z', '2026-03-02T00:00:00.000Z'],
    ['2026-03-03T09:00:00.000Z', SEEN],
    ['2099-01-01T00:00:00.000Z', SEEN],
    ['1970-01-01T00:00:00.000Z', SEEN],
  ])('is by its date %s the instant %s', (published, instant) => {
    expect(newsTimeOf({ published: at(published), firstSeenAt: SEEN })).toBe(instant)
  })

  it('is that of the first sight where it has no date', () => {
    expect(newsTimeOf({ published: null, firstSeenAt: SEEN })).toBe(SEEN)
  })
})
