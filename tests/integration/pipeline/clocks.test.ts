import { expect, test } from 'vitest'
import { addMs, DAY_MS, HOUR_MS, type Timestamp } from '../../../src/core/time.ts'
import { startWatchedFeed } from '../../support/watched-feed.ts'

test('a weekly schedule is delayed by max-age after a poll by hand, and loses no turn', async () => {
  const feed = await startWatchedFeed('schedule: "0 7 * * 1"')
  feed.clock.now = '2026-03-01T12:00:00.000Z' as Timestamp // a Sunday
  const document = { body: '<rss version="2.0"><channel><title>Energy</title></channel></rss>' }

  await feed.answer({ ...document, headers: { 'cache-control': 'max-age=86400' } })

  expect((await feed.status()).feeds[0]?.nextPollAt).toBe('2026-03-02T11:55:00.000Z')
})

test('silence is noticed after a day on which the clock was a year ahead', async () => {
  const feed = await startWatchedFeed()
  await feed.list(2, 1)
  await feed.publishDaily(10)
  const { now } = feed.clock
  feed.clock.now = addMs(now, 365 * DAY_MS)
  await feed.list(20, 19, 13)
  feed.clock.now = addMs(now, HOUR_MS)
  await feed.publishDaily(10)

  await feed.pollEvery(DAY_MS, 60)

  expect(feed.told()).toContain('energy (Energy) has fallen silent')
})

test('a silent feed whose address is corrected is not told of again as one that never brought news', async () => {
  const feed = await startWatchedFeed()
  await feed.list(2, 1)
  await feed.publishDaily(10)
  await feed.pollEvery(8 * DAY_MS, 1)
  feed.pages.set('/other.xml', feed.document())
  const corrected = await feed.configure('/other.xml', '')

  await feed.app.poll(corrected)
  feed.clock.advance(2 * DAY_MS)
  await feed.app.poll(corrected)

  expect(feed.told()).toEqual(['energy (Energy) has fallen silent'])
})
