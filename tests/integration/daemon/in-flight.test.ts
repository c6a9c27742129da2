import type { ServerResponse } from 'node:http'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Daemon } from '../../../src/daemon/daemon.ts'
import { rssOf } from '../../support/feed-text.ts'
import { NO_WATCHER } from '../../support/no-watcher.ts'
import { startPageServer } from '../../support/page-server.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, openTestApp } from '../../support/test-app.ts'

test('a feed that is under way in one round is not begun again when an earlier round ends', async () => {
  const pages = await startPageServer()
  const settings = await loadSettings(
    makeTempDir(),
    `
feeds:
  quick: { url: "${pages.url}/quick.xml", allowPrivate: true, schedule: "*/2 * * * * *" }
  slow: { url: "${pages.url}/slow.xml", allowPrivate: true, schedule: "*/2 * * * * *" }
polling: { perHost: 9 }
`,
  )
  const [quick, slow]: [ServerResponse[], ServerResponse[]] = [[], []]
  pages.set('/quick.xml', (response) => void quick.push(response))
  pages.set('/slow.xml', (response) => void slow.push(response))
  const answer = (response: ServerResponse | undefined): void =>
    void response?.end(rssOf('Energy', []))
  const app = await openTestApp(settings)
  const daemon = new Daemon(app.deps, settings, NO_WATCHER)
  onTestFinished(async () => {
    daemon.abort()
    await daemon.stop(0)
  })
  await daemon.start()
  await vi.waitUntil(() => quick.length === 1 && slow.length === 1, 10_000)
  answer(quick[0]) // done in the first round, which goes on with the slow one
  await vi.waitUntil(() => quick.length === 2, 10_000)

  answer(slow[0]) // ends the first round; the second holds the quick one
  await vi.waitUntil(() => slow.length === 2, 10_000)

  expect(quick).toHaveLength(2)
})

test('a feed whose address changes while it is under way is asked at the new one when that ends', async () => {
  const [pages, dir] = [await startPageServer(), makeTempDir()]
  const at = (file: string): string =>
    `feeds: { trade: { url: "${pages.url}/${file}", allowPrivate: true, schedule: "0 0 1 1 *" } }`
  const waiting: ServerResponse[] = []
  pages.set('/before.xml', (response) => void waiting.push(response))
  pages.set('/after.xml', { body: rssOf('Trade', []) })
  const settings = await loadSettings(dir, at('before.xml'))
  const app = await openTestApp(settings)
  const daemon = new Daemon(app.deps, settings, NO_WATCHER)
  onTestFinished(async () => {
    daemon.abort()
    await daemon.stop(0)
  })
  await daemon.start()
  await vi.waitUntil(() => waiting.length === 1, 10_000)

  await daemon.adopt(await loadSettings(dir, at('after.xml')))
  waiting[0]?.end(rssOf('Trade', []))

  const isAsked = (): boolean => pages.requests.some((request) => request.path === '/after.xml')
  await expect(vi.waitUntil(isAsked, 10_000)).resolves.toBe(true)
})
