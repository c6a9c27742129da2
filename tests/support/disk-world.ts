import { onTestFinished, vi } from 'vitest'
import type { AppOptions } from '../../src/app.ts'
import type { Settings } from '../../src/config/settings.ts'
import { Daemon } from '../../src/daemon/daemon.ts'
import { createLog } from '../../src/observe/log.ts'
import { verifyLedger } from '../../src/store/verify-ledger.ts'
import { rssOf, type SampleItem } from './feed-text.ts'
import { NO_WATCHER } from './no-watcher.ts'
import { type PageServer, startPageServer } from './page-server.ts'
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts'
import { loadSettings, makeClock, openTestApp, type TestApp, type TestClock } from './test-app.ts'

type Line = { readonly level: string; readonly msg: string }

const LOOK_MS = 15_000
/** By the made-up clock alone: node-cron ticks by the real one. */
const SCHEDULE = '*/15 * 3 3 *'

/** A daemon that watches one feed every quarter of an hour, over a data folder that a test fills up. */
export type DiskWorld = {
  readonly pages: PageServer
  readonly sink: SmtpSink
  readonly clock: TestClock
  readonly settings: Settings
  readonly app: TestApp
  readonly daemon: Daemon
  /** Puts so many items that match before those that the feed shows. */
  readonly publish: (...titles: readonly string[]) => void
  /** Lets the daemon's clock go on, and then look once; resolves when the guard has looked. */
  readonly look: (afterMs: number) => Promise<void>
  readonly until: (isSo: () => boolean) => Promise<void>
  /** Polls that were recorded, or failed. */
  readonly polledCount: () => number
  /** Messages of the log about the disk, in order. */
  readonly said: () => readonly string[]
  /** Who was sent what, sorted. */
  readonly mails: () => readonly string[]
  readonly problems: () => Promise<readonly unknown[]>
}

type DiskWorldParts = {
  readonly to?: string
  /** false: messages go into the outbox folder. */
  readonly hasServer?: boolean
  /** Those of the world before, for a daemon that follows another. */
  readonly feed?: PageServer
  readonly sink?: SmtpSink
}

/** Needs made-up intervals. The daemon has polled once what is published before it is started. */
export async function startDiskWorld(
  dataDir: string,
  options: Partial<AppOptions> = {},
  { to = 'desk@example.org', hasServer = true, feed, sink: given }: DiskWorldParts = {},
): Promise<DiskWorld> {
  const [pages, sink] = [feed ?? (await startPageServer()), given ?? (await startSmtpSink())]
  const items: SampleItem[] = []
  const publish = (...titles: readonly string[]): void => {
    for (const title of titles) {
      const guid = `${items.length + 1}`
      items.unshift({
        guid,
        title,
        link: `${pages.url}/${guid}`,
        teaser: `News of reactors: ${title}`,
      })
    }
    pages.set('/feed.xml', { body: rssOf('Energy', items) })
  }
  if (feed === undefined) publish('First')
  const settings = await loadSettings(dataDir, configOf(pages, hasServer ? sink : null, to))
  const clock = makeClock('2026-03-03T08:01:00.000Z')
  const written: Line[] = []
  const log = createLog({
    level: 'info',
    stream: { write: (line) => written.push(JSON.parse(line) as Line) }, // our own log
    secrets: [],
  })
  const app = await openTestApp(settings, { now: () => clock.now, ...options }, log)
  let polledCount = 0
  const daemon = new Daemon(app.deps, settings, {
    ...NO_WATCHER,
    onPoll: (report): void => {
      if (report.kind === 'polled') polledCount += 1
    },
  })
  onTestFinished(async () => await daemon.stop(0))
  const look = async (afterMs: number): Promise<void> => {
    clock.advance(afterMs)
    await vi.advanceTimersByTimeAsync(LOOK_MS)
    await app.deps.disk.look(app.deps.db) // the daemon's own, if that lasts
    daemon.deliverNow()
  }
  return {
    pages,
    sink,
    clock,
    settings,
    app,
    daemon,
    publish,
    look,
    until: async (isSo) => void (await vi.waitUntil(isSo, { timeout: 15_000, interval: 10 })),
    polledCount: () => polledCount,
    said: () =>
      written.filter(({ msg }) => /disk/.test(msg)).map(({ level, msg }) => `${level}: ${msg}`),
    mails: () => sink.received.map(({ to, mail }) => `${to.join(',')}: ${mail.subject}`).toSorted(),
    problems: async () => await verifyLedger(app.deps.db, clock.now),
  }
}

function configOf(pages: PageServer, sink: SmtpSink | null, to: string): string {
  const smtp = sink === null ? '' : `, smtp: "${sink.url}"`
  return `
feeds: { energy: { url: "${pages.url}/feed.xml", allowPrivate: true, schedule: "${SCHEDULE}" } }
defaults: { startWith: everything }
rules: { reactors: { match: reactors } }
subscriptions:
  desk: { rules: all, to: [${to}], budget: 0 }
admins: [ops@example.org]
data: ./data
web: false
mail: { from: Watch <watch@example.org>${smtp} }
`
}
