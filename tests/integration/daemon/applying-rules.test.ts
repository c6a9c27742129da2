import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Daemon } from '../../../src/daemon/daemon.ts'
import { createLog } from '../../../src/observe/log.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { rssOf } from '../../support/feed-text.ts'
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
  const daemon = new Daemon({ ...app.deps, log }, settings, { onPoll: ignore, onDelivery: ignore })
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
