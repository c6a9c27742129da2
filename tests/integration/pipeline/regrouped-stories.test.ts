import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import { HOUR_MS, MINUTE_MS } from '../../../src/core/time.ts'
import { listArchivePage } from '../../../src/store/archive-pages.ts'
import { END_OF_ARCHIVE } from '../../../src/store/items.ts'
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

const BODY =
  'The ministers met on Monday in Seoul and agreed to open talks in the spring. Both sides want services and digital goods to be covered as well as machines and food, and will name their delegations within the month. Engineers of both countries are to be trained for the reactor programme together.'

type World = {
  readonly pages: PageServer
  readonly sink: SmtpSink
  readonly app: TestApp
  readonly clock: TestClock
  readonly settings: Settings
  /** Ids of the stories that the stored items are in. */
  readonly storyIds: () => Promise<readonly number[]>
}

async function startWorld(options: string): Promise<World> {
  const [pages, sink] = [await startPageServer(), await startSmtpSink()]
  const clock = makeClock('2026-03-03T08:30:00.000Z')
  const settings = await loadSettings(
    makeTempDir(),
    `
feeds:
  trade: { url: "${pages.url}/trade.xml", allowPrivate: true, startWith: everything, ${options} }
  energy: { url: "${pages.url}/energy.xml", allowPrivate: true, startWith: everything, ${options} }
rules:
  reactors: { title: Reactors, match: reactor }
  engineers: { title: Training, match: engineers, feeds: [trade] }
subscriptions: { desk: { to: [desk@example.org], rules: all, budget: 0 } }
mail: { from: watch@example.org, smtp: "${sink.url}" }
`,
  )
  const app = await openTestApp(settings, { now: () => clock.now })
  pages.set('/trade.xml', { body: rssOf('Trade', []) })
  pages.set('/energy.xml', { body: rssOf('Energy', []) })
  const storyIds = async (): Promise<readonly number[]> =>
    (
      await listArchivePage(app.deps.db, {
        before: END_OF_ARCHIVE,
        since: null,
        feedId: null,
        limit: 100,
      })
    ).map((item) => item.storyId)
  return { pages, sink, app, clock, settings, storyIds }
}

/** A release of a ministry, whose article stands behind a link of its own. */
const release = ({ pages }: World, feed: string, change: Partial<SampleItem> = {}): SampleItem => ({
  guid: `${feed}-1`,
  title: 'Ministers agree on talks',
  link: `${pages.url}/article/${feed}`,
  teaser: 'What the ministers said.',
  ...change,
})

const publish = (world: World, feed: 'trade' | 'energy', change: Partial<SampleItem> = {}): void =>
  world.pages.set(`/${feed}.xml`, { body: rssOf(feed, [release(world, feed, change)]) })

const setArticle = ({ pages }: World, feed: string): void =>
  pages.set(`/article/${feed}`, {
    body: articlePage('Ministers agree on talks', [BODY]),
    type: 'text/html',
  })

async function retryLater(world: World): Promise<void> {
  world.clock.advance(HOUR_MS)
  await world.app.retryArticles(world.settings)
}

async function pollLater(world: World): Promise<void> {
  world.clock.advance(MINUTE_MS)
  await world.app.poll(world.settings)
}

describe('an article that is read late', () => {
  test('joins the story that another feed tells, whose rules alert no second time', async () => {
    const world = await startWorld('fullText: true')
    publish(world, 'trade')
    publish(world, 'energy')
    setArticle(world, 'energy')
    await pollLater(world)
    setArticle(world, 'trade')

    await retryLater(world)

    const [energy, trade] = world.sink.received.map(({ mail }) => mail.text ?? '')
    expect(new Set(await world.storyIds()).size).toBe(1)
    expect(energy).toContain('Reactors')
    expect(trade).toContain('Training')
    expect(trade).not.toContain('Reactors')
  })

  test('is found by what another feed brings afterwards', async () => {
    const world = await startWorld('fullText: true')
    publish(world, 'trade')
    await pollLater(world)
    setArticle(world, 'trade')
    await retryLater(world)
    publish(world, 'energy')
    setArticle(world, 'energy')

    await pollLater(world)

    expect(new Set(await world.storyIds()).size).toBe(1)
    expect(world.sink.received).toHaveLength(1)
  })
})

describe('an edited item', () => {
  test('joins the story that its new text tells, and is told only for a rule of its own', async () => {
    const world = await startWorld('')
    publish(world, 'energy', { teaser: BODY })
    publish(world, 'trade', { teaser: 'What was said.' })
    await pollLater(world)
    publish(world, 'trade', { teaser: BODY })

    await pollLater(world)

    const told = world.sink.received.map(({ mail }) => mail.text ?? '')
    expect(new Set(await world.storyIds()).size).toBe(1)
    expect(told).toHaveLength(2)
    expect(told[1]).toContain('Training')
    expect(told[1]).not.toContain('Reactors')
    expect(await verifyLedger(world.app.deps.db, world.clock.now)).toEqual([])
  })

  test('is told once with a story that a rule has hit as well, while their alert waits', async () => {
    const world = await startWorld('')
    const { app, settings, clock } = world
    const quiet = { ...settings, subscriptions: new Map() }
    publish(world, 'energy', { teaser: BODY })
    publish(world, 'trade', { teaser: 'Of the reactor, in short.' })
    const [desk] = settings.subscriptions.values()
    quiet.subscriptions.set(desk!.id, {
      ...desk!,
      deliver: { kind: 'digest', cron: '0 12 * * *', label: 'daily' },
    })
    await app.poll(quiet)
    publish(world, 'trade', { teaser: BODY })
    clock.advance(MINUTE_MS)
    await app.poll(quiet)

    clock.advance(24 * HOUR_MS)
    await app.deliver(quiet)

    expect(world.sink.received).toHaveLength(1)
    expect(world.sink.received[0]?.mail.text?.match(/Also published by/g)).toHaveLength(1)
    expect(await verifyLedger(app.deps.db, clock.now)).toEqual([])
  })
})
