import { expect, it } from 'vitest'
import { describeSchedule } from '../../src/core/describe-schedule.ts'

it.each([
  ['* * * * *', 'every minute'],
  ['*/10 * * * *', 'every 10 minutes'],
  ['0 */10 * * * *', 'every 10 minutes'],
  ['7 * * * *', 'every hour, at minute 7'],
  ['30 3 * * *', 'every day at 03:30'],
  ['0 8 * * 1-5', 'on weekdays at 08:00'],
  ['0 8 * * 1', 'on Mondays at 08:00'],
  ['*/10 * * * * *', null],
  ['0 8 1 * *', null],
  ['0 8,20 * * *', null],
  ['*/10 * * * 1', null],
])('%s is %s', (cron, words) => {
  expect(describeSchedule(cron)).toBe(words)
})
