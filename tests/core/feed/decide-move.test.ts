import { describe, expect, test } from 'vitest'
import {
  type MovingPoll,
  moveAfterFailure,
  moveAfterSuccess,
} from '../../../src/core/feed/decide-move.ts'
import { type Move, NOT_MOVED } from '../../../src/core/feed/feed-state.ts'
import type { Timestamp } from '../../../src/core/time.ts'

const URL_A = 'https://a.test/feed'
const URL_B = 'https://b.test/feed'
const URL_C = 'https://c.test/feed'
const NOW = '2026-03-03T08:00:00.000Z' as Timestamp
const EARLIER = '2026-03-02T08:00:00.000Z' as Timestamp

const poll = (movedTo: string | null, change: Partial<MovingPoll> = {}): MovingPoll => ({
  url: URL_A,
  asked: 'configured',
  answeredBy: movedTo ?? URL_A,
  movedTo,
  itemsAre: 'shared',
  at: NOW,
  ...change,
})

/** What is known after these polls in turn. */
const after = (...polls: readonly MovingPoll[]): Move => polls.reduce(moveAfterSuccess, NOT_MOVED)

const atB: Move = { to: null, count: 0, adoptedUrl: URL_B, checkedAt: EARLIER }

describe('an address that leads elsewhere for good', () => {
  test.each<[string, readonly MovingPoll[], Move]>([
    [
      'is counted',
      Array(4).fill(poll(URL_B)),
      { to: URL_B, count: 4, adoptedUrl: null, checkedAt: null },
    ],
    [
      'is adopted after five polls',
      Array(5).fill(poll(URL_B)),
      { to: null, count: 0, adoptedUrl: URL_B, checkedAt: NOW },
    ],
    [
      'begins anew when it answers itself between',
      [...Array(4).fill(poll(URL_B)), poll(null), poll(URL_B)],
      { to: URL_B, count: 1, adoptedUrl: null, checkedAt: null },
    ],
    [
      'begins anew when it leads to another place',
      [...Array(4).fill(poll(URL_B)), poll(URL_C)],
      { to: URL_C, count: 1, adoptedUrl: null, checkedAt: null },
    ],
    [
      'is never adopted when its items were strange at first',
      [poll(URL_B, { itemsAre: 'strange' }), ...Array(9).fill(poll(URL_B))],
      { to: URL_B, count: 0, adoptedUrl: null, checkedAt: null },
    ],
    [
      'does not count a poll whose items are strange',
      [poll(URL_B), poll(URL_B, { itemsAre: 'strange' })],
      { to: URL_B, count: 1, adoptedUrl: null, checkedAt: null },
    ],
  ])('%s', (_name, polls, expected) => {
    expect(after(...polls)).toEqual(expected)
  })
})

describe('an adopted address', () => {
  test.each<[string, MovingPoll, Move]>([
    ['stays while it answers', poll(null, { asked: 'adopted' }), atB],
    ['stays when the configured one still leads there', poll(URL_B), { ...atB, checkedAt: NOW }],
    ['is given up when the configured one serves the feed itself', poll(null), NOT_MOVED],
    [
      'stays when the configured one sends there for the time being',
      poll(null, { answeredBy: URL_B }),
      { ...atB, checkedAt: NOW },
    ],
    ['is given up when it leads back', poll(URL_A, { asked: 'adopted' }), NOT_MOVED],
    [
      'is counted on when it leads further',
      poll(URL_C, { asked: 'adopted' }),
      { to: URL_C, count: 1, adoptedUrl: URL_B, checkedAt: EARLIER },
    ],
  ])('%s', (_name, next, expected) => {
    expect(moveAfterSuccess(atB, next)).toEqual(expected)
  })

  test.each([
    [1, atB],
    [2, atB],
    [3, NOT_MOVED],
  ])('after %d polls that brought nothing is %j', (count, expected) => {
    expect(moveAfterFailure(atB, count)).toEqual(expected)
  })
})
