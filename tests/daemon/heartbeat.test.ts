import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { MINUTE_MS, type Timestamp, timestampOf } from '../../src/core/time.ts'
import { Heartbeat } from '../../src/daemon/heartbeat.ts'
import { Fetcher } from '../../src/fetch/fetcher.ts'
import type { Readiness } from '../../src/observe/health.ts'
import { createLog } from '../../src/observe/log.ts'
import { emptyPage, type PageServer, startPageServer } from '../support/page-server.ts'

const TOKEN = '/ping/5d1ca70e-canary'
const HEALTHY = { brokenCount: 0 }
const BROKEN = { brokenCount: 1 }

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

type World = {
  readonly heartbeat: Heartbeat
  readonly pages: PageServer
  readonly lines: readonly string[]
  /** The paths that were asked for. */
  readonly asked: () => readonly string[]
  /** Waits until so many signs were given in all, whatever became of them. */
  readonly untilGiven: (count: number) => Promise<void>
  url: string | null
  isReady: boolean
}

async function openHeartbeat(): Promise<World> {
  const pages = await startPageServer()
  pages.set(TOKEN, { body: 'OK' })
  const lines: string[] = []
  const stream = { write: (line: string): number => lines.push(line) }
  const log = createLog({ level: 'info', stream, secrets: [] })
  const fetcher = new Fetcher({ userAgent: 'Policywatch/test', perHost: 2 })
  onTestFinished(async () => await fetcher.close())
  const readiness = async (): Promise<Readiness> => ({
    isReady: world.isReady,
    state: 'running',
    checks: [],
  })
  const deps = { fetcher, log, now: (): Timestamp => timestampOf(5_000) }
  const heartbeat = new Heartbeat({ deps, url: (): string | null => world.url, readiness })
  onTestFinished(() => heartbeat.stop())
  const countGiven = async (): Promise<number> => {
    const samples = (await heartbeat.sources[0]?.read()) ?? []
    return samples.reduce((sum, { value }) => sum + value, 0)
  }
  const world: World = {
    heartbeat,
    pages,
    lines,
    url: `${pages.url}${TOKEN}`,
    isReady: true,
    asked: () => pages.requests.map(({ path }) => path),
    untilGiven: async (count) =>
      void (await vi.waitUntil(async () => (await countGiven()) >= count, 10_000)),
  }
  return world
}

test('a healthy round is told, and when that was is known', async () => {
  const { heartbeat, untilGiven, asked } = await openHeartbeat()

  heartbeat.onRound(HEALTHY)
  await untilGiven(1)

  expect(asked()).toEqual([TOKEN])
  expect(await heartbeat.sources[1]?.read()).toEqual([{ value: 5 }])
})

test('rounds that follow one another are told once a minute, the last of them too', async () => {
  const { heartbeat, untilGiven, asked } = await openHeartbeat()

  heartbeat.onRound(HEALTHY)
  await untilGiven(1)
  heartbeat.onRound(HEALTHY)
  heartbeat.onRound(HEALTHY)
  vi.advanceTimersByTime(MINUTE_MS)
  await untilGiven(2)

  expect(asked()).toHaveLength(2)
})

test('a round that could not be carried out is not told, and takes back the one that waits', async () => {
  const { heartbeat, untilGiven, asked } = await openHeartbeat()
  heartbeat.onRound(HEALTHY)
  await untilGiven(1)

  heartbeat.onRound(HEALTHY)
  heartbeat.onRound(BROKEN)
  vi.advanceTimersByTime(5 * MINUTE_MS)
  heartbeat.onRound(BROKEN)
  heartbeat.onRound(HEALTHY)
  await untilGiven(2)

  expect(asked()).toHaveLength(2)
})

test('nothing is told while the daemon is not ready', async () => {
  const world = await openHeartbeat()

  world.isReady = false
  world.heartbeat.onRound(HEALTHY)
  await vi.advanceTimersByTimeAsync(1)
  world.isReady = true
  world.heartbeat.onRound(HEALTHY)
  await world.untilGiven(1)

  expect(world.asked()).toHaveLength(1)
})

test('the address may change, or be taken out, while it runs', async () => {
  const world = await openHeartbeat()

  world.url = null
  world.heartbeat.onRound(HEALTHY)
  await vi.advanceTimersByTimeAsync(1)
  world.pages.set('/other', { body: 'OK' })
  world.url = `${world.pages.url}/other`
  world.heartbeat.onRound(HEALTHY)
  await world.untilGiven(1)

  expect(world.asked()).toEqual(['/other'])
})

test('what fails is said once when it begins and once when it is over, without the address', async () => {
  const { heartbeat, untilGiven, pages, lines } = await openHeartbeat()
  pages.set(TOKEN, emptyPage(404))

  heartbeat.onRound(HEALTHY)
  await untilGiven(1)
  vi.advanceTimersByTime(MINUTE_MS)
  heartbeat.onRound(HEALTHY)
  await untilGiven(2)
  pages.set(TOKEN, { body: 'OK' })
  vi.advanceTimersByTime(MINUTE_MS)
  heartbeat.onRound(HEALTHY)
  await untilGiven(3)

  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { level: 'warn', msg: 'the heartbeat fails', to: pages.url, reason: 'status 404' },
    { level: 'info', msg: 'the heartbeat works again', to: pages.url },
  ])
  expect(lines.join('')).not.toContain('canary')
})

test('it may stand on this machine, and does not let itself be sent to another one that is private', async () => {
  const { heartbeat, untilGiven, pages, lines } = await openHeartbeat()
  pages.set(TOKEN, emptyPage(302, { location: 'http://10.1.2.3/admin' }))

  heartbeat.onRound(HEALTHY)
  await untilGiven(1)

  expect(lines.join('')).toContain('"reason":"blocked-address"')
})

test('a switch that does not answer keeps nobody from ending', async () => {
  const { heartbeat, pages, lines } = await openHeartbeat()
  pages.set(TOKEN, () => {})

  heartbeat.onRound(HEALTHY)
  await vi.waitUntil(() => pages.requests.length === 1)
  heartbeat.stop()
  heartbeat.onRound(HEALTHY)

  expect(lines).toEqual([])
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0))
})
