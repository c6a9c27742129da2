import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import type { Timestamp } from '../../../src/core/time.ts'
import { openDatabase } from '../../../src/store/database.ts'
import { verifyLedger } from '../../../src/store/verify-ledger.ts'
import { rssOf, type SampleItem } from '../../support/feed-text.ts'
import {
  listLedgerLines,
  listMessageIds,
  putFixtureDatabase,
} from '../../support/fixture-database.ts'
import { startPageServer } from '../../support/page-server.ts'
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, makeClock, openTestApp } from '../../support/test-app.ts'

/** Databases of earlier programs (tests/fixtures/databases) are opened by the program of today. */

const MIGRATIONS = readdirSync(path.resolve(import.meta.dirname, '../../../migrations'))
const LEFT_AT = '2026-11-28T00:50:00.000Z' as Timestamp

/** `toldByOthers` wait in two subscriptions for one address, which the first release told twice. */
const FIXTURES = [
  {
    name: '0001-first-release',
    migrationCount: 1,
    toldByOthers: ['<mwzoypqf.7.1.e65f5c74af87@example.org>'],
  },
  { name: '0009-rule-revisions', migrationCount: 9, toldByOthers: [] },
].map(({ name, migrationCount, toldByOthers }) => ({
  name,
  toldByOthers: new Set<string>(toldByOthers),
  /** How the copies are called that are to be there afterwards. */
  copies: MIGRATIONS.length > migrationCount ? [`before-${numberOf(migrationCount + 1)}`] : [],
}))

function numberOf(count: number): string {
  return String(count).padStart(4, '0')
}

function itemOf(feed: string, id: number, title: string, teaser: string): SampleItem {
  const link = `https://${feed}.example.org/news/${id}`
  return { guid: `${feed}-${id}`, title, link, teaser, date: 'Fri, 27 Nov 2026 09:00:00 GMT' }
}

const HARBOUR = [
  itemOf(
    'harbour',
    4,
    'Second pier gets a crane',
    'A crane for heavy loads comes to the western pier.',
  ),
  itemOf(
    'harbour',
    2,
    'Old pier is to be rebuilt',
    'The port authority rebuilds the eastern pier, which was closed in spring.',
  ),
  itemOf(
    'harbour',
    3,
    'Ferry line to the islands begins',
    'A ferry sails twice a day from next month.',
  ),
  itemOf(
    'harbour',
    1,
    'Harbour master takes office',
    'The new harbour master began work this week.',
  ),
]
const ENERGY = [
  itemOf(
    'energy',
    2,
    'Reactor passes its inspection',
    'The inspectors found the reactor in good order.',
  ),
  itemOf('energy', 1, 'Grid report published', 'The yearly report on the grid is out.'),
]

type Place = {
  readonly settings: Settings
  readonly file: string
  readonly sink: SmtpSink
}

/** What the earlier program was used with: the same feeds, rules and subscriptions, and a mail server that is well again. */
async function openPlace(fixture: string): Promise<Place> {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  pages.set('/harbour', { body: rssOf('harbour office', HARBOUR) })
  pages.set('/energy', { body: rssOf('energy office', ENERGY) })
  const settings = await loadSettings(
    dir,
    `feeds:
  harbour: { url: "${pages.url}/harbour", allowPrivate: true }
  energy: { url: "${pages.url}/energy", allowPrivate: true }
defaults: { startWith: nothing }
rules:
  piers: { match: pier }
  reactors: { match: 'reactor OR "nuclear plant"' }
  unwatched: { match: ferry }
subscriptions:
  desk: { to: [desk@example.org, gone@example.org, later@example.org, unsure@example.org], rules: [piers] }
  weekly: { to: [weekly@example.org], rules: [piers, reactors], deliver: weekly }
  night: { to: [night@example.org], rules: [reactors], quiet: "00:00-23:59" }
  board: { to: [desk@example.org], rules: [piers] }
mail: { from: "Watch <watch@example.org>", smtp: "${sink.url}" }
admins: [ops@example.org]
web: false
`,
  )
  putFixtureDatabase(settings.dataDir, fixture)
  return { settings, sink, file: path.join(settings.dataDir, 'policywatch.db') }
}

function idsOf({ received }: SmtpSink): readonly (string | undefined)[] {
  return received
    .filter(({ to }) => !to.includes('ops@example.org'))
    .map(({ mail }) => mail.messageId)
    .toSorted()
}

describe.each(FIXTURES)('the database $name', ({ name, copies, toldByOthers }) => {
  test('is brought up to date after a copy, with every row of its ledger', async () => {
    const { settings, file } = await openPlace(name)
    const before = listLedgerLines(file)

    const db = await openDatabase(settings.dataDir)
    const problems = await verifyLedger(db, LEFT_AT)
    await db.destroy()

    const folder = path.join(settings.dataDir, 'backups')
    const made = existsSync(folder) ? readdirSync(folder) : []
    expect(before.length).toBeGreaterThan(10)
    expect(listLedgerLines(file)).toEqual(before)
    expect(problems).toEqual([])
    expect(made.map((copy) => copy.slice(0, 11))).toEqual(copies)
  })

  test('tells nothing twice, and what waits under the Message-ID that it had', async () => {
    const { settings, file, sink } = await openPlace(name)
    const sent = listMessageIds(file, 'sent')
    const waiting = listMessageIds(file, 'pending', 'uncertain')
    const expected = waiting.filter((id) => !toldByOthers.has(id))
    const clock = makeClock('2026-11-28T12:00:00.000Z')
    const app = await openTestApp(settings, { now: () => clock.now })

    await app.poll(settings)
    const problems = await verifyLedger(app.deps.db, clock.now)
    await app.close()

    expect(expected.length).toBeGreaterThan(3)
    expect(idsOf(sink)).toEqual(expected)
    expect(listMessageIds(file, 'sent')).toEqual([...expected, ...sent].toSorted())
    expect(problems).toEqual([])
  })
})
