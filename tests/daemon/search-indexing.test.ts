import { expect, it } from 'vitest'
import { SearchIndexing } from '../../src/daemon/search-indexing.ts'
import { readCoverage } from '../../src/pipeline/search-index/search-coverage.ts'
import { fillArchive } from '../support/fill-archive.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { loadSettings, openTestApp, type TestApp } from '../support/test-app.ts'

it('takes in what is stored while nothing is polled', async () => {
  const app = await startFilled(600)
  const indexing = new SearchIndexing(app.deps, new AbortController().signal, () => false)

  await indexing.look()

  expect(await readCoverage(app.deps.db, null)).toMatchObject({ waitingCount: 0 })
})

it('leaves off when the daemon stops, and goes on at the next start', async () => {
  const app = await startFilled(600)
  const stopping = new AbortController()
  const before = new SearchIndexing(app.deps, stopping.signal, () => {
    stopping.abort()
    return false
  })

  await before.look()
  const left = await readCoverage(app.deps.db, null)
  await new SearchIndexing(app.deps, new AbortController().signal, () => false).look()

  expect(left.waitingCount).toBe(600)
  expect(await readCoverage(app.deps.db, null)).toMatchObject({ waitingCount: 0 })
})

async function startFilled(count: number): Promise<TestApp> {
  const config = 'feeds: { one: { url: "https://one.test/rss" } }\nweb: false\n'
  const settings = await loadSettings(makeTempDir(), config)
  const app = await openTestApp(settings)
  const items = Array.from({ length: count }, (_, index) => ({
    feed: 'one',
    title: `Release ${index}`,
    seen: '2026-03-01T00:00:00.000Z',
  }))
  fillArchive(settings.dataDir, items)
  return app
}
