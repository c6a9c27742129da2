import { expect, test } from 'vitest'
import { readingLimitsFor } from '../../src/parse/reading-pool.ts'

const MB = 1024 * 1024

test.each([
  ['without a limit', 2 ** 64, 4, { memoryMb: 192, threadCount: 2 }],
  ['with a gigabyte', 1024 * MB, 4, { memoryMb: 192, threadCount: 2 }],
  ['with one processor', 1024 * MB, 1, { memoryMb: 192, threadCount: 1 }],
  ['in a container of 256 MB', 256 * MB, 4, { memoryMb: 64, threadCount: 1 }],
  ['in a container of 128 MB', 128 * MB, 4, { memoryMb: 48, threadCount: 1 }],
])('%s, documents may take what leaves the daemon its own', (_, bytes, processors, limits) => {
  expect(readingLimitsFor(bytes, processors)).toEqual(limits)
})
