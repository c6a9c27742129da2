import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import { feedIdOf } from '../../../src/core/ids.ts'
import { addMs, MINUTE_MS, type Timestamp } from '../../../src/core/time.ts'
import { pollRound } from '../../../src/pipeline/poll-round.ts'
import { readStatus } from '../../../src/pipeline/read-status.ts'
import { findFeedState } from '../../../src/store/feeds.ts'
import { rssOf } from '../../support/feed-text.ts'
import { listPolls } from '../../support/list-polls.ts'
import { type PageServer, startPageServer } from '../../support/page-server.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, openTestApp, type TestApp } from '../../support/test-app.ts'

const START = '2026-03-03T08:30:00.000Z' as Timestamp
const { signal } = new AbortController()
const ignore = (): void => {}

type World = { readonly pages: PageServer; readonly app: TestApp; readonly settings: Settings }

/** Two feeds with a match each; each has a subscription of its own. */
async function startWorld(): Promise<World> {
  const pages = await startPageServer()
  const settings = await loadSettings(
    makeTempDir(),
    `
feeds:
  energy: { url: "${pages.url}/energy.xml", allowPrivate: true }
  trade: { url: "${pages.url}/trade.xml", allowPrivate: true }
rules:
  energy: { match: reactor, feeds: [energy] }
  trade: { match: reactor, feeds: [trade] }
subscriptions:
  energy: { to: [energy@example.org], rules: [energy] }
  trade: { to: [trade@example.org], rules: [trade] }
mail: { from: watch@example.org }
`,
  )
  for (const name of settings.feeds.keys()) {
    const item = {
      guid: name,
      title: `Reactor of ${name}`,
      link: `${pages.url}/${name}`,
      teaser: '',
    }
    pages.set(`/${name}.xml`, { body: rssOf(name, [item]) })
  }
  return { pages, settings, app: await openTestApp(settings, { now: () => START }) }
}

/** From now on, whatever writes this fails as it does when something is wrong with the data. */
async function refuse(app: TestApp, event: string): Promise<void> {
  await sql
    .raw(`create trigger refuse before ${event} begin select raise(abort, 'refused'); end`)
    .execute(app.deps.db)
}

test('a round goes on to its end when the gathering of alerts cannot be ended', async () => {
  const { app, settings } = await startWorld()
  await refuse(app, 'update of gather_until on alerts')
  const feeds = [...settings.feeds.values()]
  const watcher = { onPoll: ignore, onAlertsReady: ignore }

  const report = await pollRound(app.deps, () => settings, feeds, 'now', watcher, signal)

  expect(report).toMatchObject({ polledCount: 2, failedCount: 0, matchCount: 2 })
})

test('alerts are ready when the feeds of their own subscription are done', async () => {
  const { app, settings } = await startWorld()
  const feeds = [...settings.feeds.values()]
  const ready: string[] = []
  const watcher = { onPoll: ignore, onAlertsReady: (): void => void ready.push('ready') }

  await pollRound(app.deps, () => settings, feeds, 'now', watcher, signal)

  expect(ready).toHaveLength(2)
})

test('a poll that throws is a row, a failure, and a reason to back off', async () => {
  const { app, settings } = await startWorld()
  await refuse(app, "insert on items when new.feed_id = 'energy'")

  const report = await app.poll(settings)

  const { db } = app.deps
  const [row] = await listPolls(db, feedIdOf('energy'))
  const { feeds } = await readStatus(db, settings, START)
  expect(report).toMatchObject({ polledCount: 2, failedCount: 1, addedCount: 1 })
  expect(row).toMatchObject({ outcome: 'failed', message: 'it could not be carried out: refused' })
  expect(await findFeedState(db, feedIdOf('energy'))).toMatchObject({
    failureCount: 1,
    retryAt: addMs(START, 5 * MINUTE_MS),
  })
  expect(feeds[0]).toMatchObject({ id: 'energy', health: 'failing' })
})

test('a poll that throws and cannot be recorded ends itself alone', async () => {
  const { app, settings } = await startWorld()
  await refuse(app, "insert on polls when new.feed_id = 'energy'")

  const report = await app.poll(settings)

  expect(report).toMatchObject({ polledCount: 2, failedCount: 1, addedCount: 1 })
})
