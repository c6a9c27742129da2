import { expect, test, vi } from 'vitest'
import { Daemon } from '../../../src/daemon/daemon.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { rssOf } from '../../support/feed-text.ts'
import { NO_WATCHER } from '../../support/no-watcher.ts'
import { startPageServer } from '../../support/page-server.ts'
import { startScriptedSmtp } from '../../support/scripted-smtp.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, openTestApp } from '../../support/test-app.ts'

test('a daemon whose mail server hangs in a round by hand stops at its limit, and keeps the alert', async () => {
  const [pages, smtp] = [await startPageServer(), await startScriptedSmtp({ data: 'hang' })]
  await using _ = smtp
  const item = { guid: '1', title: 'Pier', link: `${pages.url}/1`, teaser: '' }
  pages.set('/feed.xml', { body: rssOf('Harbour', [item]) })
  const settings = await loadSettings(
    makeTempDir(),
    `
feeds: { harbour: { url: "${pages.url}/feed.xml", allowPrivate: true, schedule: "0 0 1 1 *" } }
rules: { piers: { match: pier } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
mail: { from: alerts@example.org, smtp: "${smtp.url}" }
`,
  )
  const app = await openTestApp(settings)
  const daemon = new Daemon(app.deps, settings, NO_WATCHER)
  await daemon.start()
  const round = daemon.pollAll()
  await vi.waitUntil(() => smtp.heard.includes('DATA'), 10_000)

  await daemon.stop(100)
  await round

  const rows = await Array.fromAsync(streamLedger(app.deps.db))
  expect(rows.map((row) => row.state)).toEqual(['pending'])
})
