import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/core/time.ts'
import { applyNewRules } from '../../../src/pipeline/apply-new-rules.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { verifyLedger } from '../../../src/store/verify-ledger.ts'
import { rssOf, type SampleItem } from '../../support/feed-text.ts'
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

const LEAD =
  'The ministers of Carvia and Oland signed a memorandum on small reactors in the harbour hall of Brenn on Monday.'
const BODY =
  'The paper foresees joint tests at two sites and a common school for operators. Both sides will report to their parliaments before the end of the year. The first group of engineers is to leave in the autumn.'
const OWN = 'Our ministry will host the first meeting of the working group and pays for the school.'

type World = {
  readonly pages: PageServer
  readonly sink: SmtpSink
  readonly app: TestApp
  readonly clock: TestClock
  readonly settings: Settings
  readonly load: (rules: string) => Promise<Settings>
  readonly poll: (settings?: Settings) => Promise<void>
}

async function startWorld(): Promise<World> {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  const clock = makeClock('2026-03-03T08:30:00.000Z')
  const load = async (rules: string): Promise<Settings> =>
    await loadSettings(
      dir,
      `
feeds:
  energy: { url: "${pages.url}/energy.xml", allowPrivate: true }
  foreign: { url: "${pages.url}/foreign.xml", allowPrivate: true }
rules: { ${rules} }
subscriptions: { desk: { to: [desk@example.org], rules: all, budget: 0 } }
mail: { from: watch@example.org, smtp: "${sink.url}" }
`,
    )
  const settings = await load('reactors: { match: reactors }, schools: { match: working group }')
  const app = await openTestApp(settings, { now: () => clock.now })
  const poll = async (current = settings): Promise<void> => {
    clock.advance(MINUTE_MS)
    await app.poll(current)
  }
  const world = { pages, sink, app, clock, settings, load, poll }
  publish(world, 'energy')
  publish(world, 'foreign')
  await poll()
  return world
}

const publish = (
  { pages }: Pick<World, 'pages'>,
  feed: 'energy' | 'foreign',
  ...items: readonly Pick<SampleItem, 'title' | 'teaser'>[]
): void =>
  pages.set(`/${feed}.xml`, {
    body: rssOf(
      feed,
      items.map((item) => ({
        ...item,
        guid: `${feed} ${item.title}`,
        link: `https://${feed}.test/${encodeURIComponent(item.title)}`,
      })),
    ),
  })

const RELEASE = { title: 'Memorandum on small reactors signed', teaser: `${LEAD} ${BODY}` }
const COPY = { title: 'Ministers meet in Brenn', teaser: `${LEAD} ${BODY} ${OWN}` }

describe('a release that another ministry takes over in other words', () => {
  test('is told in one e-mail, with who else published it', async () => {
    const world = await startWorld()
    publish(world, 'energy', RELEASE)
    publish(world, 'foreign', { ...COPY, teaser: `${LEAD} ${BODY}` })

    await world.poll()

    const [received, ...others] = world.sink.received
    expect(others).toEqual([])
    expect(received?.mail.text).toMatch(/Also published by .*(energy|foreign)/)
  })

  test('is not told again when it comes later, and the ledger says why', async () => {
    const world = await startWorld()
    publish(world, 'energy', RELEASE)
    await world.poll()
    publish(world, 'foreign', { ...COPY, teaser: `${LEAD} ${BODY}` })

    await world.poll()

    const rows = await Array.fromAsync(streamLedger(world.app.deps.db))
    expect(world.sink.received).toHaveLength(1)
    expect(rows.map(({ state, reason }) => [state, reason])).toEqual([
      ['sent', expect.any(String)],
      ['suppressed', 'the rule had hit this story before, by match 1'],
    ])
    expect(await verifyLedger(world.app.deps.db, world.clock.now)).toEqual([])
  })

  test('is told for a rule that hits it alone', async () => {
    const world = await startWorld()
    publish(world, 'energy', RELEASE)
    await world.poll()
    publish(world, 'foreign', COPY)

    await world.poll()

    const told = world.sink.received.map(({ mail }) => mail.text ?? '')
    expect(told).toHaveLength(2)
    expect(told[1]).toContain('schools')
    expect(told[1]).not.toMatch(/reactors.? matched/)
  })

  test('is told for itself when a month lies between', async () => {
    const world = await startWorld()
    publish(world, 'energy', RELEASE)
    await world.poll()
    world.clock.advance(31 * DAY_MS)
    publish(world, 'foreign', COPY)

    await world.poll()

    expect(world.sink.received).toHaveLength(2)
  })

  test('is one story for a rule that comes when both are stored', async () => {
    const world = await startWorld()
    const bare = await world.load('seals: { match: no such word }')
    publish(world, 'energy', RELEASE)
    publish(world, 'foreign', COPY)
    await world.poll(bare)
    world.clock.advance(HOUR_MS)

    const { signal } = new AbortController()
    await applyNewRules(world.app.deps, world.settings, signal)
    await world.app.deliver(world.settings)

    const stories = world.sink.received[0]?.mail.text?.match(/^https:/gm)
    expect(world.sink.received).toHaveLength(1)
    expect(stories).toHaveLength(2) // the story, and who else published it
  })
})

describe('a standing text', () => {
  test('that a feed has under two headlines makes no third one with it', async () => {
    const world = await startWorld()
    const notice = (title: string): typeof RELEASE => ({ title, teaser: `${LEAD} ${BODY}` })
    publish(world, 'energy', notice('First notice of the year'), notice('Another one for the port'))
    await world.poll()
    publish(world, 'foreign', notice('What the foreign office says'))

    await world.poll()

    const rows = await Array.fromAsync(streamLedger(world.app.deps.db))
    expect(rows.filter(({ state }) => state === 'sent')).toHaveLength(3)
  })
})

test('marks of stories are let go when nothing can join them any more', async () => {
  const world = await startWorld()
  publish(world, 'energy', RELEASE)
  await world.poll()
  world.clock.advance(31 * DAY_MS)
  publish(world, 'foreign', { title: 'A new pier', teaser: `${OWN} The pier is of steel.` })

  await world.poll()

  const stories = await world.app.deps.db
    .selectFrom('story_marks')
    .select('story_id')
    .distinct()
    .execute()
  expect(stories).toHaveLength(1)
})
