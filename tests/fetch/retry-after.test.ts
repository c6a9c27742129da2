import { expect, test } from 'vitest'
import { LONGEST_WAIT_MS } from '../../src/core/feed/poll-policy.ts'
import { parseRetryAfter } from '../../src/fetch/retry-after.ts'

const ANSWERED_AT_MS = Date.UTC(2026, 2, 2, 9, 0, 0)

test.each([
  ['seconds', '120', 120_000],
  ['no wait', '0', null],
  ['a date', 'Mon, 02 Mar 2026 09:02:00 GMT', 120_000],
  ['a date of the old kind', 'Monday, 02-Mar-26 09:02:00 GMT', 120_000],
  ['a date of asctime', 'Mon Mar  2 09:02:00 2026', 120_000],
  ['a date in the past', 'Mon, 02 Mar 2026 08:00:00 GMT', null],
  ['the date of the answer itself', 'Mon, 02 Mar 2026 09:00:00 GMT', null],
  ['a year in seconds', '31536000', LONGEST_WAIT_MS],
  ['a number beyond numbers', '9'.repeat(400), LONGEST_WAIT_MS],
  ['a date in the far future', 'Fri, 31 Dec 9999 23:59:59 GMT', LONGEST_WAIT_MS],
  ['a negative number', '-5', null],
  ['a fraction', '1.5', null],
  ['a word', 'soon', null],
  ['a date without its day', '2026-03-02', null],
  ['an impossible date', 'Mon, 99 Mar 2026 09:00:00 GMT', null],
  ['nothing', '', null],
  ['no header', undefined, null],
])('%s', (_what, value, expected) => {
  expect(parseRetryAfter(value, ANSWERED_AT_MS)).toBe(expected)
})
