import { expect, test } from 'vitest'
import { delayShareOf, pollDelayMs } from '../../../src/core/feed/poll-delay.ts'

test.each([
  ['*/10 * * * *', 0.5, 30_000],
  ['*/5 * * * *', 0.5, 15_000],
  ['0 9 * * 1-5', 1, 60_000],
  ['* * * * *', 0.9, 0],
  ['*/2 * * * * *', 0.9, 0],
  ['0 0 1 1 *', 0, 0],
])('%s is taken by a share of %d after %d ms', (schedule, share, expected) => {
  expect(pollDelayMs(schedule, 'Asia/Seoul', share)).toBe(expected)
})

test.each([
  ['000000000000', 0],
  ['800000000000', 0.5],
  ['ffffffffffff', 0.999],
  ['', 0],
])('the installation %j has a share of about %d', (installation, expected) => {
  expect(delayShareOf(installation)).toBeCloseTo(expected, 2)
})
