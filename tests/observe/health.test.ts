import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createHealth, type HealthCheck, OK, type RunState } from '../../src/observe/health.ts'

const running = (): RunState => 'running'
const sound: HealthCheck = { name: 'sound', read: async () => OK }
const sick: HealthCheck = {
  name: 'sick',
  read: async () => ({ kind: 'problem', reason: 'it has a cold' }),
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

test('is ready when nothing is wrong', async () => {
  const readiness = createHealth([sound], running)

  expect(await readiness()).toEqual({
    isReady: true,
    state: 'running',
    checks: [{ name: 'sound', problem: null }],
  })
})

test('is not ready when one check has a problem, and says which and why', async () => {
  const readiness = createHealth([sound, sick], running)

  expect(await readiness()).toMatchObject({
    isReady: false,
    checks: [
      { name: 'sound', problem: null },
      { name: 'sick', problem: 'it has a cold' },
    ],
  })
})

test('a check that fails is a problem, and tells nothing of what it failed on', async () => {
  const read = async (): Promise<never> => await Promise.reject(new Error('kim@example.org'))
  const readiness = createHealth([{ name: 'broken', read }], running)

  expect((await readiness()).checks).toEqual([{ name: 'broken', problem: 'it could not be read' }])
})

test('a check that does not come back is a problem', async () => {
  const read = (): Promise<never> => new Promise(() => {})
  const readiness = createHealth([{ name: 'hanging', read }], running, 20)

  expect((await readiness()).checks).toEqual([
    { name: 'hanging', problem: 'no answer within some seconds' },
  ])
})

test.each(['starting', 'stopping'] as const)('is not ready while it is %s', async (state) => {
  const readiness = createHealth([sound], () => state)

  expect(await readiness()).toEqual({ isReady: false, state, checks: [] })
})

test('reads its checks once a second at most, however often it is asked', async () => {
  const read = vi.fn(sound.read)
  const readiness = createHealth([{ name: 'sound', read }], running)

  await Promise.all([readiness(), readiness()])
  vi.advanceTimersByTime(999)
  await readiness()
  vi.advanceTimersByTime(1)
  await readiness()

  expect(read).toHaveBeenCalledTimes(2)
})
