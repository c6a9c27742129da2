import type { ServerResponse } from 'node:http'
import { expect, test, vi } from 'vitest'
import { MINUTE_MS } from '../../../src/core/time.ts'
import { Daemon } from '../../../src/daemon/daemon.ts'
import { rssOf } from '../../support/feed-text.ts'
import { startPageServer } from '../../support/page-server.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, makeClock, openTestApp } from '../../support/test-app.ts'

const ignore = (): void => {}

test('a round by hand does not wait for articles that are tried again', async () => {
  const [pages, clock] = [await startPageServer(), makeClock('2026-03-03T08:00:00.000Z')]
  const link = `${pages.url}/article`
  pages.set('/feed.xml', {
    body: rssOf('Harbour', [{ guid: '1', title: 'Pier', link, teaser: '' }]),
  })
  const settings = await loadSettings(
    makeTempDir(),
    `
feeds: { harbour: { url: "${pages.url}/feed.xml", allowPrivate: true, fullText: true, schedule: "0 0 1 1 *" } }
rules: { piers: { match: pier } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
mail: { from: alerts@example.org }
`,
  )
  const app = await openTestApp(settings, { now: () => clock.now })
  await app.poll(settings)
  clock.advance(11 * MINUTE_MS)
  const articles: ServerResponse[] = []
  pages.set('/article', (response) => void articles.push(response))
  const daemon = new Daemon(app.deps, settings, { onPoll: ignore, onDelivery: ignore })
  await daemon.start()
  await vi.waitUntil(() => articles.length > 0, 10_000)

  await daemon.pollAll()

  const isStillAsked = articles[0]?.destroyed === false
  daemon.abort()
  await daemon.stop(0)
  expect(isStillAsked).toBe(true)
})
