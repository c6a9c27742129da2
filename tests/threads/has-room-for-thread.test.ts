import { expect, test } from 'vitest'
import { hasRoomForThread } from '../../src/threads/has-room-for-thread.ts'

const GIB = 1024 ** 3

test.each([
  ['a machine with room', 4 * GIB, 2, true],
  ['a machine that says nothing of a limit', 2 ** 64, 8, true],
  ['a small container', 0.25 * GIB, 2, false],
  ['one processor', 4 * GIB, 1, false],
])('%s has room for a thread, or not', (_what, bytes, processors, hasRoom) => {
  expect(hasRoomForThread(bytes, processors)).toBe(hasRoom)
})
