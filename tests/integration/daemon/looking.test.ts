import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { MINUTE_MS, SECOND_MS } from '../../../src/core/time.ts'
import { Daemon } from '../../../src/daemon/daemon.ts'
import type { PollReport } from '../../../src/pipeline/poll-report.ts'
import { rssOf } from '../../support/feed-text.ts'
import { NO_WATCHER } from '../../support/no-watcher.ts'
import { type PageServer, startPageServer } from '../../support/page-server.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, makeClock, openTestApp, type TestClock } from '../../support/test-app.ts'

const LOOK_MS = 15 * SECOND_MS
const DAILY = '0 8 * * *'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

type World = {
  readonly pages: PageServer
  readonly clock: TestClock
  readonly reports: readonly PollReport[]
  readonly daemon: Daemon
  /** Lets the daemon's clock go on, and then look once. */
  readonly look: (afterMs: number) => Promise<void>
  /** Waits for so many reports in all; there are no more. */
  readonly waitForReports: (count: number) => Promise<void>
}

/** A daemon that has polled its daily feeds once, on a made-up clock at which node-cron never ticks. */
async function startDaemon(
  start: string,
  names: readonly string[],
  setUp: (pages: PageServer) => void,
): Promise<World> {
  const [pages, clock] = [await startPageServer(), makeClock(start)]
  setUp(pages)
  const lines = names.map(
    (name) =>
      `  ${name}: { url: "${pages.url}/${name}.xml", allowPrivate: true, schedule: "${DAILY}" }`,
  )
  const settings = await loadSettings(makeTempDir(), `feeds:\n${lines.join('\n')}\n`)
  const app = await openTestApp(settings, { now: () => clock.now })
  const reports: PollReport[] = []
  const onPoll = (report: PollReport): void => void reports.push(report)
  const daemon = new Daemon(app.deps, settings, { ...NO_WATCHER, onPoll })
  onTestFinished(async () => await daemon.stop(0))
  await daemon.start()
  const waitForReports = async (count: number): Promise<void> => {
    await vi.waitUntil(() => reports.length >= count, 10_000)
    expect(reports).toHaveLength(count)
  }
  await waitForReports(names.length)
  const look = async (afterMs: number): Promise<void> => {
    clock.advance(afterMs)
    await vi.advanceTimersByTimeAsync(LOOK_MS)
  }
  return { pages, clock, reports, daemon, look, waitForReports }
}

const fail = (response: ServerResponse): void => void response.writeHead(500).end()
const throttle = (response: ServerResponse): void =>
  void response.writeHead(429, { 'retry-after': '600' }).end()

describe('the look every 15 seconds', () => {
  test('counts an occurrence for each of its feeds, and none while no schedule comes round', async () => {
    const world = await startDaemon('2026-03-03T07:59:00.000Z', ['trade', 'energy'], (pages) => {
      pages.set('/trade.xml', { body: rssOf('Trade', []) })
      pages.set('/energy.xml', { body: rssOf('Energy', []) })
    })
    const counts = [world.daemon.vitals.occurrenceCount]

    await world.look(2 * MINUTE_MS)
    await world.waitForReports(4)
    counts.push(world.daemon.vitals.occurrenceCount)
    await world.look(MINUTE_MS)
    counts.push(world.daemon.vitals.occurrenceCount)

    expect(counts).toEqual([0, 2, 2])
  })

  test('polls a feed whose occurrence came without a tick', async () => {
    const world = await startDaemon('2026-03-03T07:59:00.000Z', ['trade'], (pages) =>
      pages.set('/trade.xml', { body: rssOf('Trade', []) }),
    )

    await world.look(30 * SECOND_MS)
    await world.look(30 * SECOND_MS)

    await world.waitForReports(2)
  })

  test('polls everything when the clock was set back', async () => {
    const world = await startDaemon('2026-03-03T12:00:00.000Z', ['trade'], (pages) =>
      pages.set('/trade.xml', { body: rssOf('Trade', []) }),
    )

    await world.look(-120 * MINUTE_MS)

    await world.waitForReports(2)
  })

  test('tries a feed again whose back-off has ended, however rare its schedule', async () => {
    const world = await startDaemon('2026-03-03T12:00:00.000Z', ['trade'], (pages) =>
      pages.set('/trade.xml', fail),
    )
    world.pages.set('/trade.xml', { body: rssOf('Trade', []) })

    await world.look(4 * MINUTE_MS)
    await world.look(1 * MINUTE_MS)

    await world.waitForReports(2)
    expect(world.reports[1]).toMatchObject({ outcome: 'stored' })
  })

  test('polls the feeds that were due while another made their host be left alone', async () => {
    const world = await startDaemon('2026-03-03T12:00:00.000Z', ['a', 'b', 'c'], (pages) => {
      pages.set('/a.xml', throttle)
      pages.set('/b.xml', throttle)
    })
    const document = { body: rssOf('News', []) }
    world.pages.set('/a.xml', document)
    world.pages.set('/b.xml', document)
    world.pages.set('/c.xml', document)

    await world.look(9 * MINUTE_MS)
    await world.look(1 * MINUTE_MS)

    await world.waitForReports(6)
    const kinds = world.reports.map((report) => report.kind)
    expect(kinds.slice(0, 3).toSorted()).toEqual(['polled', 'polled', 'skipped'])
    expect(kinds.slice(3)).toEqual(['polled', 'polled', 'polled'])
  })
})
