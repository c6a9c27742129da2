import { expect, it } from 'vitest'
import { withLocalTimes } from '../../../src/cli/output/format-local-time.ts'

it('instants in a text are told as local times', () => {
  expect(withLocalTimes('held back until 2026-03-02T23:00:00.000Z', 'Asia/Seoul')).toBe(
    'held back until 2026-03-03 08:00',
  )
})

it('what only looks like an instant is left alone', () => {
  expect(withLocalTimes('2026-99-99T99:99:99Z', 'Asia/Seoul')).toBe('2026-99-99T99:99:99Z')
})
