import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import { Daemon } from '../../../src/daemon/daemon.ts'
import { NewRules } from '../../../src/daemon/new-rules.ts'
import { createLog } from '../../../src/observe/log.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { rssOf, type SampleItem } from '../../support/feed-text.ts'
import { NO_WATCHER } from '../../support/no-watcher.ts'
import { startPageServer } from '../../support/page-server.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, openTestApp } from '../../support/test-app.ts'

const ignore = (): void => {}

test('a new rule that cannot be held against stored items at the start is held against them later', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const [pages, dir] = [await startPageServer(), makeTempDir()]
  const item = { guid: '1', title: 'Pier opened', link: `${pages.url}/1`, teaser: '' }
  pages.set('/feed.xml', { body: rssOf('Harbour', [item]) })
  const feeds = `feeds: { harbour: { url: "${pages.url}/feed.xml", allowPrivate: true, schedule: "0 0 1 1 *" } }`
  const app = await openTestApp(await loadSettings(dir, feeds))
  await app.poll(await loadSettings(dir, feeds))
  const settings = await loadSettings(
    dir,
    `${feeds}
rules: { piers: { match: pier } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
mail: { from: alerts@example.org }
`,
  )
  const said: string[] = []
  const log = createLog({
    level: 'error',
    stream: { write: (line) => said.push(String(JSON.parse(line).msg)) > 0 },
    secrets: [],
  })
  const daemon = new Daemon({ ...app.deps, log }, settings, NO_WATCHER)
  onTestFinished(async () => {
    daemon.abort()
    await daemon.stop(0)
  })
  await sql`pragma query_only = on`.execute(app.deps.db)
  await daemon.start()
  await vi.waitUntil(() => said.some((line) => line.includes('yet')), 10_000)
  await sql`pragma query_only = off`.execute(app.deps.db)

  vi.advanceTimersByTime(60_000)

  const ledger = async (): Promise<number> =>
    (await Array.fromAsync(streamLedger(app.deps.db))).length
  await vi.waitFor(async () => expect(await ledger()).toBe(1), 10_000)
})

test.each([
  { change: 'changed', rules: '{ piers: { match: ferry } }' },
  { change: 'removed', rules: '{ ferries: { match: ferry } }' },
  { change: 'kept from the feed', rules: '{ piers: { match: pier, feeds: [bay] } }' },
])(
  'a rule that is $change for a moment and put back misses nothing that came in that moment',
  async ({ rules }) => {
    const [pages, dir] = [await startPageServer(), makeTempDir()]
    const releaseOf = (n: number): SampleItem => {
      return { guid: `${n}`, title: `Pier ${n} opens`, link: `${pages.url}/${n}`, teaser: '' }
    }
    const yamlOf = (written: string): string => `
feeds:
  harbour: { url: "${pages.url}/feed.xml", allowPrivate: true }
  bay: { url: "${pages.url}/bay.xml", allowPrivate: true }
rules: ${written}
subscriptions: { desk: { to: [desk@example.org], rules: all } }
mail: { from: alerts@example.org }
`
    pages.set('/feed.xml', { body: rssOf('Harbour', [releaseOf(1)]) })
    const settings = await loadSettings(dir, yamlOf('{ piers: { match: pier } }'))
    const forAMoment = await loadSettings(dir, yamlOf(rules))
    const app = await openTestApp(settings)
    const newRules = new NewRules(app.deps, new AbortController().signal, ignore)
    await newRules.apply(settings)
    await app.poll(settings)
    pages.set('/feed.xml', { body: rssOf('Harbour', [releaseOf(1), releaseOf(2)]) })
    await app.poll(forAMoment)

    void newRules.apply(forAMoment)
    await newRules.apply(settings)

    const rows = await Array.fromAsync(streamLedger(app.deps.db))
    expect(rows).toHaveLength(2)
  },
)

test('a rule that is put back while nobody runs misses nothing, though the process was killed before it held the other', async () => {
  const [pages, dir] = [await startPageServer(), makeTempDir()]
  const releaseOf = (n: number): SampleItem => {
    return { guid: `${n}`, title: `Pier ${n} opens`, link: `${pages.url}/${n}`, teaser: '' }
  }
  const yamlOf = (match: string): string => `
feeds: { harbour: { url: "${pages.url}/feed.xml", allowPrivate: true } }
rules: { piers: { match: ${match} } }
`
  pages.set('/feed.xml', { body: rssOf('Harbour', [releaseOf(1)]) })
  const settings = await loadSettings(dir, yamlOf('pier'))
  const other = await loadSettings(dir, yamlOf('ferry'))
  const app = await openTestApp(settings)
  const killed = new NewRules(app.deps, new AbortController().signal, ignore)
  await killed.apply(settings)
  await app.poll(settings)
  pages.set('/feed.xml', { body: rssOf('Harbour', [releaseOf(1), releaseOf(2)]) })

  await killed.announce(other)
  await app.poll(other)
  await new NewRules(app.deps, new AbortController().signal, ignore).apply(settings)

  const rows = await Array.fromAsync(streamLedger(app.deps.db))
  expect(rows).toHaveLength(2)
})

test('a stop breaks off the holding of a new rule, which the next start begins anew', async () => {
  const [pages, dir] = [await startPageServer(), makeTempDir()]
  const items = Array.from({ length: 200 }, (_, n) => {
    return { guid: `${n}`, title: `Pier ${n} opens`, link: `${pages.url}/${n}`, teaser: '' }
  })
  pages.set('/feed.xml', { body: rssOf('Harbour', items) })
  const feeds = `feeds: { harbour: { url: "${pages.url}/feed.xml", allowPrivate: true, schedule: "0 0 1 1 *" } }`
  const before = await loadSettings(dir, feeds)
  const app = await openTestApp(before)
  await app.poll(before)
  const settings = await loadSettings(dir, `${feeds}\nrules: { piers: { match: pier } }`)
  const stopped = Promise.withResolvers<void>()
  let held = 0
  const match: Settings['matcher']['match'] = (document) => {
    held += 1
    if (held === 1) stopped.resolve(daemon.stop(60_000))
    return settings.matcher.match(document)
  }
  const slowly = { ...settings, matcher: { ...settings.matcher, match } }
  const daemon = new Daemon(app.deps, slowly, NO_WATCHER)

  await daemon.start()
  await stopped.promise

  expect(held).toBeLessThan(200)
})
