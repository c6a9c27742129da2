import { expect, it, onTestFinished, vi } from 'vitest'
import { stopSignal, untilAborted } from '../../src/cli/stop-signal.ts'
import { openTestIo } from './run-command-line.ts'

it('is aborted by the first of its signals', async () => {
  const { io, signal } = openTestIo()
  const stop = stopSignal(io, ['SIGINT', 'SIGTERM'])

  signal('SIGTERM')

  await untilAborted(stop)
  expect(stop.aborted).toBe(true)
})

it('is not aborted by another signal', () => {
  const { io, signal } = openTestIo()
  const stop = stopSignal(io, ['SIGTERM'])

  signal('SIGHUP')

  expect(stop.aborted).toBe(false)
})

it('takes the echo of a Ctrl-C for the same wish, and leaves a later signal to the system', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { io, signal, isListening } = openTestIo()
  stopSignal(io, ['SIGINT'])

  signal('SIGINT')
  const afterFirst = isListening('SIGINT')
  vi.advanceTimersByTime(1_000)

  expect([afterFirst, isListening('SIGINT')]).toEqual([true, false])
})
