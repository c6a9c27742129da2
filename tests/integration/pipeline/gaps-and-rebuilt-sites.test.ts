import { describe, expect, test } from 'vitest'
import { DAY_MS } from '../../../src/core/time.ts'
import { type Listed, startWatchedFeed, type WatchedFeed } from '../../support/watched-feed.ts'

/** So many days long the feed lists what came on that day alone: two items, then three. */
async function listDayByDay(feed: WatchedFeed, days: number): Promise<void> {
  for (const day of Array(days).keys()) {
    const [first, second, third] = [day * 10, day * 10 + 1, day * 10 + 2]
    await feed.listInTurn([
      [first, second],
      [first, second, third],
    ])
    feed.clock.advance(DAY_MS)
  }
}

/** So many items, the newest first. */
const countDown = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => from - index)

const rebuilt = (number: number): Listed => ({
  number,
  guid: `new-${number * 7}`,
  link: `https://new.test/a/${number * 7 + 10_000}`,
})

describe('gaps', () => {
  test('are not recorded at every poll of a feed that two servers serve in turn', async () => {
    const feed = await startWatchedFeed()
    const bothServers = [countDown(3, 3), countDown(103, 3)]

    await feed.listInTurn(Array(20).fill(bothServers).flat())

    expect((await feed.status()).gaps.length).toBeLessThan(5)
  })

  test('are noticed though one poll saw an empty document between', async () => {
    const feed = await startWatchedFeed()

    await feed.listInTurn([[1, 2, 3], [], [19, 18, 17]])

    expect(feed.told()).toEqual(['energy (Energy) may have lost items'])
  })

  test('of a feed that lists the items of the day alone are not told of every day', async () => {
    const feed = await startWatchedFeed()

    await listDayByDay(feed, 10)

    expect(feed.told().length).toBeLessThan(6)
  })
})

test('a rebuilt feed of four hundred items tells nothing old', async () => {
  const feed = await startWatchedFeed()
  await feed.list(...countDown(400, 400))

  await feed.list(...countDown(401, 400).map(rebuilt))

  expect(await feed.itemCount()).toBe(401)
})
