import { describe, expect, test } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../../src/core/time.ts'
import { emptyPage, startPageServer } from '../../support/page-server.ts'
import { startWatchedFeed, type WatchedFeed } from '../../support/watched-feed.ts'
import { SOUND, startWatchedHost, type WatchedHost } from '../../support/watched-host.ts'

const waitFor = (seconds: number): ReturnType<typeof emptyPage> =>
  emptyPage(429, { 'retry-after': String(seconds) })

/** Answers these feeds so late that who is refused at once is refused first; returns which were answered. */
function answerLate(host: WatchedHost, ids: readonly string[]): ReadonlySet<string> {
  const answered = new Set<string>()
  for (const id of ids) {
    host.serve([id], (response) => {
      answered.add(id)
      setTimeout(() => response.writeHead(200, XML).end(SOUND.body), 20)
    })
  }
  return answered
}

/** Answers so many requests of each hour and refuses the others; returns which feeds were answered. */
function answerPerHour(
  host: WatchedHost,
  ids: readonly string[],
  limit: number,
): ReadonlySet<string> {
  const answered = new Set<string>()
  const counts = new Map<string, number>()
  for (const id of ids) {
    host.serve([id], (response) => {
      const hour = host.clock.now.slice(0, 'YYYY-MM-DDTHH'.length)
      const count = (counts.get(hour) ?? 0) + 1
      counts.set(hour, count)
      if (count > limit) {
        response.writeHead(429, { 'retry-after': '3600' }).end()
        return
      }
      answered.add(id)
      response.writeHead(200, XML).end(SOUND.body)
    })
  }
  return answered
}

const XML = { 'content-type': 'application/xml' }

/** So many days long the feed lists one item more every twelve hours, and the articles that are due are asked for every hour. */
async function publishArticles(feed: WatchedFeed, days: number): Promise<void> {
  for (const hour of Array(24 * days).keys()) {
    const newest = 2 + Math.floor(hour / 12)
    await feed.list(newest, newest - 1)
    await feed.app.retryArticles(feed.settings)
    feed.clock.advance(45 * MINUTE_MS)
  }
}

describe('a host that asks to be left alone', () => {
  test('for the sake of one dead address starves none of its other feeds, and the address is told of by itself', async () => {
    const sound = ['f2', 'f3', 'f4', 'f5']
    const host = await startWatchedHost(['f1', ...sound])
    host.serve(['f1'], emptyPage(503, { 'retry-after': '86400' }))
    const answered = answerLate(host, sound)

    await host.tickEvery(HOUR_MS, 24 * 5)

    expect([...answered].sort()).toEqual(sound)
    expect(host.told()).toEqual([
      `${host.name} asks to be left alone`,
      `f1: asking to wait; ${host.name}: no longer asking to wait`,
    ])
  })

  test('after two requests an hour serves four feeds in turn, and is told of seldom', async () => {
    const ids = ['f1', 'f2', 'f3', 'f4']
    const host = await startWatchedHost(ids, 'polling: { perHost: 1 }')
    const answered = answerPerHour(host, ids, 2)

    await host.tickEvery(15 * MINUTE_MS, 4 * 48)

    expect([...answered].sort()).toEqual(ids)
    expect(host.told().length).toBeLessThan(6)
  })

  test('is no longer waited for when it answers with errors', async () => {
    const feed = await startWatchedFeed()
    await feed.list(1, 2)
    await feed.answer(waitFor(7200))

    await feed.answerEvery(6 * HOUR_MS, emptyPage(404), 5)

    expect((await feed.conditions()).map(({ kind }) => kind)).toEqual(['broken'])
  })

  test('is no longer waited for when no redirect leads to it any more', async () => {
    const other = await startPageServer()
    other.set('/b.xml', waitFor(7200))
    const host = await startWatchedHost(['a'])
    host.serve(['a'], emptyPage(301, { location: `${other.url}/b.xml` }))
    await host.tickEvery(HOUR_MS, 1)
    const { conditions: before } = await host.status()

    host.serve(['a'], SOUND)
    await host.tickEvery(HOUR_MS, 24)

    expect(before).toMatchObject([{ kind: 'throttled', host: new URL(other.url).host }])
    expect((await host.status()).conditions).toEqual([])
  })

  test('is told of when it refuses nothing but articles', async () => {
    const feed = await startWatchedFeed('fullText: true, startWith: everything')
    for (const number of Array(10).keys()) feed.pages.set(`/releases/${number}`, waitFor(86_000))

    await publishArticles(feed, 4)

    expect(feed.told().join()).toContain('asks to be left alone')
  })

  test('by a 503 for ever that names no time makes a broken feed', async () => {
    const feed = await startWatchedFeed()
    await feed.list(1, 2)

    await feed.answerEvery(6 * HOUR_MS, emptyPage(503), 12)

    expect(feed.told()).toEqual(['energy (Energy) is broken'])
  })
})
