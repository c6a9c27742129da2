import { getEventListeners } from 'node:events'
import { expect, test, vi } from 'vitest'
import { onAbort } from '../../src/core/abort-listeners.ts'

test('hundreds are told of a signal by one listener, each once', () => {
  const stop = new AbortController()
  const told = Array.from({ length: 300 }, () => vi.fn())
  for (const tell of told) onAbort(stop.signal, tell)

  const listeners = getEventListeners(stop.signal, 'abort')
  stop.abort()
  stop.abort()

  expect(listeners).toHaveLength(1)
  expect(told.map((tell) => tell.mock.calls.length)).toEqual(Array(300).fill(1))
})

test('who has taken it back is not told', () => {
  const stop = new AbortController()
  const [tell, other] = [vi.fn(), vi.fn()]
  const forget = onAbort(stop.signal, tell)
  onAbort(stop.signal, other)

  forget()
  stop.abort()
  forget()

  expect(tell).not.toHaveBeenCalled()
  expect(other).toHaveBeenCalledOnce()
})

test('nobody listens any more once all have taken it back', () => {
  const stop = new AbortController()
  const [tell, other, late] = [vi.fn(), vi.fn(), vi.fn()]
  const forget = [onAbort(stop.signal, tell), onAbort(stop.signal, other)]

  for (const one of forget) one()
  const left = getEventListeners(stop.signal, 'abort')
  onAbort(stop.signal, late)
  for (const one of forget) one() // says nothing new
  stop.abort()

  expect(left).toEqual([])
  expect(late).toHaveBeenCalledOnce()
})

test('of a signal that is aborted already one is told at once', () => {
  const tell = vi.fn()

  const forget = onAbort(AbortSignal.abort(), tell)
  forget()

  expect(tell).toHaveBeenCalledOnce()
})
