import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Settings } from '../../src/config/settings.ts'
import { type Chore, Housekeeping } from '../../src/daemon/housekeeping.ts'
import { createLog } from '../../src/observe/log.ts'
import type { Deps } from '../../src/pipeline/deps.ts'

const settings = {} as Settings // handed on and never looked at

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

function keepHouse(
  chores: readonly Chore[],
  signal = new AbortController().signal,
): { readonly house: Housekeeping; readonly lines: string[] } {
  const lines: string[] = []
  const log = createLog({
    level: 'info',
    stream: { write: (line) => lines.push(line) },
    secrets: [],
  })
  const deps = { log } as unknown as Deps // the log is all that it uses by itself
  return { house: new Housekeeping(deps, () => settings, signal, chores), lines }
}

test('a chore is done when it is due, and not otherwise', async () => {
  const run = vi.fn(async () => {})
  const answers = [false, true, false]
  const chore = { name: 'sweep', isDue: async () => answers.shift() ?? false, run }
  const { house } = keepHouse([chore])

  await house.look()
  await house.look()
  await house.look()

  expect(run).toHaveBeenCalledTimes(1)
})

test('a chore that fails is told in the log, keeps no other one from its turn, and rests before it is tried again', async () => {
  const failing = vi.fn(async () => await Promise.reject(new Error('no broom')))
  const other = vi.fn(async () => {})
  const isDue = async (): Promise<boolean> => true
  const { house, lines } = keepHouse([
    { name: 'sweep', isDue, run: failing },
    { name: 'dust', isDue, run: other },
  ])

  await house.look()
  await house.look()
  vi.advanceTimersByTime(16 * 60_000)
  await house.look()

  expect(failing).toHaveBeenCalledTimes(2)
  expect(other).toHaveBeenCalledTimes(3)
  expect(lines[0]).toContain('no broom')
})

test('nothing is begun while a chore is under way, nor after the end was asked for', async () => {
  const stop = new AbortController()
  const { promise, resolve } = Promise.withResolvers<void>()
  const run = vi.fn(async () => await promise)
  const next = vi.fn(async () => {})
  const isDue = async (): Promise<boolean> => true
  const { house } = keepHouse(
    [
      { name: 'sweep', isDue, run },
      { name: 'dust', isDue, run: next },
    ],
    stop.signal,
  )

  const first = house.look()
  await house.look()
  stop.abort()
  resolve()
  await first

  expect(run).toHaveBeenCalledTimes(1)
  expect(next).not.toHaveBeenCalled()
})
