import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Fetcher } from '../../src/fetch/fetcher.ts'
import { ReadingPool } from '../../src/parse/reading-pool.ts'
import { createPollPlaces, PollPlaces } from '../../src/pipeline/poll-places.ts'
import { workByHost } from '../../src/pipeline/work-by-host.ts'

/** Hangs until its deadline, long after it counts as slow. */
const LONG_MS = 10_000
const IDLE = 0.1
const BUSY = 1

type World = {
  readonly places: PollPlaces
  busyShare: number
  unreadBytes: number
}

function openWorld(): World {
  const world: World = {
    busyShare: IDLE,
    unreadBytes: 0,
    places: new PollPlaces({
      readUnreadBytes: (): number => world.unreadBytes,
      readBusyShare: (): number => world.busyShare,
      now: (): number => Date.now(),
    }),
  }
  return world
}

/** Asks for so many places at once, and tells how many were given. */
function ask(places: PollPlaces, count: number): { given: number; readonly leave: (() => void)[] } {
  const asked = { given: 0, leave: [] as (() => void)[] }
  for (let times = 0; times < count; times += 1) {
    void places.take().then((leave) => {
      asked.given += 1
      asked.leave.push(leave)
    })
  }
  return asked
}

/** Each feed that has a place takes `ms`, and the next ones come, `turns` times. */
async function work(asked: ReturnType<typeof ask>, ms: number, turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    await vi.advanceTimersByTimeAsync(ms)
    for (const leave of asked.leave.splice(0)) leave()
  }
  await vi.advanceTimersByTimeAsync(0)
}

/** By the clock of the test. */
async function pass(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms))
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('places to poll', () => {
  test('become more while feeds wait and the loop has time, up to a bound', async () => {
    const { places } = openWorld()
    const asked = ask(places, 5_000)
    await work(asked, 350, 8)

    const underWay = asked.leave.length

    expect(underWay).toBe(512)
  })

  test('become fewer while the loop is busy, and never none', async () => {
    const world = openWorld()
    world.busyShare = BUSY
    const asked = ask(world.places, 5_000)
    await work(asked, 350, 30)

    const underWay = asked.leave.length

    expect(underWay).toBe(32)
  })

  test('are free again when feeds that hang have moved aside', async () => {
    const world = openWorld()
    world.busyShare = BUSY
    const hanging = ask(world.places, 60)
    const others = ask(world.places, 500)
    await vi.advanceTimersByTimeAsync(LONG_MS)

    await work(others, 1, 20)

    expect(hanging.given).toBe(60)
    expect(others.given).toBe(500)
  })

  test('are kept by those that hang beside hundreds that hang, until these end', async () => {
    const world = openWorld()
    const hanging = ask(world.places, 2_000)
    await vi.advanceTimersByTimeAsync(100 * LONG_MS)
    const before = hanging.given

    for (const leave of hanging.leave.splice(0, 10)) leave()
    await vi.advanceTimersByTimeAsync(0)

    expect(before).toBeLessThanOrEqual(512 + 256)
    expect(hanging.given).toBeGreaterThanOrEqual(before + 10)
  })

  test('are given to nobody while the readers are behind, unless nobody is under way', async () => {
    const world = openWorld()
    world.unreadBytes = 100_000_000
    const asked = ask(world.places, 3)
    await vi.advanceTimersByTimeAsync(LONG_MS)
    const behind = asked.given

    world.unreadBytes = 0
    asked.leave[0]?.()
    await vi.advanceTimersByTimeAsync(0)

    expect(behind).toBe(1)
    expect(asked.given).toBe(3)
  })
})

test('a thousand slow feeds are polled in three seconds, and those that hang keep nobody waiting', async () => {
  const { places } = openWorld()
  const feeds = Array.from({ length: 1_000 }, (_, index) => index)
  const hostOf = (feed: number): string => `${feed % 500}`
  const startedAt = Date.now()
  let answeredAt = 0

  const polling = workByHost(feeds, hostOf, { perHost: 2, atOnce: places }, async (feed) => {
    const isHanging = feed % 25 === 24
    await pass(isHanging ? LONG_MS : 200 + (feed % 300))
    if (!isHanging) answeredAt = Date.now()
  })
  await vi.advanceTimersByTimeAsync(10 * LONG_MS)
  await polling

  expect(answeredAt - startedAt).toBeLessThan(3_000)
})

test('the loops themselves say how busy they are', async () => {
  vi.useRealTimers()
  const fetcher = new Fetcher({ userAgent: 'Policywatch/test', perHost: 2 })
  const places = createPollPlaces({ reading: new ReadingPool(), fetcher })

  const leave = await places.take()
  await wait(1)
  leave()

  await expect(places.take()).resolves.toBeTypeOf('function')
})
