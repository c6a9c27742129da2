import type { ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { MINUTE_MS } from '../../../src/core/time.ts'
import { Daemon } from '../../../src/daemon/daemon.ts'
import { createLog } from '../../../src/observe/log.ts'
import { rssOf } from '../../support/feed-text.ts'
import { NO_WATCHER } from '../../support/no-watcher.ts'
import { startPageServer } from '../../support/page-server.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, makeClock, openTestApp } from '../../support/test-app.ts'

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
  const daemon = new Daemon(app.deps, settings, NO_WATCHER)
  await daemon.start()
  await vi.waitUntil(() => articles.length > 0, 10_000)

  await daemon.pollAll()

  const isStillAsked = articles[0]?.destroyed === false
  daemon.abort()
  await daemon.stop(0)
  expect(isStillAsked).toBe(true)
})

test('a round says that it is done only when what it brought is stored', async () => {
  const pages = await startPageServer()
  pages.set('/feed.xml', { body: rssOf('Harbour', []) })
  const settings = await loadSettings(
    makeTempDir(),
    `feeds: { harbour: { url: "${pages.url}/feed.xml", allowPrivate: true, schedule: "0 0 1 1 *" } }`,
  )
  const said: string[] = []
  const log = createLog({
    level: 'info',
    stream: { write: (line) => said.push(String(JSON.parse(line).msg)) > 0 },
    secrets: [],
  })
  const app = await openTestApp(settings)
  const daemon = new Daemon({ ...app.deps, log }, settings, NO_WATCHER)
  await daemon.start()
  await sql`pragma query_only = on`.execute(app.deps.db)

  await daemon.pollAll()
  const whileUnwritable = said.splice(0)
  await sql`pragma query_only = off`.execute(app.deps.db)
  await daemon.pollAll()

  await daemon.stop(0)
  expect(whileUnwritable).toContain('the round ended, but not all of it could be carried out')
  expect(whileUnwritable).not.toContain('round done')
  expect(said).toContain('round done')
})

test('a round by hand asks again what was asked before the wish, and what waits for its turn once', async () => {
  const pages = await startPageServer()
  const held: ServerResponse[] = []
  const asked: string[] = []
  pages.set('/slow.xml', (response) => void (asked.push('slow') && held.push(response)))
  pages.set('/later.xml', (response) => {
    asked.push('later')
    response.end(rssOf('Later', []))
  })
  const feedOf = (name: string): string =>
    `${name}: { url: "${pages.url}/${name}.xml", allowPrivate: true, schedule: "0 0 1 1 *" }`
  const settings = await loadSettings(
    makeTempDir(),
    `feeds: { ${feedOf('slow')}, ${feedOf('later')} }
polling: { perHost: 1 }`,
  )
  const app = await openTestApp(settings)
  const daemon = new Daemon(app.deps, settings, NO_WATCHER)
  await daemon.start()
  await vi.waitUntil(() => held.length === 1, 10_000)
  await setTimeout(5) // the wish is later by the clock, too

  const done = daemon.pollAll()
  await setTimeout(5)
  pages.set('/slow.xml', (response) => void (asked.push('slow') && response.end(rssOf('Slow', []))))
  held[0]?.end(rssOf('Slow', []))
  await done

  await daemon.stop(0)
  expect(asked).toEqual(['slow', 'later', 'slow'])
})
