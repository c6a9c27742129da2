import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import { DAY_MS, MINUTE_MS } from '../../../src/core/time.ts'
import { ArticleReader, defaultBudgets } from '../../../src/pipeline/article-reader.ts'
import { pollOnce } from '../../../src/pipeline/poll-once.ts'
import { pollRound } from '../../../src/pipeline/poll-round.ts'
import { retryArticles } from '../../../src/pipeline/retry-articles.ts'
import { hastenDigests } from '../../../src/store/alert-times.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { type LedgerRow, streamLedger } from '../../../src/store/ledger.ts'
import { verifyLedger } from '../../../src/store/verify-ledger.ts'
import { articlePage, rssOf, type SampleItem } from '../../support/feed-text.ts'
import { type PageServer, startPageServer } from '../../support/page-server.ts'
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import {
  loadSettings,
  makeClock,
  openTestApp,
  type TestApp,
  type TestClock,
} from '../../support/test-app.ts'

const { signal } = new AbortController()

const itemsOf = (url: string, count: number, teaser: string): readonly SampleItem[] =>
  Array.from({ length: count }, (_, n) => ({
    guid: `${n}`,
    title: `Plan ${n} of the ministry`,
    link: `${url}/article/${n}`,
    teaser: `${teaser} ${n}`,
  }))

const pageOf = (n: number): string =>
  articlePage(`Plan ${n} of the ministry`, [
    `Plan ${n} of the ministry was published today and is about the reactor of type ${n}.`,
  ])

/** Each article takes half a second. */
function slowDown(pages: PageServer): void {
  for (const n of Array(20).keys()) {
    const body = pageOf(n)
    pages.set(`/article/${n}`, (response) => void setTimeout(() => response.end(body), 500))
  }
}

type World = {
  readonly pages: PageServer
  readonly sink: SmtpSink
  readonly app: TestApp
  readonly clock: TestClock
  readonly settings: Settings
  /** A round in which no time is left for articles; what is due goes out. */
  readonly pollWithoutArticles: () => Promise<void>
  readonly ledger: () => Promise<readonly LedgerRow[]>
}

/** Twenty items of a first poll: half of them hit in the feed already, all of them in their articles. */
async function startWorld(deliver = 'immediately'): Promise<World> {
  const [pages, sink] = [await startPageServer(), await startSmtpSink()]
  const settings = await loadSettings(
    makeTempDir(),
    `
feeds:
  energy: { url: "${pages.url}/energy.xml", allowPrivate: true, fullText: true }
  trade: { url: "${pages.url}/trade.xml", allowPrivate: true }
rules: { reactors: { title: Reactors, match: reactor } }
subscriptions: { desk: { to: [desk@example.org], rules: all, deliver: ${deliver} } }
mail: { from: watch@example.org, smtp: "${sink.url}" }
`,
  )
  const clock = makeClock('2026-03-03T08:30:00.000Z')
  const app = await openTestApp(settings, { now: () => clock.now })
  const items = itemsOf(pages.url, 20, 'Of the ministry.').map((item, n) =>
    n < 10 ? { ...item, teaser: `On the reactor, number ${n}.` } : item,
  )
  pages.set('/energy.xml', { body: rssOf('Energy', items) })
  pages.set('/trade.xml', { body: rssOf('Trade', itemsOf('https://trade.test', 1, 'Squid.')) })
  for (const n of items.keys()) {
    pages.set(`/article/${n}`, { body: pageOf(n), type: 'text/html' })
  }
  const articles = new ArticleReader(app.deps, { ...defaultBudgets, pollMs: 0 })
  const watcher = { onPoll: (): void => {}, onAlertsReady: (): void => {} }
  return {
    pages,
    sink,
    app,
    clock,
    settings,
    pollWithoutArticles: async (): Promise<void> => {
      const feeds = [...settings.feeds.values()]
      await pollRound({ ...app.deps, articles }, () => settings, feeds, 'now', watcher, signal)
      await app.deliver(settings)
    },
    ledger: async (): Promise<readonly LedgerRow[]> =>
      await Array.fromAsync(streamLedger(app.deps.db)),
  }
}

describe('a digest of what was already published', () => {
  test('is held, with a reason and a limit, while first articles are to be read', async () => {
    const { sink, app, clock, pollWithoutArticles, ledger } = await startWorld()

    await pollWithoutArticles()

    const rows = await ledger()
    expect(sink.received).toEqual([])
    expect(rows).toHaveLength(10)
    expect(rows[0]).toMatchObject({
      state: 'held',
      reason: 'the articles of what was already published are being read',
      nextAttemptAt: '2026-03-03T08:45:00.000Z',
    })
    expect(await verifyLedger(app.deps.db, clock.now)).toEqual([])
  })

  test('goes out once when they are read, with all that they told', async () => {
    const { sink, app, settings, pollWithoutArticles, ledger } = await startWorld()
    await pollWithoutArticles()

    await app.retryArticles(settings)

    expect(sink.received).toHaveLength(1)
    expect(sink.received[0]?.mail.text).toContain('10 of 20 stories listed')
    expect(new Set((await ledger()).map(({ state }) => state))).toEqual(new Set(['sent']))
  })

  test('waits on when a look has no time for all of them', async () => {
    const { sink, app, settings, pollWithoutArticles } = await startWorld()
    await pollWithoutArticles()
    const articles = new ArticleReader(app.deps, { ...defaultBudgets, retryMs: 0 })

    await retryArticles({ ...app.deps, articles }, () => settings, signal)
    await app.deliver(settings)

    expect(sink.received).toEqual([])
  })

  test('goes out at its limit with what was read by then', async () => {
    const { sink, app, clock, settings, pollWithoutArticles } = await startWorld()
    await pollWithoutArticles()

    clock.advance(15 * MINUTE_MS)
    await app.deliver(settings)

    expect(sink.received).toHaveLength(1)
    expect(sink.received[0]?.mail.text).not.toContain('10 of 20 stories listed')
  })

  test('holds back no news', async () => {
    const { pages, sink, clock, pollWithoutArticles } = await startWorld()
    await pollWithoutArticles()
    const news = itemsOf('https://trade.test', 2, 'The reactor of Busan.')
    pages.set('/trade.xml', { body: rssOf('Trade', news.slice(1)) })
    clock.advance(MINUTE_MS)

    await pollWithoutArticles()

    expect(sink.received.map(({ mail }) => mail.subject)).toEqual([
      expect.stringContaining('Plan 1 of the ministry'),
    ])
  })

  test('waits for the hour of its subscription when that comes later', async () => {
    const { sink, app, clock, settings, pollWithoutArticles, ledger } = await startWorld('daily')
    await pollWithoutArticles()
    await app.retryArticles(settings)
    const [row] = await ledger()

    clock.advance(DAY_MS)
    await app.deliver(settings)

    expect(row).toMatchObject({ state: 'held', reason: expect.stringContaining('daily digest') })
    expect(sink.received).toHaveLength(1)
  })

  test('goes out at once when every digest is treated as due', async () => {
    const { sink, app, clock, settings, pollWithoutArticles } = await startWorld()
    await pollWithoutArticles()

    await inTransaction(app.deps.db, async (tx) => await hastenDigests(tx, clock.now))
    await app.deliver(settings)

    expect(sink.received).toHaveLength(1)
  })

  test('goes out at the end of a single poll with what was read by then', async () => {
    const { sink, app, settings } = await startWorld()
    const articles = new ArticleReader(app.deps, {
      ...defaultBudgets,
      pollMs: 0,
      retryMs: 0,
      firstMs: 0,
    })
    const watcher = { onPoll: (): void => {}, onDelivery: (): void => {} }

    const feeds = [...settings.feeds.values()]
    await pollOnce({ ...app.deps, articles }, settings, feeds, watcher, signal)

    expect(sink.received).toHaveLength(1)
  })

  test('waits for all articles in a single poll, look after look, and its summary counts them', async () => {
    const { pages, sink, app, settings } = await startWorld()
    slowDown(pages)
    // less than all articles take, and more than a busy machine takes for the first of a look
    const budgets = { ...defaultBudgets, pollMs: 0, retryMs: 2_000 }
    const articles = new ArticleReader(app.deps, budgets)
    const watcher = { onPoll: (): void => {}, onDelivery: (): void => {} }

    const feeds = [...settings.feeds.values()]
    const { round } = await pollOnce({ ...app.deps, articles }, settings, feeds, watcher, signal)

    expect(sink.received).toHaveLength(1)
    expect(sink.received[0]?.mail.text).toContain('10 of 20 stories listed')
    expect(round.matchCount).toBe(20)
  })
})
