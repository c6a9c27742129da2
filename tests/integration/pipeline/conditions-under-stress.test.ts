import { describe, expect, test } from 'vitest'
import { freshUntil } from '../../../src/core/feed/freshness.ts'
import { decidePoll, findNextPoll } from '../../../src/core/feed/poll-policy.ts'
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS, type Timestamp } from '../../../src/core/time.ts'
import { stateBefore } from '../../../src/pipeline/feed-state.ts'
import { planOf } from '../../../src/pipeline/plan-of.ts'
import { pollRound } from '../../../src/pipeline/poll-round.ts'
import { readStatus } from '../../../src/pipeline/read-status.ts'
import { findFeedStates } from '../../../src/store/feeds.ts'
import { rssOf } from '../../support/feed-text.ts'
import { type Page, startPageServer } from '../../support/page-server.ts'
import { startSmtpSink } from '../../support/smtp-sink.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, makeClock, openTestApp } from '../../support/test-app.ts'
import { startWatchedFeed, type WatchedFeed } from '../../support/watched-feed.ts'

/** Each test here fails at 3ee1522: what was found by somebody who tried to break the states of feeds. */

const P = (status: number, headers: Record<string, string> = {}, body = ''): Page => ({
  body,
  status,
  headers,
})
const bodyOf = async (feed: WatchedFeed): Promise<string> =>
  await (await fetch(`${feed.pages.url}/feed.xml`)).text()

type Entry = { t: string; l: string; g: string; d?: string; x?: string }
const rss = (items: readonly Entry[]): string =>
  `<rss version="2.0"><channel><title>Energy</title><link>https://e.test/</link>${items.map((i) => `<item><title>${i.t}</title><link>${i.l}</link><guid isPermaLink="false">${i.g}</guid>${i.d ? `<pubDate>${i.d}</pubDate>` : ''}<description>${i.x ?? ''}</description></item>`).join('')}</channel></rss>`
const doc = (n = 0): string =>
  rss([0, 1, 2].map((k) => ({ t: `About ${n + k}`, l: `https://e.test/${n + k}`, g: `g${n + k}` })))

async function world(feeds: (url: string) => string, more = '') {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  const settings = await loadSettings(
    dir,
    `${feeds(pages.url)}
rules: { reactors: { match: reactors } }
subscriptions: { desk: { to: [desk@example.org], rules: all, budget: 0 } }
mail: { from: watch@example.org, smtp: "${sink.url}" }
admins: [ops@example.org]
${more}`,
  )
  const clock = makeClock('2026-03-03T08:30:00.000Z')
  const app = await openTestApp(settings, { now: () => clock.now })
  const mails = () => sink.received.filter(({ to }) => to.includes('ops@example.org'))
  /** A tick of the daemon: the feeds that are due by schedule. */
  const tick = async (): Promise<void> => {
    const all = [...settings.feeds.values()]
    const states = await findFeedStates(
      app.deps.db,
      all.map(({ id }) => id),
    )
    const due = all.filter(
      (feed) =>
        decidePoll(planOf(feed, 0), states.get(feed.id) ?? null, null, 'schedule', clock.now)
          .kind === 'poll',
    )
    if (due.length === 0) return
    const watcher = { onPoll: (): void => {}, onAlertsReady: (): void => {} }
    await pollRound(app.deps, settings, due, 'schedule', watcher, new AbortController().signal)
    await app.deliver(settings)
  }
  return {
    pages,
    settings,
    clock,
    app,
    mails,
    tick,
    told: () => mails().map(({ mail }) => (mail.subject ?? '').replace('Policywatch: ', '')),
    status: async () => await readStatus(app.deps.db, settings, clock.now),
  }
}
const feedsOf =
  (ids: readonly string[]) =>
  (url: string): string =>
    `feeds:\n${ids.map((id) => `  ${id}: { url: "${url}/${id}.xml", allowPrivate: true }`).join('\n')}`

describe('1 news swallowed', () => {
  test('a second report of one title, twelve hours later, is told when the document has turned over', async () => {
    const feed = await startWatchedFeed()
    const ago = (h: number): string =>
      new Date(Date.parse(feed.clock.now) - h * HOUR_MS).toUTCString()
    const it = (n: number, h: number): Entry => ({
      t: `Release ${n} of the ministry`,
      l: `https://e.test/view?no=${n}`,
      g: `n${n}`,
      d: ago(h),
      x: `Text of release ${n}.`,
    })
    const report = (n: number, s: string): Entry => ({
      t: 'Situation report: earthquake, reactors',
      l: `https://e.test/view?no=${n}`,
      g: `n${n}`,
      d: ago(1),
      x: `The ministry informs about the state of reactors after the earthquake. ${s} The next report follows in twelve hours.`,
    })
    await feed.answer({ body: rss([it(100, 1), it(99, 2), it(98, 3)]) })
    await feed.answer({
      body: rss([report(106, 'All reactors are running.'), it(100, 2), it(99, 3)]),
    })
    const before = feed.alertCount()
    feed.clock.advance(12 * HOUR_MS)
    await feed.answer({
      body: rss([
        report(112, 'Reactor 3 was shut down, 40,000 people are being evacuated.'),
        it(111, 2),
        it(110, 3),
      ]),
    })

    expect([await feed.itemCount(), feed.alertCount() - before]).toEqual([7, 1])
  })

  test.each<[string, (d: number) => Entry[]]>([
    [
      'without dates and texts',
      (d) => [
        { t: 'Daily list of reactors', l: `https://e.test/fx/${100 + d}`, g: `fx${d}` },
        { t: 'Weekly list of reactors', l: `https://e.test/wk/${200 + d}`, g: `wk${d}` },
      ],
    ],
    [
      'behind links with the name of a program (selectBoardView.do?no=12)',
      (d) =>
        ['Notice on reactors', 'Tender for reactors', 'Vacancy at reactors'].map((t, k) => ({
          t,
          l: `https://e.test/selectBoardView.do?no=${d * 3 + k}`,
          g: `g${d}-${k}`,
          x: 'See attachment.',
        })),
    ],
    [
      'behind links with the number of the board, among other news',
      (d) => [
        {
          t: 'Weekly briefing on reactors',
          l: `https://e.test/board/20240/view?no=${10 + d}`,
          g: `b${d}`,
          x: `Briefing of week ${d}: five reactors, see the file.`,
        },
        {
          t: `News ${d} A`,
          l: `https://e.test/board/20240/view?no=${50 + d}`,
          g: `na${d}`,
          x: `Text A ${d}`,
        },
        {
          t: `News ${d} B`,
          l: `https://e.test/board/20240/view?no=${70 + d}`,
          g: `nb${d}`,
          x: `Text B ${d}`,
        },
      ],
    ],
  ])('issues of series %s are items of their own', async (_name, documentOf) => {
    const feed = await startWatchedFeed()
    for (const day of [0, 1, 2, 3, 4]) await feed.answer({ body: rss(documentOf(day)) })

    expect(await feed.itemCount()).toBe(5 * documentOf(0).length)
  })

  test('a series behind one link, each issue with a guid, a day and a text of its own', async () => {
    const feed = await startWatchedFeed()
    const texts = [
      'Reactors in the north are shut down because of the flood there, all travel is to be avoided by everyone.',
      'A new accord on reactors was signed in the capital and opens the border for engineers.',
      'Strikes at reactors of the coast begin on Monday and last for a week according to unions.',
    ]
    for (const [day, x] of texts.entries()) {
      await feed.answer({
        body: rss([
          {
            t: 'Travel advice, reactors',
            l: 'https://e.test/advice',
            g: `advice-${day}`,
            d: new Date(Date.UTC(2026, 2, 1 + day)).toUTCString(),
            x,
          },
          { t: 'Old', l: 'https://e.test/old', g: 'old' },
        ]),
      })
      feed.clock.advance(DAY_MS)
    }

    expect(feed.alertCount()).toBe(3)
  })
})

describe('2 hosts', () => {
  test('one dead address that asks for a day starves no other feed of its host, and is told of by itself', async () => {
    const w = await world(feedsOf(['f1', 'f2', 'f3', 'f4', 'f5']))
    const counts = new Map<string, number>()
    w.pages.set('/f1.xml', P(503, { 'retry-after': '86400' }))
    for (const id of ['f2', 'f3', 'f4', 'f5']) {
      w.pages.set(`/${id}.xml`, (response) => {
        counts.set(id, (counts.get(id) ?? 0) + 1)
        setTimeout(
          () => response.writeHead(200, { 'content-type': 'application/xml' }).end(doc()),
          20,
        )
      })
    }
    for (const _ of Array(24 * 10).keys()) {
      await w.tick()
      w.clock.advance(HOUR_MS)
    }

    expect({ asked: [...counts.keys()].sort(), told: w.told() }).toEqual({
      asked: ['f2', 'f3', 'f4', 'f5'],
      told: [
        expect.stringMatching(/^127.* asks to be left alone$/),
        expect.stringMatching(/^f1: asking to wait; 127.*: no longer asking to wait$/),
      ],
    })
  })

  test('a host that allows two requests an hour serves four feeds in turn, and is told of once', async () => {
    const w = await world(feedsOf(['f1', 'f2', 'f3', 'f4']), 'polling: { perHost: 1 }')
    let [hour, quota] = ['', 0]
    const counts = new Map<string, number>()
    for (const id of ['f1', 'f2', 'f3', 'f4']) {
      w.pages.set(`/${id}.xml`, (response) => {
        if (w.clock.now.slice(0, 13) !== hour) [hour, quota] = [w.clock.now.slice(0, 13), 2]
        quota -= 1
        if (quota < 0) return void response.writeHead(429, { 'retry-after': '3600' }).end()
        counts.set(id, (counts.get(id) ?? 0) + 1)
        response.writeHead(200, { 'content-type': 'application/xml' }).end(doc())
      })
    }
    for (const _ of Array(4 * 48).keys()) {
      await w.tick()
      w.clock.advance(15 * MINUTE_MS)
    }

    expect({ asked: [...counts.keys()].sort(), few: w.told().length < 6 }).toEqual({
      asked: ['f1', 'f2', 'f3', 'f4'],
      few: true,
    })
  })

  test('that answers with errors no longer asks to wait', async () => {
    const feed = await startWatchedFeed()
    await feed.list(1, 2)
    await feed.answer(P(429, { 'retry-after': '7200' }))
    for (const _ of Array(5).keys()) {
      feed.clock.advance(6 * HOUR_MS)
      await feed.answer(P(404))
    }

    expect((await feed.conditions()).map(({ kind }) => kind)).toEqual(['broken'])
  })

  test('to which a redirect led no longer is throttled when nobody is sent there', async () => {
    const w = await world(feedsOf(['a']))
    const other = await startPageServer()
    other.set('/b.xml', P(429, { 'retry-after': '7200' }))
    w.pages.set('/a.xml', P(301, { location: `${other.url}/b.xml` }))
    await w.tick()
    w.pages.set('/a.xml', P(200, {}, doc()))
    for (const _ of Array(24).keys()) {
      w.clock.advance(HOUR_MS)
      await w.tick()
    }

    expect((await w.status()).conditions).toEqual([])
  })

  test('articles whose host asks for a day again and again make a state of it', async () => {
    const w = await world(
      (url) =>
        `feeds: { a: { url: "${url}/a.xml", allowPrivate: true, fullText: true, startWith: everything } }`,
    )
    for (const k of Array(40).keys()) w.pages.set(`/art/${k}`, P(429, { 'retry-after': '86000' }))
    for (const h of Array(24 * 4).keys()) {
      const n = 1 + Math.floor(h / 12)
      w.pages.set(
        '/a.xml',
        P(
          200,
          {},
          rss(
            [n, n + 1].map((k) => ({
              g: `g${k}`,
              t: `Reactors ${k}`,
              l: `${w.pages.url}/art/${k}`,
            })),
          ),
        ),
      )
      await w.app.poll(w.settings)
      await w.app.retryArticles(w.settings)
      w.clock.advance(HOUR_MS)
    }

    expect(w.told().join()).toContain('asks to be left alone')
  })
})

test('3 a server that says 503 for ever, with no Retry-After, makes a broken feed', async () => {
  const feed = await startWatchedFeed()
  await feed.list(1, 2)
  for (const _ of Array(12).keys()) {
    feed.clock.advance(6 * HOUR_MS)
    await feed.answer(P(503))
  }

  expect(feed.told()).toEqual(['energy (Energy) is broken'])
})

describe('4 moves', () => {
  const REDIRECT = P(301, { location: '/b.xml' })

  test.each([
    [
      'strange items',
      rss([
        { t: 'Casino', l: 'https://casino.test/1', g: 'z1' },
        { t: 'Win', l: 'https://casino.test/2', g: 'z2' },
      ]),
    ],
    ['no items', rss([])],
  ])('to %s are never believed', async (_name, body) => {
    const feed = await startWatchedFeed()
    await feed.list(1, 2)
    feed.pages.set('/b.xml', { body })
    await feed.answer(REDIRECT, 10)

    expect((await feed.status()).feeds[0]?.movedTo).toBeNull()
  })

  test('to another origin do not take the secret headers of the configuration along', async () => {
    const feed = await startWatchedFeed('headers: { authorization: "Bearer SECRET" }')
    await feed.list(1, 2)
    const other = await startPageServer()
    other.set('/x.xml', P(200, {}, await bodyOf(feed)))
    await feed.answer(P(301, { location: `${other.url}/x.xml` }), 8)

    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual(
      Array(8).fill(undefined),
    )
  })

  test('that were taken back do not hide the configured address', async () => {
    const feed = await startWatchedFeed()
    await feed.list(1, 2, 3)
    feed.pages.set('/b.xml', P(200, {}, await bodyOf(feed)))
    await feed.answer(REDIRECT, 6)
    const before = feed.alertCount()
    for (const day of Array(30).keys()) {
      feed.clock.advance(DAY_MS)
      await feed.list(day + 10, day + 9, day + 8)
    }

    expect(feed.alertCount() - before).toBeGreaterThan(0)
  })

  test('to an address that asks to wait for ever do not hide the configured one', async () => {
    const feed = await startWatchedFeed()
    await feed.list(1, 2, 3)
    feed.pages.set('/b.xml', P(200, {}, await bodyOf(feed)))
    await feed.answer(REDIRECT, 6)
    feed.pages.set('/b.xml', P(429, { 'retry-after': '3600' }))
    const before = feed.alertCount()
    for (const day of Array(30).keys()) {
      feed.clock.advance(DAY_MS)
      await feed.list(day + 10, day + 9, day + 8)
    }

    expect(feed.alertCount() - before).toBeGreaterThan(0)
  })

  test('that go on to a third address are told of', async () => {
    const feed = await startWatchedFeed()
    await feed.list(1, 2)
    const body = await bodyOf(feed)
    feed.pages.set('/b.xml', P(200, {}, body))
    await feed.answer(REDIRECT, 6)
    feed.pages.set('/c.xml', P(200, {}, body))
    feed.pages.set('/b.xml', P(301, { location: '/c.xml' }))
    await feed.poll(8)

    expect((await feed.status()).conditions[0]?.detail).toContain('/c.xml')
  })

  test('back to the configured address end', async () => {
    const feed = await startWatchedFeed()
    await feed.list(1, 2)
    const body = await bodyOf(feed)
    feed.pages.set('/b.xml', P(200, {}, body))
    await feed.answer(REDIRECT, 6)
    feed.pages.set('/b.xml', P(301, { location: '/feed.xml' }))
    await feed.answer(P(200, {}, body), 8)

    expect(await feed.conditions()).toEqual([])
  })
})

describe('5 mails to the administrators', () => {
  test('name each of forty feeds that break at once', async () => {
    const ids = Array.from({ length: 40 }, (_, i) => `ministry-of-energy-${i}x`)
    const w = await world(feedsOf(ids))
    for (const _ of Array(4).keys()) {
      await w.app.poll(w.settings)
      w.clock.advance(HOUR_MS)
    }
    const text = w
      .mails()
      .map(({ mail }) => mail.text)
      .join('\n')

    expect(ids.filter((id) => !text.includes(id))).toEqual([])
  })

  test('tell what ended though much began at the same time', async () => {
    const kinds: readonly (readonly [string, Page])[] = [
      ['broken', P(500)],
      ['gone', P(410)],
      ['post', P(405)],
      ['page', P(200, {}, '<html><title>x</title>x</html>')],
    ]
    const ids = kinds.flatMap(([kind, page]) =>
      Array.from({ length: 6 }, (_, i) => [`${kind}${i}`, page] as const),
    )
    const w = await world(feedsOf(['ender', ...ids.map(([id]) => id)]))
    const set = (id: string, page: Page): void => w.pages.set(`/${id}.xml`, page)
    const poll = async (times: number): Promise<void> => {
      for (const _ of Array(times).keys()) {
        await w.app.poll(w.settings)
        w.clock.advance(HOUR_MS)
      }
    }
    for (const [id] of ids) set(id, P(200, {}, doc()))
    await poll(3)
    for (const [id] of ids) set(id, P(500))
    await poll(2)
    for (const [id, page] of ids) set(id, page)
    set('ender', P(200, {}, doc()))
    await poll(3)

    expect(
      w
        .mails()
        .map(({ mail }) => mail.text)
        .join('\n'),
    ).toContain('ender (Energy) works again')
  })

  test.each<[string, Page]>([
    ['410', P(410)],
    ['405', P(405)],
    ['429 for an hour', P(429, { 'retry-after': '3600' })],
  ])('do not follow each turn of a server that says %s every other time', async (_name, page) => {
    const feed = await startWatchedFeed()
    await feed.list(1, 2)
    const body = await bodyOf(feed)
    for (const _ of Array(20).keys()) {
      await feed.answer(page)
      feed.clock.advance(HOUR_MS)
      await feed.answer(P(200, {}, body))
    }

    expect(feed.told().length).toBeLessThan(10)
  })
})

describe('6 gaps', () => {
  test('are not recorded at every poll of a feed that two servers serve in turn', async () => {
    const feed = await startWatchedFeed()
    for (const _ of Array(20).keys())
      await feed.listInTurn([
        [1, 2, 3],
        [101, 102, 103],
      ])

    expect((await feed.status()).gaps.length).toBeLessThan(5)
  })

  test('are noticed though one poll saw an empty document between', async () => {
    const feed = await startWatchedFeed()
    await feed.listInTurn([[1, 2, 3], [], [19, 18, 17]])

    expect(feed.told()).toEqual(['energy (Energy) may have lost items'])
  })

  test('of a feed that lists the items of the day alone are told of once', async () => {
    const feed = await startWatchedFeed()
    for (const day of Array(10).keys()) {
      await feed.listInTurn([
        [day * 10, day * 10 + 1],
        [day * 10, day * 10 + 1, day * 10 + 2],
      ])
      feed.clock.advance(DAY_MS)
    }

    expect(feed.told().length).toBeLessThan(6)
  })
})

test('7 a rebuilt feed of 400 items tells nothing old', async () => {
  const feed = await startWatchedFeed()
  const count = 400
  await feed.list(...Array.from({ length: count }, (_, i) => count - i))
  await feed.list(
    ...Array.from({ length: count }, (_, i) => ({
      number: count + 1 - i,
      guid: `new-${(count + 1 - i) * 7}`,
      link: `https://new.test/a/${(count + 1 - i) * 7 + 10_000}`,
    })),
  )

  expect(await feed.itemCount()).toBe(count + 1)
})

describe('8 times', () => {
  test('a weekly schedule loses no turn to max-age after a poll by hand', () => {
    const polled = '2026-03-01T12:00:00.000Z' as Timestamp // Sunday
    const empty = stateBefore({ id: 'f', url: 'https://e.test/' } as never, null, polled)
    const state = {
      ...empty,
      lastPolledAt: polled,
      lastSucceededAt: polled,
      freshUntil: freshUntil(polled, '2026-03-02T07:00:00.000Z' as Timestamp, 86_400, null),
    }
    const plan = { url: 'https://e.test/', schedule: '0 7 * * 1', timezone: 'UTC', delayMs: 0 }

    const next = findNextPoll(plan, state, null, addMs(polled, MINUTE_MS))

    expect(next !== null && next < '2026-03-03T00:00:00.000Z').toBe(true) // it is 2026-03-09
  })

  test('silence is noticed after a day on which the clock was a year ahead', async () => {
    const feed = await startWatchedFeed()
    await feed.list(2, 1)
    await feed.publishDaily(10)
    const now = feed.clock.now
    feed.clock.now = addMs(now, 365 * DAY_MS)
    await feed.list(20, 19, 13)
    feed.clock.now = addMs(now, HOUR_MS)
    await feed.publishDaily(10)
    for (const _ of Array(60).keys()) {
      feed.clock.advance(DAY_MS)
      await feed.poll()
    }

    expect(feed.told().join()).toContain('silent')
  })

  test('a feed that was silent is not told of again as one that never brought news when its address is corrected', async () => {
    const feed = await startWatchedFeed()
    await feed.list(2, 1)
    await feed.publishDaily(10)
    const body = await bodyOf(feed)
    feed.clock.advance(8 * DAY_MS)
    await feed.poll()
    feed.pages.set('/other.xml', P(200, {}, body))
    const settings = await feed.configure('/other.xml', '')
    await feed.app.poll(settings)
    feed.clock.advance(2 * DAY_MS)
    await feed.app.poll(settings)

    expect(feed.told()).toEqual(['energy (Energy) has fallen silent'])
  })
})

test('9 administrators whose mail server was away for six days are told of what still lasts', async () => {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  const settings = await loadSettings(
    dir,
    `
feeds: { a: { url: "${pages.url}/a.xml", allowPrivate: true } }
mail: { from: watch@example.org, smtp: "${sink.url}" }
admins: [ops@example.org]
`,
  )
  const clock = makeClock('2026-03-03T08:30:00.000Z')
  const app = await openTestApp(settings, { now: () => clock.now })
  sink.refuse(451, 'later')
  for (const _ of Array(24 * 6).keys()) {
    await app.poll(settings)
    clock.advance(HOUR_MS)
  }
  sink.acceptAll()
  for (const _ of Array(24).keys()) {
    await app.poll(settings)
    clock.advance(HOUR_MS)
  }

  expect(sink.received.map(({ mail }) => mail.subject).join()).toContain('a is broken')
})
void rssOf
