import { expect, test } from 'vitest'
import { parseMaxAge } from '../../src/fetch/max-age.ts'

test.each([
  ['max-age=300', 300],
  ['public, Max-Age=300, must-revalidate', 300],
  ['max-age="60"', 60],
  ['max-age=0', 0],
  ['s-maxage=900', null],
  ['max-age=300, no-cache', null],
  ['no-store, max-age=300', null],
  ['max-age=-1', null],
  ['max-age=soon', null],
  ['x-max-age=5', null],
  [`max-age=${'9'.repeat(400)}`, 2_147_483_648],
  ['', null],
  [undefined, null],
])('Cache-Control %s', (value, expected) => {
  expect(parseMaxAge(value)).toBe(expected)
})
