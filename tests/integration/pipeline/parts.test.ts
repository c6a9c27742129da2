import { expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import { DAY_MS, HOUR_MS } from '../../../src/core/time.ts'
import { adoptSettings } from '../../../src/pipeline/adopt-settings.ts'
import { deliverNext } from '../../../src/pipeline/deliver-next.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { verifyLedger } from '../../../src/store/verify-ledger.ts'
import { rssOf } from '../../support/feed-text.ts'
import { startPageServer } from '../../support/page-server.ts'
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import {
  loadSettings,
  makeClock,
  openTestApp,
  type TestApp,
  type TestClock,
} from '../../support/test-app.ts'

const STORY_COUNT = 120

/** The same news in any ministry's words, and one more under a title. */
function newsOf(ministry: string, title?: string, count: number = STORY_COUNT): string {
  const items = Array.from({ length: count }, (_, index) => ({
    guid: `${ministry} ${index}`,
    title: `TOK${index}X Notice on the tariff`,
    link: `https://press.test/${index}`,
    teaser: `The ministry spoke of the tariff in paper ${index}.`,
  }))
  const link = 'https://press.test/more'
  const more = { guid: 'more', title: title ?? '', link, teaser: 'More on the tariff.' }
  return rssOf(ministry, title === undefined ? items : [more, ...items])
}

test('what comes to a story between the parts of an alert pushes no story out of them', async () => {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  const settings = await loadSettings(
    dir,
    `
feeds:
  trade: { url: "${pages.url}/trade.xml", allowPrivate: true }
  press: { url: "${pages.url}/press.xml", allowPrivate: true }
defaults: { startWith: everything }
polling: { perHost: 1 }
rules: { tariffs: { match: tariff } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
mail: { from: watch@example.org, smtp: "${sink.url}" }
`,
  )
  const app = await openTestApp(settings)
  pages.set('/trade.xml', { body: newsOf('Ministry of Trade') })
  await app.pollOnly(settings)
  await deliverNext(app.deps, settings, new AbortController().signal, 0)
  pages.set('/press.xml', { body: newsOf('Office of the President, press releases in English') })

  await app.poll(settings)

  const told = sink.received.flatMap(({ mail }) => mail.text?.match(/^TOK\d+X/gm) ?? [])
  const rows = await Array.fromAsync(streamLedger(app.deps.db))
  expect(sink.received.length).toBeGreaterThan(1)
  expect(told.toSorted()).toEqual(
    Array.from({ length: STORY_COUNT }, (_, index) => `TOK${index}X`).sort(),
  )
  expect(new Set(rows.map(({ state, address }) => `${state} ${address}`))).toEqual(
    new Set(['sent desk@example.org', 'suppressed null']),
  )
})

test.each([
  [1, 1],
  [2, 2],
])(
  'a flood in one round takes a budget of %i e-mails, and the rest comes in one digest',
  async (budget, mailCount) => {
    const { app, settings, clock, sink } = await startFlood(budget)

    await app.poll(settings)
    const first = sink.received.map(({ mail }) => mail.text ?? '')
    clock.advance(DAY_MS)
    await app.deliver(settings)

    const rows = await Array.fromAsync(streamLedger(app.deps.db))
    const [digest, ...others] = sink.received.slice(mailCount).map(({ mail }) => mail.text ?? '')
    const numbers = listTold([...first, digest ?? ''])
    expect(first).toHaveLength(mailCount)
    expect(first.join()).toMatch(/more stories come in one digest/)
    expect(others).toEqual([])
    expect(digest).toContain('the rest comes in this one digest')
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(numbers.length).toBeGreaterThan(listTold(first).length)
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['sent']))
    expect(await verifyLedger(app.deps.db, clock.now)).toEqual([])
  },
)

test('a budget that is lifted lets the digest of what was over it go at once', async () => {
  const { app, settings, clock, sink } = await startFlood(1)
  await app.poll(settings)
  const subscriptions = new Map(
    [...settings.subscriptions].map(([id, desk]) => [id, { ...desk, budget: 0 }]),
  )
  const lifted = { ...settings, subscriptions }
  const { db, messageIds } = app.deps

  await inTransaction(db, async (tx) => await adoptSettings(tx, lifted, messageIds, clock.now))
  await app.deliver(lifted)

  expect(sink.received).toHaveLength(2)
})

test('what a digest over the budget cannot hold is counted in it, and the ledger says so', async () => {
  const { app, settings, clock, sink, publish } = await startFlood(1)
  publish(undefined, 600)
  await app.poll(settings)
  clock.advance(DAY_MS)

  await app.deliver(settings)

  const rows = await Array.fromAsync(streamLedger(app.deps.db))
  const told = listTold(sink.received.map(({ mail }) => mail.text ?? ''))
  const counted = rows.filter(({ state }) => state === 'suppressed')
  expect(told.length).toBeGreaterThan(100)
  expect(told.length + counted.length).toBe(600)
  expect(counted[0]?.reason).toContain('only counted in a digest')
  expect(sink.received[1]?.mail.text).toContain(`${counted.length} more stories`)
  expect(await verifyLedger(app.deps.db, clock.now)).toEqual([])
})

test('what quiet hours held over midnight costs the budget of the day on which it goes out', async () => {
  const { app, settings, clock, sink, publish } = await startFlood(2, 'quiet: "17:00-20:00"')
  await app.poll(settings)
  clock.advance(4 * HOUR_MS)
  await app.deliver(settings)
  const held = sink.received.length
  publish('One more')
  clock.advance(HOUR_MS)

  await app.poll(settings)

  const rows = await Array.fromAsync(streamLedger(app.deps.db))
  expect(held).toBe(2)
  expect(sink.received).toHaveLength(held)
  expect(rows.at(-1)).toMatchObject({
    state: 'held',
    reason: expect.stringContaining('budget of 2'),
  })
})

const listTold = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => text.match(/^TOK\d+X/gm) ?? [])

/** A feed that brings more at once than one e-mail holds. */
async function startFlood(budget: number, more = ''): Promise<Flood> {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  const clock = makeClock('2026-03-03T08:30:00.000Z')
  const settings = await loadSettings(
    dir,
    `
feeds: { trade: { url: "${pages.url}/trade.xml", allowPrivate: true, startWith: everything } }
rules: { tariffs: { match: tariff } }
subscriptions: { desk: { to: [desk@example.org], rules: all, budget: ${budget}, ${more} } }
mail: { from: watch@example.org, smtp: "${sink.url}" }
`,
  )
  const app = await openTestApp(settings, { now: () => clock.now })
  const publish = (title?: string, count?: number): void =>
    pages.set('/trade.xml', { body: newsOf('Ministry of Trade', title, count) })
  publish()
  return { app, settings, clock, sink, publish }
}

type Flood = {
  readonly app: TestApp
  readonly settings: Settings
  readonly clock: TestClock
  readonly sink: SmtpSink
  readonly publish: (title?: string, count?: number) => void
}
