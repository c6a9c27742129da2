import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../../src/core/time.ts'
import { rssOf } from '../../support/feed-text.ts'
import type { Page } from '../../support/page-server.ts'
import { startWatchedFeed } from '../../support/watched-feed.ts'

const HTML: Page = { body: '<html><title>Log in</title>Log in</html>', type: 'text/html' }
const BROKEN: Page = { body: 'oops', status: 500 }

describe('a feed that cannot be read', () => {
  test.each<[string, Page, number, string, string, string]>([
    ['answers with errors', BROKEN, 3, 'broken', 'is broken', 'works again'],
    [
      'cannot be parsed',
      { body: '<rss><channel><item><title>a' },
      3,
      'broken',
      'is broken',
      'works again',
    ],
    [
      'serves a page',
      HTML,
      3,
      'not-a-feed',
      'serves something that is not a feed',
      'serves a feed again',
    ],
    [
      'was taken down',
      { body: '', status: 410 },
      1,
      'gone',
      'was taken down, its server says (410)',
      'is back',
    ],
    [
      'refuses GET',
      { body: '', status: 405 },
      1,
      'wants-post',
      'refuses GET (405)',
      'answers again',
    ],
  ])('%s: begins and ends once', async (_name, page, failures, kind, begun, ended) => {
    const feed = await startWatchedFeed()
    await feed.list(1, 2)

    await feed.answer(page, failures - 1)
    const before = feed.told()
    await feed.answer(page, 5)
    const during = await feed.conditions()
    await feed.list(1, 2)
    await feed.poll(2)

    expect(before).toEqual([])
    expect(during).toEqual([{ kind, feed: 'energy' }])
    expect(feed.told()).toEqual([`energy (Energy) ${begun}`, `energy (Energy) ${ended}`])
    expect(await feed.conditions()).toEqual([])
  })

  test('is told of anew when its server says that it is gone for good, and recovers once', async () => {
    const feed = await startWatchedFeed()
    await feed.answer(BROKEN, 4)
    await feed.answer({ body: '', status: 410 }, 3)

    await feed.list(1, 2)

    expect(feed.told()).toEqual([
      'energy is broken',
      'energy was taken down, its server says (410)',
      'energy (Energy) is back',
    ])
  })

  test('that comes and goes is told of less often', async () => {
    const feed = await startWatchedFeed()
    await feed.answer(BROKEN, 3)
    await feed.list(1, 2)
    await feed.answer(BROKEN, 5)
    await feed.list(1, 2)

    await feed.answer(BROKEN, 6)

    expect(feed.told()).toEqual([
      'energy is broken',
      'energy (Energy) works again',
      'energy (Energy) is broken',
    ])
  })

  test('is shown as failing before it is called broken', async () => {
    const feed = await startWatchedFeed()

    await feed.answer(BROKEN, 2)

    expect((await feed.status()).feeds[0]).toMatchObject({ health: 'failing', conditions: [] })
  })
})

describe('a host that wants to be left alone', () => {
  const wait = (seconds: number): Page => ({
    body: '',
    status: 429,
    headers: { 'retry-after': String(seconds) },
  })

  test('for long is told of once, and once when it answers again', async () => {
    const feed = await startWatchedFeed()
    await feed.list(1, 2)
    const host = new URL(feed.pages.url).host

    await feed.answer(wait(7200), 3)
    const during = (await feed.status()).conditions
    feed.clock.advance(2 * HOUR_MS)
    await feed.list(1, 2)

    expect(during).toMatchObject([{ kind: 'throttled', host, feed: null }])
    expect(feed.told()).toEqual([
      `${host} asks to be left alone`,
      `${host} is no longer waited for`,
    ])
  })

  test('for a moment is no matter for the administrator', async () => {
    const feed = await startWatchedFeed()
    await feed.list(1, 2)

    await feed.answer(wait(300))
    await feed.list(1, 2)

    expect(feed.told()).toEqual([])
  })
})

describe('gaps', () => {
  test('are noticed when a poll shares no item with the one before; what came is told', async () => {
    const feed = await startWatchedFeed('startWith: everything')
    await feed.list(1, 2, 3)
    const before = feed.alertCount()
    await feed.list(9, 8, 7)
    const { gaps, conditions } = await feed.status()
    const alert = feed.lastAlert()
    await feed.list(10, 9, 8)
    feed.clock.advance(3 * DAY_MS)
    await feed.list(11, 10, 9)

    expect(gaps).toMatchObject([
      { feed: 'energy', from: '2026-03-03T08:30:00.000Z', until: '2026-03-03T08:45:00.000Z' },
    ])
    expect(conditions).toMatchObject([{ kind: 'gap', feed: 'energy' }])
    expect(alert).toContain(
      'Note: Energy may have published more between Tue 3 Mar 2026, 08:30 (UTC) and Tue 3 Mar 2026, 08:45 (UTC) than was seen.',
    )
    expect(feed.lastAlert()).not.toContain('may have published more')
    expect(feed.told()).toEqual([
      'energy (Energy) may have lost items',
      'energy (Energy) is seen without gaps again',
    ])
    expect(feed.alertCount() - before).toBe(3)
  })

  test('that follow one another are recorded each, and told as one', async () => {
    const feed = await startWatchedFeed()
    await feed.list(1, 2, 3)

    await feed.list(9, 8, 7)
    await feed.list(19, 18, 17)

    expect((await feed.status()).gaps).toHaveLength(2)
    expect(feed.told()).toEqual(['energy (Energy) may have lost items'])
  })

  test('are not hidden by a notice that stands on top for ever', async () => {
    const feed = await startWatchedFeed()
    await feed.list(0, 1, 2, 3, 4, 5)

    await feed.list(0, 11, 12, 13, 14, 15)

    expect(feed.told()).toEqual(['energy (Energy) may have lost items'])
  })

  test('are noticed behind a document that is empty for once', async () => {
    const feed = await startWatchedFeed()
    await feed.list(1, 2)
    await feed.list()

    await feed.list(5, 6)

    expect(feed.told()).toEqual(['energy (Energy) may have lost items'])
  })
})

describe('a feed that turns new at once', () => {
  const moved = (number: number): { number: number; guid: string; link: string } => ({
    number,
    guid: `https://new.test/?p=${number + 40}`,
    link: `https://new.test/archive/${number + 40}`,
  })

  test('because its site was rebuilt tells nothing twice and loses nothing new', async () => {
    const feed = await startWatchedFeed()
    await feed.list(4, 3, 2, 1)
    const before = feed.alertCount()

    await feed.list(moved(5), moved(4), moved(3), moved(2))
    const told = feed.alertCount() - before
    await feed.list(moved(6), moved(5), moved(4), moved(3))
    feed.clock.advance(3 * DAY_MS)
    await feed.list(moved(7), moved(6), moved(5), moved(4))

    expect(told).toBe(1)
    expect(feed.alertCount() - before).toBe(3)
    expect(feed.told()).toEqual([
      'energy (Energy) was rebuilt',
      'energy (Energy) keeps its identifiers again',
    ])
  })

  test('with other news is believed', async () => {
    const feed = await startWatchedFeed()
    await feed.list(4, 3, 2, 1)
    const before = feed.alertCount()

    await feed.list(moved(8), moved(7), moved(6), moved(5))

    expect(feed.alertCount() - before).toBe(1)
    expect(feed.told()).toEqual(['energy (Energy) may have lost items'])
  })
})

describe('quiet feeds', () => {
  test('that fall silent against their own rhythm are told of, and when they bring news again', async () => {
    const feed = await startWatchedFeed()
    await feed.list(2, 1)
    await feed.publishDaily(10)

    feed.clock.advance(2.5 * DAY_MS)
    await feed.poll()
    const early = feed.told()
    feed.clock.advance(5 * DAY_MS)
    await feed.poll(3)
    const during = await feed.conditions()
    await feed.list(99, 12, 11)

    expect(early).toEqual([])
    expect(during).toEqual([{ kind: 'silent', feed: 'energy' }])
    expect(feed.told()).toEqual([
      'energy (Energy) has fallen silent',
      'energy (Energy) brings news again',
    ])
  })

  test('of which the newest item is old are shown at once, and told of when that lasts for a day', async () => {
    const feed = await startWatchedFeed()
    const old = [1, 2, 3, 4, 5].map((number) => ({
      number,
      date: `${number} Oct 2025 09:00:00 GMT`,
    }))

    await feed.list(...old)
    const early = feed.told()
    const { feeds } = await feed.status()
    feed.clock.advance(DAY_MS)
    await feed.poll(2)
    await feed.list(6, ...old)

    expect(feeds[0]).toMatchObject({ health: 'stale', conditions: ['stale'] })
    expect(early).toEqual([])
    expect(feed.told()).toEqual([
      'energy (Energy) lists nothing recent',
      'energy (Energy) brings news',
    ])
  })
})

describe('an address that moved for good', () => {
  const body = rssOf('Energy', [
    { guid: 'a', title: 'About reactors', link: 'https://energy.test/a', teaser: 'Reactors.' },
    { guid: 'b', title: 'About more reactors', link: 'https://energy.test/b', teaser: 'Reactors.' },
  ])
  const redirect: Page = { body: '', status: 301, headers: { location: '/new.xml' } }

  test('is adopted after several polls, and asked directly until it fails', async () => {
    const feed = await startWatchedFeed()
    await feed.answer({ body })
    feed.pages.set('/new.xml', { body })

    await feed.answer(redirect, 4)
    const early = (await feed.status()).feeds[0]?.movedTo
    await feed.poll()
    const adopted = (await feed.status()).feeds[0]?.movedTo
    feed.pages.requests.length = 0
    await feed.poll()
    const asked = feed.pages.requests.map(({ path }) => path)
    feed.pages.set('/new.xml', BROKEN)
    await feed.answer({ body }, 4)

    expect(early).toBeNull()
    expect(adopted).toBe(`${feed.pages.url}/new.xml`)
    expect(asked).toEqual(['/new.xml'])
    expect(feed.told()).toEqual([
      'energy (Energy) has moved for good',
      'energy (Energy): broken; energy (Energy): no longer moved',
      'energy (Energy) works again',
    ])
  })

  test('is not adopted when other items stand there', async () => {
    const feed = await startWatchedFeed()
    await feed.answer({ body })
    feed.pages.set('/new.xml', {
      body: body.replaceAll('eactors', 'esearch').replaceAll('/energy.', '/x.'),
    })

    await feed.answer(redirect, 1)
    feed.pages.set('/new.xml', { body })
    await feed.poll(4)

    expect((await feed.status()).feeds[0]?.movedTo).toBeNull()
  })

  test('starts nothing over when the configuration names it', async () => {
    const feed = await startWatchedFeed()
    await feed.answer({ body })
    feed.pages.set('/new.xml', { body })
    await feed.answer(redirect, 5)
    const before = feed.alertCount()
    const corrected = await feed.configure('/new.xml', 'title: E')

    await feed.app.poll(corrected)

    expect(feed.told()).toEqual([
      'energy (Energy) has moved for good',
      'energy (E) is asked at the address in config.yaml',
    ])
    expect(feed.alertCount()).toBe(before)
  })
})

test('a server that answers only who brings its cookie back is shown at once and told of after a day', async () => {
  const feed = await startWatchedFeed()
  const body = rssOf('Energy', [])
  feed.pages.set('/feed.xml', (response) => {
    const hasCookie = response.req.headers.cookie === 'seen=1'
    const headers = hasCookie ? {} : { location: '/feed.xml', 'set-cookie': 'seen=1' }
    response.writeHead(hasCookie ? 200 : 307, headers).end(hasCookie ? body : '')
  })

  await feed.poll()
  const early = [...feed.told()]
  const during = await feed.conditions()
  feed.clock.advance(DAY_MS)
  await feed.poll(2)
  await feed.answer({ body })

  expect(early).toEqual([])
  expect(during).toEqual([{ kind: 'cookies-first', feed: 'energy' }])
  expect(feed.told()).toEqual([
    'energy (Energy) wants a cookie back before it answers',
    'energy (Energy) answers without a cookie',
  ])
})
