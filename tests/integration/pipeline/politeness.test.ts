import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import { feedIdOf } from '../../../src/core/ids.ts'
import { addMs, HOUR_MS, MINUTE_MS, type Timestamp } from '../../../src/core/time.ts'
import { type FeedStatus, readStatus } from '../../../src/pipeline/read-status.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { findFeedState, findHostBlock, saveHostBlock } from '../../../src/store/feeds.ts'
import { rssOf } from '../../support/feed-text.ts'
import { type PageServer, startPageServer } from '../../support/page-server.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import {
  loadSettings,
  makeClock,
  openTestApp,
  type TestApp,
  type TestClock,
} from '../../support/test-app.ts'

const START = '2026-03-03T08:30:00.000Z' as Timestamp

type World = {
  readonly app: TestApp
  readonly clock: TestClock
  readonly settings: Settings
  readonly statusOf: (id: string) => Promise<FeedStatus | undefined>
}

/** Feeds by name, each with its address and further settings. */
async function startWorld(feeds: Readonly<Record<string, string>>, options = ''): Promise<World> {
  const lines = Object.entries(feeds).map(
    ([id, url]) => `  ${id}: { url: "${url}", allowPrivate: true, ${options} }`,
  )
  const settings = await loadSettings(
    makeTempDir(),
    `
feeds:
${lines.join('\n')}
rules: { reactors: { match: reactor } }
subscriptions: { desk: { to: [a@example.org], rules: all } }
mail: { from: watch@example.org }
`,
  )
  const clock = makeClock(START)
  const app = await openTestApp(settings, { now: () => clock.now })
  const statusOf = async (id: string): Promise<FeedStatus | undefined> =>
    (await readStatus(app.deps.db, settings, clock.now)).feeds.find((feed) => feed.id === id)
  return { app, clock, settings, statusOf }
}

const feedUrls = (pages: PageServer, count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`feed-${index}`, `${pages.url}/${index}.xml`]),
  )

const setFeeds = (
  pages: PageServer,
  count: number,
  pageOf: (index: number) => Parameters<PageServer['set']>[1],
): void => {
  for (const index of Array(count).keys()) pages.set(`/${index}.xml`, pageOf(index))
}

const answer =
  (status: number, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(status, headers).end()
  }

const hostOf = (url: string): string => new URL(url).host

describe('a server that asks to come back later', () => {
  test('is not asked by the feeds that stand in line for it', async () => {
    const pages = await startPageServer()
    const { app, settings } = await startWorld(feedUrls(pages, 12))
    setFeeds(pages, 12, () => answer(429, { 'retry-after': '3600' }))

    const report = await app.poll(settings)

    expect(pages.requests.length).toBeLessThanOrEqual(2) // both of its places were taken at once
    expect(report).toMatchObject({ polledCount: pages.requests.length })
    expect(report.polledCount + report.skippedCount).toBe(12)
  })

  test('is not asked by the articles that stand in line for it', async () => {
    const [pages, articles] = [await startPageServer(), await startPageServer()]
    const { app, settings } = await startWorld(feedUrls(pages, 8), 'fullText: true')
    setFeeds(pages, 8, (index) => {
      const item = { guid: 'a', title: 'Reactor', link: `${articles.url}/${index}.xml`, teaser: '' }
      return { body: rssOf('Energy', [item]) }
    })
    setFeeds(articles, 8, () => answer(429, { 'retry-after': '3600' }))

    await app.poll(settings)

    expect(articles.requests.length).toBeLessThanOrEqual(2)
  })

  test('after a redirect is left alone, and so is the feed that redirects to it, by hand too', async () => {
    const [pages, other] = [await startPageServer(), await startPageServer()]
    const { app, clock, settings } = await startWorld({
      moved: `${pages.url}/moved.xml`,
      stayed: `${pages.url}/stayed.xml`,
    })
    pages.set('/moved.xml', answer(302, { location: `${other.url}/feed.xml` }))
    pages.set('/stayed.xml', { body: rssOf('Stayed', []) })
    other.set('/feed.xml', answer(429, { 'retry-after': '3600' }))
    await app.poll(settings)
    clock.advance(30 * MINUTE_MS)

    await app.poll(settings)

    const { db } = app.deps
    expect(await findHostBlock(db, hostOf(pages.url), clock.now)).toBeNull()
    expect(await findHostBlock(db, hostOf(other.url), clock.now)).toBe(addMs(START, HOUR_MS))
    expect(other.requests).toHaveLength(1)
    expect(pages.requests.map(({ path }) => path).toSorted()).toEqual([
      '/moved.xml',
      '/stayed.xml',
      '/stayed.xml',
    ])
  })

  test('holds back another feed that redirects to it', async () => {
    const [pages, other] = [await startPageServer(), await startPageServer()]
    const { app, settings, statusOf } = await startWorld({ moved: `${pages.url}/moved.xml` })
    const until = addMs(START, HOUR_MS)
    const host = hostOf(other.url)
    await inTransaction(app.deps.db, async (tx) => await saveHostBlock(tx, host, until, START))
    pages.set('/moved.xml', answer(302, { location: `${other.url}/feed.xml` }))

    await app.poll(settings)
    await app.poll(settings)

    expect(other.requests).toEqual([])
    expect(pages.requests).toHaveLength(1)
    expect(await statusOf('moved')).toMatchObject({ health: 'throttled', nextPollAt: until })
  })

  test('keeps the longest time that it asked for', async () => {
    const pages = await startPageServer()
    const { app, settings } = await startWorld({
      hour: `${pages.url}/hour.xml`,
      minute: `${pages.url}/minute.xml`,
    })
    const open: ServerResponse[] = []
    pages.set('/hour.xml', (response) => {
      answer(429, { 'retry-after': '3600' })(response)
      setTimeout(() => answer(429, { 'retry-after': '60' })(open[0]!), 100)
    })
    pages.set('/minute.xml', (response) => void open.push(response))

    await app.poll(settings)

    const until = await findHostBlock(app.deps.db, hostOf(pages.url), START)
    expect(until).toBe(addMs(START, HOUR_MS))
  })

  test.each([
    ['0', '0'],
    ['a date in the past', 'Mon, 02 Mar 2026 08:00:00 GMT'],
  ])('by 429 with %s is left alone as if it named no time', async (_what, retryAfter) => {
    const pages = await startPageServer()
    const { app, settings } = await startWorld(feedUrls(pages, 1))
    pages.set('/0.xml', answer(429, { 'retry-after': retryAfter }))

    await app.poll(settings)

    expect(await findHostBlock(app.deps.db, hostOf(pages.url), START)).toBe(
      addMs(START, 15 * MINUTE_MS),
    )
  })

  test('by 503 with "0" has failed, and its feed backs off', async () => {
    const pages = await startPageServer()
    const { app, settings } = await startWorld(feedUrls(pages, 1))
    pages.set('/0.xml', answer(503, { 'retry-after': '0' }))

    await app.poll(settings)

    expect(await findFeedState(app.deps.db, feedIdOf('feed-0'))).toMatchObject({
      failureCount: 1,
      retryAt: addMs(START, 5 * MINUTE_MS),
    })
  })

  test('time and again never looks well, and the status says how often', async () => {
    const pages = await startPageServer()
    const { app, clock, settings, statusOf } = await startWorld(feedUrls(pages, 1))
    pages.set('/0.xml', answer(503, { 'retry-after': '60' }))
    await app.poll(settings)
    clock.advance(2 * MINUTE_MS)
    await app.poll(settings)
    clock.advance(2 * MINUTE_MS)

    const status = await statusOf('feed-0')

    expect(status).toMatchObject({
      health: 'throttled',
      problem: expect.stringMatching(/503.*\(2 times in a row\)$/),
    })
  })

  test('and then fails, has failed', async () => {
    const pages = await startPageServer()
    const { app, clock, settings, statusOf } = await startWorld(feedUrls(pages, 1))
    pages.set('/0.xml', answer(503, { 'retry-after': '60' }))
    await app.poll(settings)
    clock.advance(2 * MINUTE_MS)
    pages.set('/0.xml', answer(500))

    await app.poll(settings)

    expect(await statusOf('feed-0')).toMatchObject({ health: 'failing' })
  })
})

test('a feed that failed once is tried again in five minutes, and the status says so', async () => {
  const pages = await startPageServer()
  const { app, settings, statusOf } = await startWorld(feedUrls(pages, 1), 'schedule: "0 8 * * *"')
  pages.set('/0.xml', answer(500))

  await app.poll(settings)

  expect(await statusOf('feed-0')).toMatchObject({ nextPollAt: addMs(START, 5 * MINUTE_MS) })
})

test('a feed that redirects to another site gets a 304 there', async () => {
  const [pages, other] = [await startPageServer(), await startPageServer()]
  const { app, settings } = await startWorld({ moved: `${pages.url}/moved.xml` })
  pages.set('/moved.xml', answer(301, { location: `${other.url}/feed.xml` }))
  other.set('/feed.xml', { body: rssOf('Energy', []) })

  await app.poll(settings)
  await app.poll(settings)

  expect(other.requests.map(({ status }) => status)).toEqual([200, 304])
  expect(pages.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
    undefined,
    undefined,
  ])
})

test('the rest of a document that broke off is read when it comes', async () => {
  const pages = await startPageServer()
  const { app, settings } = await startWorld(feedUrls(pages, 1))
  const items = [1, 2, 3].map((n) => ({
    guid: `g${n}`,
    title: `Reactor ${n}`,
    link: `${pages.url}/${n}`,
    teaser: '',
  }))
  const whole = rssOf('Energy', items)
  const validators = { etag: '"v1"', 'last-modified': 'Tue, 03 Mar 2026 08:20:00 GMT' }
  pages.set('/0.xml', { body: whole.slice(0, whole.indexOf('Reactor 3')), headers: validators })
  const cut = await app.poll(settings)
  pages.set('/0.xml', { body: whole, headers: validators })

  const rest = await app.poll(settings)

  expect([cut.addedCount, rest.addedCount]).toEqual([2, 1])
  expect(pages.requests[1]?.headers).not.toHaveProperty('if-none-match')
  expect(pages.requests[1]?.headers).not.toHaveProperty('if-modified-since')
})
