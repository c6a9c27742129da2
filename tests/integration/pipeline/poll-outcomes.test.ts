import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import { feedIdOf } from '../../../src/core/ids.ts'
import { readStatus } from '../../../src/pipeline/read-status.ts'
import { findFeedState } from '../../../src/store/feeds.ts'
import { rssOf } from '../../support/feed-text.ts'
import { listPolls } from '../../support/list-polls.ts'
import { type Page, type PageServer, startPageServer } from '../../support/page-server.ts'
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import {
  loadSettings,
  makeClock,
  openTestApp,
  type TestApp,
  type TestClock,
} from '../../support/test-app.ts'

const FEED = feedIdOf('energy')

type World = {
  readonly pages: PageServer
  readonly sink: SmtpSink
  readonly settings: Settings
  readonly app: TestApp
  readonly clock: TestClock
}

async function startWorld(): Promise<World> {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  const settings = await loadSettings(
    dir,
    `
feeds: { energy: { url: "${pages.url}/feed.xml", allowPrivate: true } }
rules: { reactors: { match: reactors } }
subscriptions: { desk: { to: [a@example.org], rules: all } }
mail: { from: watch@example.org, smtp: "${sink.url}" }
`,
  )
  const clock = makeClock('2026-03-03T08:30:00.000Z')
  const app = await openTestApp(settings, { now: () => clock.now })
  return { pages, sink, settings, app, clock }
}

const feedOf = (pages: PageServer, count: number): string =>
  rssOf(
    'Energy',
    Array.from({ length: count }, (_, n) => ({
      guid: `g${n}`,
      title: `Release ${n}`,
      link: `${pages.url}/${n}`,
      teaser: `About reactors, number ${n}.`,
    })),
  )

describe('every poll is a row with its outcome', () => {
  test.each<[string, Page, Record<string, unknown>]>([
    [
      'an HTML page under 200',
      {
        body: '<!doctype html><html><head><title>Login</title></head><body>Log in</body></html>',
        type: 'text/html',
      },
      { outcome: 'not-a-feed', status: 200, message: expect.stringContaining('Login') },
    ],
    ['a page that is gone', { body: 'gone', status: 410 }, { outcome: 'gone', status: 410 }],
    ['a server error', { body: 'oops', status: 500 }, { outcome: 'failed', status: 500 }],
    ['an empty body', { body: '' }, { outcome: 'not-a-feed', status: 200 }],
  ])('%s', async (_name, page, expected) => {
    const { pages, settings, app } = await startWorld()
    pages.set('/feed.xml', page)

    await app.poll(settings)

    const [row] = await listPolls(app.deps.db, FEED)
    expect(row).toMatchObject(expected)
    expect(await findFeedState(app.deps.db, FEED)).toMatchObject({
      failureCount: 1,
      firstSucceededAt: null,
    })
  })

  test('an unchanged body without validators costs no parse', async () => {
    const { pages, settings, app } = await startWorld()
    pages.set('/feed.xml', { body: feedOf(pages, 2), headers: { etag: '' } })
    await app.poll(settings)

    await app.poll(settings)

    const [row] = await listPolls(app.deps.db, FEED)
    expect(row).toMatchObject({ outcome: 'unchanged', status: 200, itemCount: 0 })
  })

  test('a host that asks for it is left alone for that time, and polled again after', async () => {
    const { pages, settings, app, clock } = await startWorld()
    pages.set('/feed.xml', { body: '', status: 429, headers: { 'retry-after': '120' } })
    await app.poll(settings)
    pages.set('/feed.xml', { body: feedOf(pages, 1) })

    clock.advance(119_000)
    const early = await app.poll(settings)
    clock.advance(1_000)
    const late = await app.poll(settings)

    expect(early).toMatchObject({ polledCount: 0, skippedCount: 1 })
    expect(late).toMatchObject({ polledCount: 1, addedCount: 1 })
  })

  test('a host that asks for time shows in the status, with the time', async () => {
    const { pages, settings, app, clock } = await startWorld()
    pages.set('/feed.xml', { body: '', status: 503, headers: { 'retry-after': '3600' } })
    await app.poll(settings)

    const { feeds } = await readStatus(app.deps.db, settings, clock.now)

    expect(feeds[0]).toMatchObject({
      health: 'throttled',
      problem: expect.stringContaining('503'),
      nextPollAt: '2026-03-03T09:30:00.000Z',
    })
  })

  test('a 503 that names no time is a failure of this feed alone', async () => {
    const { pages, settings, app, clock } = await startWorld()
    pages.set('/feed.xml', { body: '', status: 503 })
    await app.poll(settings)

    const { feeds } = await readStatus(app.deps.db, settings, clock.now)
    const again = await app.poll(settings)

    expect(feeds[0]).toMatchObject({ health: 'failing', problem: expect.stringContaining('503') })
    expect(again).toMatchObject({ polledCount: 1, skippedCount: 0 })
  })

  test('a feed that fails and comes back has lost nothing', async () => {
    const { pages, sink, settings, app } = await startWorld()
    pages.set('/feed.xml', { body: feedOf(pages, 1) })
    await app.poll(settings)
    pages.set('/feed.xml', { body: 'oops', status: 500 })
    await app.poll(settings)
    pages.set('/feed.xml', { body: feedOf(pages, 2) })

    await app.poll(settings)

    expect(sink.received).toHaveLength(2)
    expect(sink.received[1]?.mail.subject).toContain('Release 1')
    expect(await findFeedState(app.deps.db, FEED)).toMatchObject({
      failureCount: 0,
      lastMessage: null,
    })
  })
})

describe('a full disk', () => {
  test('refuses the poll whole; the next one, with room again, tells everything', async () => {
    const { pages, sink, settings, app } = await startWorld()
    pages.set('/feed.xml', { body: feedOf(pages, 1) })
    await app.poll(settings)
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(app.deps.db)
    await sql.raw(`pragma max_page_count = ${rows[0]!.page_count}`).execute(app.deps.db)
    pages.set('/feed.xml', { body: feedOf(pages, 400) })

    const full = await app.poll(settings)
    const mailsWhileFull = sink.received.length
    await sql.raw('pragma max_page_count = 1000000').execute(app.deps.db)
    const roomy = await app.poll(settings)

    expect(full).toMatchObject({ failedCount: 1, addedCount: 0 })
    expect(mailsWhileFull).toBe(1)
    expect(roomy).toMatchObject({ failedCount: 0, addedCount: 399, matchCount: 399 })
    const told = sink.received
      .slice(1)
      .flatMap(({ mail }) => mail.text?.match(/Release \d+\b/g) ?? [])
    expect(new Set(told).size).toBe(399)
  })
})
