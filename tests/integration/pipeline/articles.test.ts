import type { ServerResponse } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import type { Item } from '../../../src/core/feed/item.ts'
import { addMs, HOUR_MS, MINUTE_MS, type Timestamp } from '../../../src/core/time.ts'
import { Fetcher } from '../../../src/fetch/fetcher.ts'
import { ArticleReader, defaultBudgets } from '../../../src/pipeline/article-reader.ts'
import { pollRound } from '../../../src/pipeline/poll-round.ts'
import { retryArticles } from '../../../src/pipeline/retry-articles.ts'
import { listArchivePage } from '../../../src/store/archive-pages.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { findHostBlock, saveHostBlock } from '../../../src/store/feeds.ts'
import { END_OF_ARCHIVE } from '../../../src/store/items.ts'
import { articlePage, rssOf, type SampleItem } from '../../support/feed-text.ts'
import { type PageServer, startPageServer } from '../../support/page-server.ts'
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, makeClock, openTestApp, type TestApp } from '../../support/test-app.ts'

const START = '2026-03-03T08:30:00.000Z' as Timestamp
const { signal } = new AbortController()

/** Releases whose teasers speak of reactors; what their articles say beyond that is each test's own. */
const releases = (url: string, count: number, teaser = ''): readonly SampleItem[] =>
  Array.from({ length: count }, (_, index) => ({
    guid: `r${index}`,
    title: `Plan ${index} for the reactor programme`,
    link: `${url}/release/${index}`,
    teaser: `Part ${index} of the plan for the reactor programme is open for comments. ${teaser}`,
  }))

const article = (index: number, words: string): { body: string; type: string } => ({
  body: articlePage(`Plan ${index} for the reactor programme`, [
    `Part ${index} of the plan for the reactor programme is open for comments until May. It is about ${words}.`,
  ]),
  type: 'text/html',
})

type World = {
  readonly pages: PageServer
  readonly sink: SmtpSink
  readonly app: TestApp
  readonly clock: ReturnType<typeof makeClock>
  readonly settings: Settings
  /** The configuration with another line for the feed. */
  readonly load: (feed: string) => Promise<Settings>
  readonly articleRequests: () => readonly string[]
}

async function startWorld(options = 'startWith: everything'): Promise<World> {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  const load = async (feed: string): Promise<Settings> =>
    await loadSettings(
      dir,
      `
feeds:
  other: { url: "${pages.url}/other.xml", allowPrivate: true }
  ${feed}
rules:
  reactors: { title: Reactors, match: reactor }
  tax: { title: Carbon tax, match: '"carbon tax"' }
subscriptions: { desk: { to: [desk@example.org], rules: all, budget: 0 } }
mail: { from: watch@example.org, smtp: "${sink.url}" }
`,
    )
  pages.set('/other.xml', { body: rssOf('Other', []) })
  const settings = await load(energyOf(pages, `fullText: true, ${options}`))
  const clock = makeClock(START)
  const app = await openTestApp(settings, { now: () => clock.now })
  const articleRequests = (): readonly string[] =>
    pages.requests.map(({ path }) => path).filter((path) => path.startsWith('/release'))
  return { pages, sink, app, clock, settings, load, articleRequests }
}

const energyOf = (pages: PageServer, options: string): string =>
  `energy: { url: "${pages.url}/energy.xml", allowPrivate: true, ${options} }`

/** The articles of releases, all with the same page or answer. */
const setArticles = (
  pages: PageServer,
  count: number,
  page: Parameters<PageServer['set']>[1],
): void => {
  for (const index of releases('', count).keys()) pages.set(`/release/${index}`, page)
}

const neverAnswer = (): void => {}

const throttle =
  (status: number) =>
  (response: ServerResponse): void => {
    response.writeHead(status, { 'retry-after': '600' }).end()
  }

async function pollWith(world: World, articles: ArticleReader): Promise<void> {
  const deps = { ...world.app.deps, articles }
  const watcher = { onPoll: (): void => {}, onAlertsReady: (): void => {} }
  await pollRound(
    deps,
    () => world.settings,
    [...world.settings.feeds.values()],
    'now',
    watcher,
    signal,
  )
  await world.app.deliver(world.settings)
}

const listItems = async ({ app }: World): Promise<readonly Item[]> =>
  (
    await listArchivePage(app.deps.db, {
      before: END_OF_ARCHIVE,
      since: null,
      feedId: null,
      limit: 1000,
    })
  ).toReversed()

describe('the article of an edited item', () => {
  test('is read anew although the old one was read a moment ago', async () => {
    const { pages, sink, app, settings } = await startWorld()
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 1)) })
    pages.set('/release/0', article(0, 'pumps'))
    await app.poll(settings)
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 1, 'Corrected.')) })
    pages.set('/release/0', article(0, 'pumps and the carbon tax'))

    await app.poll(settings)

    expect(sink.received).toHaveLength(2)
    expect(sink.received[1]?.mail.text).toContain('Carbon tax')
  })

  test('is news although the item was there when the watch began', async () => {
    const { pages, sink, app, clock, settings } = await startWorld('startWith: nothing')
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 1)) })
    await app.poll(settings)
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 1, 'Corrected.')) })
    clock.advance(MINUTE_MS)
    await app.poll(settings)
    pages.set('/release/0', article(0, 'the carbon tax'))

    clock.advance(HOUR_MS)
    await app.retryArticles(settings)

    expect(sink.received).toHaveLength(1)
    expect(sink.received[0]?.mail.text).toContain('Carbon tax')
  })

  test('an article that was there when the watch began, and is read only later, is no news', async () => {
    const world = await startWorld('startWith: nothing')
    const { pages, sink, app, clock, settings } = world
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 1)) })
    await app.poll(settings)
    pages.set('/release/0', article(0, 'the carbon tax'))

    clock.advance(HOUR_MS)
    await app.retryArticles(settings)

    expect(sink.received).toHaveLength(0)
    expect((await listItems(world))[0]?.searched).toBe('article')
  })

  test('news whose article is read only after its feed has moved stays news', async () => {
    const { pages, sink, app, clock, settings, load } = await startWorld('startWith: nothing')
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 1)) })
    await app.poll(settings)
    clock.advance(MINUTE_MS)
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 2)) })
    await app.poll(settings)
    clock.advance(MINUTE_MS)
    pages.set('/moved.xml', { body: rssOf('Energy', releases(pages.url, 2)) })
    const moved = await load(
      energyOf(pages, 'fullText: true, startWith: nothing').replace('energy.xml', 'moved.xml'),
    )
    await app.poll(moved)
    setArticles(pages, 2, article(1, 'the carbon tax'))

    clock.advance(HOUR_MS)
    await app.retryArticles(moved)

    const subjects = sink.received.map(({ mail }) => mail.subject)
    expect(subjects).toEqual([expect.stringContaining('Plan 1'), expect.stringContaining('Plan 1')])
    expect(sink.received[1]?.mail.text).toContain('Carbon tax')
  })

  test('an edit that a poll takes in while the old article is on the way stays', async () => {
    const world = await startWorld()
    const { pages, app, clock, settings } = world
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 1)) })
    await app.poll(settings)
    clock.advance(HOUR_MS)
    let finish = (): void => {}
    const asked = new Promise<void>((resolve) => {
      pages.set('/release/0', (response) => {
        finish = (): void => void response.writeHead(404).end()
        resolve()
      })
    })
    const retried = app.retryArticles(settings)
    await asked
    pages.set('/release/0', article(0, 'the carbon tax'))
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 1, 'Corrected.')) })
    await app.poll(settings)

    finish()
    await retried

    const [item] = await listItems(world)
    expect(item).toMatchObject({ searched: 'article', article: { retryAt: null } })
    expect(item?.text).toContain('Corrected.')
  })
})

describe('articles of a server that hangs', () => {
  test('are asked for no more after two, and what the feed gave is told', async () => {
    const world = await startWorld()
    const { pages, sink, articleRequests } = world
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 8)) })
    setArticles(pages, 8, neverAnswer)
    const limits = { idleTimeoutMs: 100 }
    const fetcher = new Fetcher({ userAgent: 'Policywatch/test', perHost: 2, limits })
    onTestFinished(async () => await fetcher.close())

    await pollWith(world, new ArticleReader({ ...world.app.deps, fetcher }))

    const items = await listItems(world)
    const last = items.at(-1)
    expect(articleRequests().length).toBeLessThanOrEqual(3) // one may begin while the second fails
    expect(sink.received.map(({ mail }) => mail.text)).toEqual([
      expect.stringContaining('Plan 0 for the reactor programme'),
    ])
    expect(items.map((item) => item.searched)).toEqual(Array(8).fill('teaser'))
    expect(last?.article).toEqual({
      attempts: 0,
      retryAt: addMs(START, 10 * MINUTE_MS),
      problem: 'not read yet, as its server does not answer',
    })
  })

  test('take no more than their budget of a poll, and are due at once', async () => {
    const world = await startWorld()
    const { pages, sink, app } = world
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 8)) })
    setArticles(pages, 8, neverAnswer)

    await pollWith(world, new ArticleReader(app.deps, { ...defaultBudgets, pollMs: 50 }))

    const items = await listItems(world)
    const waiting = {
      attempts: 0,
      retryAt: START,
      problem: 'not read yet, as other articles took the time',
    }
    expect(sink.received).toHaveLength(1)
    expect(items.map((item) => item.article)).toEqual(Array(8).fill(waiting))
  })

  test('take no more than their budget when they are tried again, and stay due', async () => {
    const world = await startWorld()
    const { pages, app, settings } = world
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 3)) })
    setArticles(pages, 3, neverAnswer)
    const articles = new ArticleReader(app.deps, {
      ...defaultBudgets,
      pollMs: 0,
      retryMs: 50,
    })
    await pollWith(world, articles)

    await retryArticles({ ...app.deps, articles }, () => settings, signal)

    expect((await listItems(world)).map((item) => item.article.retryAt)).toEqual(
      Array(3).fill(START),
    )
  })
})

describe('an article that is not there whole', () => {
  test('that drips until the time is up is too slow, and tried again like one that failed', async () => {
    const world = await startWorld()
    const { pages, app } = world
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 1)) })
    setArticles(pages, 1, neverAnswer)
    const budgets = { ...defaultBudgets, pollMs: 50, slowMs: 30 }

    await pollWith(world, new ArticleReader(app.deps, budgets))

    expect((await listItems(world))[0]?.article).toEqual({
      attempts: 1,
      retryAt: addMs(START, 10 * MINUTE_MS),
      problem: 'it did not arrive within 0 s',
    })
  })

  test('whose page breaks off is searched as far as it came, which the alert says, and read again', async () => {
    const world = await startWorld()
    const { pages, sink, app, clock, settings } = world
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 1)) })
    const { body } = article(0, 'pumps and the carbon tax')
    pages.set('/release/0', { body: body.slice(0, body.indexOf('the carbon')), type: 'text/html' })
    await app.poll(settings)
    const [before] = await listItems(world)
    pages.set('/release/0', article(0, 'pumps and the carbon tax'))

    clock.advance(10 * MINUTE_MS)
    await app.retryArticles(settings)

    const [after] = await listItems(world)
    expect(before?.article).toMatchObject({ attempts: 1, retryAt: addMs(START, 10 * MINUTE_MS) })
    expect(sink.received[0]?.mail.text).toContain('its page broke off before the end')
    expect(sink.received[1]?.mail.text).toContain('Carbon tax')
    expect(after?.article).toMatchObject({ retryAt: null, problem: null })
  })
})

describe('a backlog of articles', () => {
  test('is worked off in one look while its time lasts, two at a time', async () => {
    const world = await startWorld()
    const { pages, app, settings, articleRequests } = world
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 130)) })
    const deps = {
      ...app.deps,
      fetcher: new Fetcher({ userAgent: 'Policywatch/test', perHost: 9 }),
    }
    onTestFinished(async () => await deps.fetcher.close())
    const articles = new ArticleReader(deps, { ...defaultBudgets, pollMs: 0 })
    await pollWith(world, articles)
    const open = new Set<ServerResponse>()
    let mostOpen = 0
    const answerAll = (): void => {
      for (const response of open) response.writeHead(404).end()
      open.clear()
    }
    setArticles(pages, 130, (response) => {
      open.add(response)
      mostOpen = Math.max(mostOpen, open.size)
      if (open.size === 2) setTimeout(answerAll, 5) // the first waits for the second, both for a third
    })

    await retryArticles({ ...deps, articles }, () => settings, signal)

    expect(new Set(articleRequests()).size).toBe(130)
    expect(mostOpen).toBe(2)
  })

  test('lets the newest go first', async () => {
    const world = await startWorld()
    const { pages, app, clock, settings, articleRequests } = world
    const articles = new ArticleReader(app.deps, { ...defaultBudgets, pollMs: 0 })
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 4)) })
    await pollWith(world, articles)
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 6)) })
    clock.advance(MINUTE_MS)
    await pollWith(world, articles)

    await app.retryArticles(settings)

    const places = ['/release/5', '/release/4', '/release/0'].map((path) =>
      articleRequests().indexOf(path),
    )
    expect(articleRequests()).toHaveLength(6)
    expect(Math.max(places[0]!, places[1]!)).toBeLessThan(places[2]!)
  })
})

describe('articles of a server that asks to come back later', () => {
  test.each([429, 503])('are left alone until then, as is its feed, after %i', async (status) => {
    const world = await startWorld()
    const { pages, app, settings, articleRequests } = world
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 8)) })
    setArticles(pages, 8, throttle(status))

    await app.poll(settings)
    const again = await app.poll(settings)

    const until = addMs(START, 600_000)
    const items = await listItems(world)
    expect(articleRequests().length).toBeLessThanOrEqual(2)
    expect(await findHostBlock(app.deps.db, new URL(pages.url).host, START)).toBe(until)
    expect(items.map((item) => item.article.retryAt)).toEqual(Array(8).fill(until))
    expect(again).toMatchObject({ polledCount: 0, skippedCount: 2 })
  })

  test('are read when the time has come', async () => {
    const world = await startWorld()
    const { pages, sink, app, clock, settings } = world
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 8)) })
    setArticles(pages, 8, throttle(429))
    await app.poll(settings)
    setArticles(pages, 8, article(0, 'the carbon tax'))

    clock.advance(10 * MINUTE_MS)
    await app.retryArticles(settings)

    expect((await listItems(world)).map((item) => item.searched)).toEqual(Array(8).fill('article'))
    expect(sink.received.at(-1)?.mail.text).toContain('Carbon tax')
  })

  test('are not asked for when the server asked before, and a longer block stays', async () => {
    const world = await startWorld()
    const { pages, app, settings } = world
    const elsewhere = await startPageServer()
    const { host } = new URL(elsewhere.url)
    const until = addMs(START, HOUR_MS)
    await inTransaction(app.deps.db, async (tx) => await saveHostBlock(tx, host, until, START))
    pages.set('/energy.xml', { body: rssOf('Energy', releases(elsewhere.url, 3)) })

    await app.poll(settings)

    const items = await listItems(world)
    expect(elsewhere.requests).toEqual([])
    expect(items.map((item) => item.article)).toEqual(
      Array(3).fill({
        attempts: 0,
        retryAt: until,
        problem: 'not read yet, as its server asked to come back later',
      }),
    )
    expect(await findHostBlock(app.deps.db, host, START)).toBe(until)
  })
})

describe('articles that wait for another try', () => {
  test.each([
    ['is not configured', (): string => ''],
    ['wants no full text', (pages: PageServer): string => energyOf(pages, 'fullText: false')],
  ])('go on waiting while their feed %s', async (_, feedWithout) => {
    const world = await startWorld()
    const { pages, sink, app, clock, settings, load } = world
    pages.set('/energy.xml', { body: rssOf('Energy', releases(pages.url, 1)) })
    await app.poll(settings)
    pages.set('/release/0', article(0, 'the carbon tax'))
    clock.advance(HOUR_MS)
    await app.retryArticles(await load(feedWithout(pages)))

    await app.retryArticles(settings)

    expect((await listItems(world))[0]?.searched).toBe('article')
    expect(sink.received.at(-1)?.mail.text).toContain('Carbon tax')
  })
})
