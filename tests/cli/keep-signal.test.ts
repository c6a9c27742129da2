import { expect, it } from 'vitest'
import { keepSignal } from '../../src/cli/keep-signal.ts'
import { openTestIo } from './run-command-line.ts'

it('keeps a signal that comes before anybody heeds it, however often it comes', () => {
  const { io, signal } = openTestIo()
  const kept = keepSignal(io, 'SIGUSR2')
  let heard = 0

  signal('SIGUSR2')
  signal('SIGUSR2')
  kept.onSignal(() => {
    heard += 1
  })

  expect(heard).toBe(1)
})

it('passes on each signal while it is heeded', () => {
  const { io, signal } = openTestIo()
  const kept = keepSignal(io, 'SIGUSR2')
  let heard = 0
  kept.onSignal(() => {
    heard += 1
  })

  signal('SIGUSR2')
  signal('SIGUSR2')

  expect(heard).toBe(2)
})

it('holds off the signal after it is no longer heeded, until it is released', () => {
  const { io, signal, isListening } = openTestIo()
  const kept = keepSignal(io, 'SIGUSR2')
  let heard = 0
  const stop = kept.onSignal(() => {
    heard += 1
  })

  stop()
  signal('SIGUSR2')
  const whileKept = isListening('SIGUSR2')
  kept.release()

  expect([heard, whileKept, isListening('SIGUSR2')]).toEqual([0, true, false])
})
