import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import { DAY_MS } from '../../../src/core/time.ts'
import { pruneData } from '../../../src/pipeline/retention/prune-data.ts'
import { articlePage } from '../../support/feed-text.ts'
import { startWatchedFeed, type WatchedFeed } from '../../support/watched-feed.ts'

/** What polls make of items that retention has removed, or has left because a feed lists them. */

async function prune(watch: WatchedFeed, settings: Partial<Settings> = {}): Promise<number> {
  const { rows } = await pruneData(
    watch.app.deps.db,
    { ...watch.settings, ...settings },
    watch.clock.now,
    { mode: 'remove', signal: new AbortController().signal },
  )
  return rows.get('items') ?? 0
}

/** A feed whose first four items are gone. */
async function startWatchWithoutFirstItems(): Promise<WatchedFeed> {
  const watch = await startWatchedFeed()
  await watch.listInTurn([
    [3, 2, 1],
    [5, 4, 3],
  ])
  watch.clock.advance(700 * DAY_MS)
  await watch.list(7, 6, 5)
  expect(await prune(watch)).toBe(4)
  return watch
}

test('an item that is listed again years after it was removed is no news, no edit and no gap', async () => {
  const watch = await startWatchWithoutFirstItems()
  const [alerts, items] = [watch.alertCount(), await watch.itemCount()]

  await watch.list(7, 6, 2, { number: 1, text: 'It says something else about reactors by now.' })
  await watch.list(2, 1)

  expect(watch.alertCount()).toBe(alerts)
  expect(await watch.itemCount()).toBe(items)
  expect((await watch.status()).gaps).toEqual([])
})

test('what comes beside it is news', async () => {
  const watch = await startWatchWithoutFirstItems()
  const alerts = watch.alertCount()

  await watch.list(8, 7, 1)

  expect(watch.alertCount()).toBe(alerts + 1)
  expect(watch.lastAlert()).toContain('Release number 8')
  expect(watch.lastAlert()).not.toContain('Release number 1 ')
})

test('a feed that lists the same for years keeps its items, and what leaves the list ages from then on', async () => {
  const watch = await startWatchedFeed()
  await watch.list(3, 2, 1)
  await watch.answerEvery(200 * DAY_MS, watch.document(), 4)

  const removedWhileListed = await prune(watch)
  await watch.list(4, 3, 2)
  const removedAfterwards = await prune(watch)
  watch.clock.advance(401 * DAY_MS)
  await watch.list(4, 3, 2)

  expect([removedWhileListed, removedAfterwards, await prune(watch)]).toEqual([0, 0, 1])
  expect(watch.alertCount()).toBe(2)
})

test('with items kept for a day everything listed stays, and nothing of it is told again', async () => {
  const watch = await startWatchedFeed()
  const numbers = Array.from({ length: 30 }, (_, index) => 30 - index)
  await watch.list(...numbers)
  watch.clock.advance(10 * DAY_MS)

  const removed = await prune(watch, { keep: { itemDays: 1, pollDays: 1, bodyDays: 0 } })
  await watch.list(31, ...numbers)

  expect(removed).toBe(0)
  expect(watch.alertCount()).toBe(2)
  expect(watch.lastAlert()).not.toContain('Release number 30')
})

test('a site that is rebuilt after years without a change is recognised', async () => {
  const watch = await startWatchedFeed()
  await watch.list(6, 5, 4, 3, 2, 1)
  await watch.answerEvery(300 * DAY_MS, watch.document(), 2)
  await prune(watch)
  const alerts = watch.alertCount()

  await watch.list(
    ...[6, 5, 4, 3, 2, 1].map((number) => ({
      number,
      guid: `new-${number}`,
      link: `https://new.test/${number}`,
      date: null,
    })),
  )

  expect(watch.alertCount()).toBe(alerts)
  expect(await watch.itemCount()).toBe(6)
})

test('a feed that was out of the configuration for years does not tell its archive when it is back', async () => {
  const watch = await startWatchedFeed()
  await watch.list(3, 2, 1)
  watch.clock.advance(500 * DAY_MS)
  const removed = await prune(watch, { feeds: new Map() })
  const alerts = watch.alertCount()

  await watch.list(4, 3, 2, 1)

  expect(removed).toBe(2) // the last one stays for its id
  expect(watch.alertCount()).toBe(alerts + 1)
  expect(watch.lastAlert()).not.toContain('Release number 2')
})

function serveArticles({ pages }: WatchedFeed, numbers: readonly number[]): void {
  for (const number of numbers) {
    const text = `Release number ${number} about reactors tells what the ministry plans for the year.`
    const body = articlePage(`Release number ${number}`, [text, text])
    pages.set(`/releases/${number}`, { body })
  }
}

test('an edited item that retention removes while its article is fetched is known, and the poll goes on', async () => {
  const watch = await startWatchedFeed('fullText: true')
  serveArticles(watch, [1, 2, 3, 4])
  await watch.listInTurn([[1], [2, 1], [3, 2]])
  watch.clock.advance(500 * DAY_MS)
  let removed = 0
  watch.pages.set('/releases/1', (response) => {
    void prune(watch).then((count) => {
      removed += count
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end(articlePage('Release number 1', ['An edited article about reactors and more.']))
    })
  })

  await watch.list(4, 3, { number: 1, text: 'It was edited after more than a year, on reactors.' })

  const [feed] = (await watch.status()).feeds
  expect(removed).toBe(1)
  expect(feed?.problem).toBeNull()
  expect(watch.lastAlert()).toContain('Release number 4')
})

test('documents are kept as they came where that is wanted, also one that is no feed', async () => {
  const watch = await startWatchedFeed()
  const settings = { ...watch.settings, keep: { itemDays: 400, pollDays: 90, bodyDays: 7 } }
  await watch.list(1)
  await watch.app.poll(settings)
  watch.clock.advance(DAY_MS)
  watch.pages.set('/feed.xml', { body: '<!doctype html><title>Sorry</title><p>We moved.' })

  await watch.app.poll(settings)

  const files = readdirSync(path.join(settings.dataDir, 'bodies', 'energy'))
  expect(files).toEqual([expect.stringMatching(/^20260304T.*Z\.html$/)])
})
