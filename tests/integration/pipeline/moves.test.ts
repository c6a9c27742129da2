import { describe, expect, test } from 'vitest'
import { rssOf, type SampleItem } from '../../support/feed-text.ts'
import { emptyPage, startPageServer } from '../../support/page-server.ts'
import { startWatchedFeed, type WatchedFeed } from '../../support/watched-feed.ts'

const REDIRECT = emptyPage(301, { location: '/b.xml' })

/** A feed whose address has led to /b.xml for so long that this is asked in its place. */
async function startMovedFeed(...numbers: readonly number[]): Promise<WatchedFeed> {
  const feed = await startWatchedFeed()
  await feed.list(...numbers)
  feed.pages.set('/b.xml', feed.document())
  await feed.answer(REDIRECT, 6)
  return feed
}

describe('a move', () => {
  test.each<[string, readonly SampleItem[]]>([
    [
      'strange items',
      ['Casino', 'Win'].map((title) => ({
        guid: title,
        title,
        link: `https://casino.test/${title}`,
        teaser: '',
      })),
    ],
    ['no items', []],
  ])('to %s is never believed', async (_name, items) => {
    const feed = await startWatchedFeed()
    await feed.list(1, 2)
    feed.pages.set('/b.xml', { body: rssOf('Energy', items) })

    await feed.answer(REDIRECT, 10)

    expect((await feed.status()).feeds[0]?.movedTo).toBeNull()
  })

  test('to another origin takes no secret header of the configuration along', async () => {
    const feed = await startWatchedFeed('headers: { authorization: "Bearer SECRET" }')
    await feed.list(1, 2)
    const other = await startPageServer()
    other.set('/x.xml', feed.document())

    await feed.answer(emptyPage(301, { location: `${other.url}/x.xml` }), 8)

    expect(feed.pages.requests[0]?.headers.authorization).toBe('Bearer SECRET')
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual(
      Array(8).fill(undefined),
    )
  })

  test('that was taken back does not hide the configured address', async () => {
    const feed = await startMovedFeed(1, 2, 3)
    const before = feed.alertCount()

    await feed.publishDaily(30, 8)

    expect(feed.alertCount()).toBeGreaterThan(before)
  })

  test('to an address that asks to wait for ever does not hide the configured one', async () => {
    const feed = await startMovedFeed(1, 2, 3)
    const before = feed.alertCount()
    feed.pages.set('/b.xml', emptyPage(429, { 'retry-after': '3600' }))

    await feed.publishDaily(30, 8)

    expect(feed.alertCount()).toBeGreaterThan(before)
  })

  test('that goes on to a third address is told of', async () => {
    const feed = await startMovedFeed(1, 2)
    feed.pages.set('/c.xml', feed.document())
    feed.pages.set('/b.xml', emptyPage(301, { location: '/c.xml' }))

    await feed.poll(8)

    expect((await feed.status()).conditions[0]?.detail).toContain('/c.xml')
  })

  test('that leads back to the configured address ends', async () => {
    const feed = await startMovedFeed(1, 2)
    feed.pages.set('/b.xml', emptyPage(301, { location: '/feed.xml' }))
    const during = await feed.conditions()

    await feed.answer(feed.document(), 8)

    expect(during).toEqual([{ kind: 'moved', feed: 'energy' }])
    expect(await feed.conditions()).toEqual([])
  })
})
