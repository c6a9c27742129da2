import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MessageBatch } from '../../src/threads/message-batch.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function openBatch(): { batch: MessageBatch<number>; posted: (readonly number[])[] } {
  const posted: (readonly number[])[] = []
  return { batch: new MessageBatch((all) => void posted.push(all), 1), posted }
}

const upTo = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index)

test('what comes at the same time goes together, in its order', () => {
  const { batch, posted } = openBatch()

  for (const number of upTo(3)) batch.add(number)
  vi.runAllTimers()

  expect(posted).toEqual([[0, 1, 2]])
})

test('much goes in several, and nothing is told twice', () => {
  const { batch, posted } = openBatch()

  for (const number of upTo(40)) batch.add(number)
  const atOnce = posted.length
  vi.runAllTimers()

  expect(atOnce).toBe(2)
  expect(posted.flat()).toEqual(upTo(40))
})

test('what was taken back is not told', () => {
  const { batch, posted } = openBatch()
  batch.add(1)

  batch.clear()
  vi.runAllTimers()

  expect(posted).toEqual([])
})
