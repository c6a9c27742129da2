import { describe, expect, test } from 'vitest'
import { HOUR_MS } from '../../../src/core/time.ts'
import { emptyPage, type Page } from '../../support/page-server.ts'
import { startWatchedFeed, type WatchedFeed } from '../../support/watched-feed.ts'
import { SOUND, startWatchedHost, type WatchedHost } from '../../support/watched-host.ts'

const idsOf = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}x`)

/** As many of each as are told one by one. */
const FAULTS: readonly { readonly ids: readonly string[]; readonly page: Page }[] = [
  { ids: idsOf('broken', 6), page: emptyPage(500) },
  { ids: idsOf('gone', 6), page: emptyPage(410) },
  { ids: idsOf('post', 6), page: emptyPage(405) },
  { ids: idsOf('page', 6), page: { body: '<html><title>x</title>x</html>' } },
]

function serveFaults(host: WatchedHost): void {
  for (const { ids, page } of FAULTS) host.serve(ids, page)
}

/** The server refuses, answers an hour later, and so on, so many times. */
async function comeAndGo(feed: WatchedFeed, refusal: Page, times: number): Promise<void> {
  for (const _ of Array(times).keys()) {
    await feed.answer(refusal)
    feed.clock.advance(HOUR_MS)
    await feed.answer(feed.document())
  }
}

/** The server answers an error and then another, and so on, so many times. */
async function failInTurns(
  feed: WatchedFeed,
  errors: readonly Page[],
  times: number,
): Promise<void> {
  for (const turn of Array(times).keys()) {
    const page = errors[turn % errors.length]
    if (page !== undefined) await feed.answer(page)
  }
}

describe('messages to the administrators', () => {
  test('name each of forty feeds that break at once', async () => {
    const ids = idsOf('ministry-of-energy', 40)
    const host = await startWatchedHost(ids)

    await host.pollEvery(HOUR_MS, 4)

    expect(ids.filter((id) => !host.toldText().includes(id))).toEqual([])
  })

  test('tell what ended though much began at the same time', async () => {
    const failing = FAULTS.flatMap(({ ids }) => ids)
    const host = await startWatchedHost(['ender', ...failing])
    host.serve(failing, SOUND)
    await host.pollEvery(HOUR_MS, 3)
    host.serve(failing, emptyPage(500))
    await host.pollEvery(HOUR_MS, 2)

    serveFaults(host)
    host.serve(['ender'], SOUND)
    await host.pollEvery(HOUR_MS, 3)

    expect(host.toldText()).toContain('ender (Energy) works again')
  })

  test.each<[string, Page]>([
    ['410', emptyPage(410)],
    ['405', emptyPage(405)],
    ['429 for an hour', emptyPage(429, { 'retry-after': '3600' })],
  ])('do not follow each turn of a server that says %s every other time', async (_name, page) => {
    const feed = await startWatchedFeed()
    await feed.list(1, 2)

    await comeAndGo(feed, page, 20)

    expect(feed.told().length).toBeLessThan(10)
  })

  test.each<[string, readonly Page[]]>([
    ['500 and 405', [emptyPage(500), emptyPage(405)]],
    ['500 and 410', [emptyPage(500), emptyPage(410)]],
    ['405 and 410', [emptyPage(405), emptyPage(410)]],
  ])('tell once of a server that says %s in turns', async (_name, errors) => {
    const feed = await startWatchedFeed()
    await feed.list(1, 2)

    await failInTurns(feed, errors, 20)

    expect(feed.told()).toHaveLength(1)
  })

  test('are made anew, of what still lasts, when the mail server was away for six days', async () => {
    const host = await startWatchedHost(['a'])
    host.sink.refuse(451, 'later')
    await host.pollEvery(HOUR_MS, 24 * 6)
    host.sink.acceptAll()

    await host.pollEvery(HOUR_MS, 24)

    expect(host.told()).toContain('a is broken')
  })
})
