import { describe, expect, it } from 'vitest'
import { newsTimesOf } from '../../../src/core/feed/news-times.ts'
import type { Timestamp } from '../../../src/core/time.ts'

const day = (text: string): Timestamp => `${text}T00:00:00.000Z` as Timestamp

type SeenItem = Parameters<typeof newsTimesOf>[0][number]

const item = (id: number, published: string | null, feedId = 'energy'): SeenItem => ({
  id,
  feedId,
  published: published === null ? null : day(published),
  firstSeenAt: day('2026-03-10'),
})

describe('an item whose date is missing or cannot be true', () => {
  it('was news with the one before it in its document', () => {
    const times = newsTimesOf([
      item(3, '2026-03-01'),
      item(1, '2026-03-05'),
      item(2, '2099-01-01'),
      item(4, null),
    ])

    expect([2, 4].map((id) => times.get(id))).toEqual([day('2026-03-05'), day('2026-03-01')])
  })

  it('was news with the one after it when it is the first', () => {
    const times = newsTimesOf([item(1, '1970-01-01'), item(2, '2026-03-05')])

    expect(times.get(1)).toBe(day('2026-03-05'))
  })

  it('was news when it was seen first where no other has a date, or only one of another feed', () => {
    const times = newsTimesOf([item(1, null), item(2, '2026-03-05', 'trade')])

    expect(times.get(1)).toBe(day('2026-03-10'))
  })
})
