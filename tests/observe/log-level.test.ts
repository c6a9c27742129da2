import { expect, it } from 'vitest'
import { parseLogLevel } from '../../src/observe/log-level.ts'

it.each([
  [undefined, 'info'],
  ['', 'info'],
  ['DEBUG', 'debug'],
  [' warn ', 'warn'],
  ['loud', null],
])('reads %o as %o', (text, level) => {
  const parsed = parseLogLevel(text)

  expect(parsed).toBe(level)
})
