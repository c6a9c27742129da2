import { describe, expect, test } from 'vitest'
import { feedIdOf } from '../../../src/core/ids.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { verifyLedger } from '../../../src/store/verify-ledger.ts'
import { articlePage, rssOf, type SampleItem, SUMMIT } from '../../support/feed-text.ts'
import { listPolls } from '../../support/list-polls.ts'
import { type PageServer, startPageServer } from '../../support/page-server.ts'
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, makeClock, openTestApp } from '../../support/test-app.ts'

const START = '2026-03-03T08:30:00.000Z'

const configFor = (pages: PageServer, sink: SmtpSink, more = ''): string => `
timezone: Asia/Seoul
feeds:
  trade: { url: ${pages.url}/trade.xml, title: Ministry of Trade, fullText: true, allowPrivate: true }
  energy: { url: ${pages.url}/energy.xml, title: Ministry of Energy, fullText: true, allowPrivate: true }
rules:
  smr: { title: Reactors, match: SMR }
  fta: { title: Free trade, match: '"free trade agreement"' }
  tax: { title: Carbon tax, match: '"carbon tax"' }
subscriptions:
  desk: { to: [desk@example.org], rules: all }
mail: { from: Watch <watch@example.org>, smtp: "${sink.url}" }
admins: [ops@example.org]
${more}`

const summit = (pages: PageServer, guid: string): SampleItem => ({
  guid,
  title: 'Summit in Singapore',
  link: `${pages.url}/summit`,
  teaser: 'The president announced the outcome of the meeting in a joint statement.',
})

const museum = (pages: PageServer, guid: string): SampleItem => ({
  guid,
  title: 'Museum opens at night',
  link: `${pages.url}/museum`,
  teaser: 'Visitors may enter until nine in the evening on Fridays.',
})

async function startWorld(): Promise<{ pages: PageServer; sink: SmtpSink; dir: string }> {
  const [pages, sink] = [await startPageServer(), await startSmtpSink()]
  pages.set('/trade.xml', { body: rssOf('Trade', [summit(pages, 't1'), museum(pages, 't2')]) })
  pages.set('/energy.xml', { body: rssOf('Energy', [summit(pages, 'e1'), museum(pages, 'e2')]) })
  pages.set('/summit', { body: articlePage('Summit in Singapore', SUMMIT), type: 'text/html' })
  const opening = 'The museum will keep its doors open on Friday nights from the end of March.'
  pages.set('/museum', { body: articlePage('Museum opens at night', [opening]), type: 'text/html' })
  return { pages, sink, dir: makeTempDir() }
}

describe('the main job', () => {
  test('one story in two feeds, matched on its article, comes as one e-mail that names every rule', async () => {
    const { pages, sink, dir } = await startWorld()
    const settings = await loadSettings(dir, configFor(pages, sink))
    const app = await openTestApp(settings, { now: () => makeClock(START).now })

    await app.poll(settings)

    expect(sink.received).toHaveLength(1)
    const { mail } = sink.received[0]!
    expect(mail.text).toContain('Reactors')
    expect(mail.text).toContain('Free trade')
    expect(mail.text).not.toContain('Carbon tax')
    expect(mail.text).toContain('Ministry of Energy')
    expect(mail.text).toContain('Ministry of Trade')
    expect(mail.html).toContain('small modular reactors')
  })

  test('the same article behind two links, with a teaser of its own in each feed, is one story', async () => {
    const { pages, sink, dir } = await startWorld()
    pages.set('/copy', { body: articlePage('Outcome of the visit', SUMMIT), type: 'text/html' })
    const copy = {
      guid: 'e9',
      title: 'Outcome of the visit',
      link: `${pages.url}/copy`,
      teaser: 'What the ministers of energy agreed upon, in a few words of our own.',
    }
    pages.set('/energy.xml', { body: rssOf('Energy', [copy]) })
    const settings = await loadSettings(dir, configFor(pages, sink))
    const app = await openTestApp(settings)

    await app.poll(settings)

    const rows = await Array.fromAsync(streamLedger(app.deps.db))
    expect(sink.received).toHaveLength(1)
    expect(new Set(rows.map(({ storyId }) => storyId)).size).toBe(1)
    expect(rows.filter(({ state }) => state === 'sent')).toHaveLength(2)
  })

  test('a second poll costs two answers of 304 and sends nothing', async () => {
    const { pages, sink, dir } = await startWorld()
    const settings = await loadSettings(dir, configFor(pages, sink))
    const app = await openTestApp(settings)
    await app.poll(settings)
    pages.requests.length = 0

    await app.poll(settings)

    expect(pages.requests.map((request) => [request.path, request.status])).toEqual([
      ['/trade.xml', 304],
      ['/energy.xml', 304],
    ])
    expect(sink.received).toHaveLength(1)
  })

  test('an item that is added later is told by itself', async () => {
    const { pages, sink, dir } = await startWorld()
    const settings = await loadSettings(dir, configFor(pages, sink))
    const app = await openTestApp(settings)
    await app.poll(settings)
    const chile: SampleItem = {
      guid: 't3',
      title: 'Draft free-trade agreements with Chile published',
      link: `${pages.url}/chile`,
      teaser: 'Comments are welcome until May.',
    }
    pages.set('/trade.xml', {
      body: rssOf('Trade', [chile, summit(pages, 't1'), museum(pages, 't2')]),
    })

    await app.poll(settings)

    expect(sink.received).toHaveLength(2)
    expect(sink.received[1]?.mail.subject).toContain('Draft free-trade agreements with Chile')
    expect(sink.received[1]?.mail.text).not.toContain('Summit in Singapore')
  })

  test('new guids for known links are no news, and the administrator is told', async () => {
    const { pages, sink, dir } = await startWorld()
    const settings = await loadSettings(dir, configFor(pages, sink))
    const app = await openTestApp(settings)
    await app.poll(settings)
    pages.set('/trade.xml', { body: rssOf('Trade', [summit(pages, 'n1'), museum(pages, 'n2')]) })

    await app.poll(settings)

    const [latest] = await listPolls(app.deps.db, feedIdOf('trade'))
    expect(latest).toMatchObject({ outcome: 'stored', itemCount: 2, addedCount: 0 })
    expect(sink.received.map(({ to }) => to)).toEqual([['desk@example.org'], ['ops@example.org']])
    expect(sink.received[1]?.mail.subject).toBe(
      'Policywatch: trade (Ministry of Trade) was rebuilt',
    )
  })

  test('the ledger has a row for each match and address, and proves it', async () => {
    const { pages, sink, dir } = await startWorld()
    const settings = await loadSettings(dir, configFor(pages, sink))
    const app = await openTestApp(settings)

    await app.poll(settings)

    const rows = await Array.fromAsync(streamLedger(app.deps.db))
    expect(rows.map((row) => [row.ruleId, row.address, row.state]).toSorted()).toEqual([
      ['fta', null, 'suppressed'],
      ['fta', 'desk@example.org', 'sent'],
      ['smr', null, 'suppressed'],
      ['smr', 'desk@example.org', 'sent'],
    ])
    expect(new Set(rows.slice(2).map(({ reason }) => reason))).toEqual(
      new Set([1, 2].map((id) => `the rule had hit this story before, by match ${id}`)),
    )
    expect(await verifyLedger(app.deps.db, app.deps.now())).toEqual([])
  })

  test('an edit that makes a rule match is told', async () => {
    const { pages, sink, dir } = await startWorld()
    const settings = await loadSettings(dir, configFor(pages, sink))
    const clock = makeClock(START)
    const app = await openTestApp(settings, { now: () => clock.now })
    await app.poll(settings)
    const text = 'The museum will keep its doors open at night, and shows the carbon tax debate.'
    pages.set('/museum', { body: articlePage('Museum opens at night', [text]), type: 'text/html' })
    const edited = { ...museum(pages, 't2'), teaser: 'Visitors may enter until ten on Fridays.' }
    pages.set('/trade.xml', { body: rssOf('Trade', [summit(pages, 't1'), edited]) })
    clock.advance(10 * 60_000)

    await app.poll(settings)

    expect(sink.received).toHaveLength(2)
    expect(sink.received[1]?.mail.subject).toContain('Museum opens at night')
  })

  test('a term that stands in the teaser alone is found although the article was read', async () => {
    const { pages, sink, dir } = await startWorld()
    const extra = 'rules:\n  joint: { title: Statements, match: joint statement }\n'
    const settings = await loadSettings(dir, configFor(pages, sink).replace('rules:\n', extra))
    const app = await openTestApp(settings)

    await app.poll(settings)

    expect(sink.received).toHaveLength(1)
    expect(sink.received[0]?.mail.text).toContain('Statements')
  })

  test('an article that cannot be read is said in the alert, and tried again later', async () => {
    const { pages, sink, dir } = await startWorld()
    pages.remove('/summit')
    const extra = 'rules:\n  joint: { title: Statements, match: joint statement }\n'
    const yaml = configFor(pages, sink).replace('rules:\n', extra)
    const settings = await loadSettings(dir, yaml)
    const clock = makeClock(START)
    const app = await openTestApp(settings, { now: () => clock.now })
    await app.poll(settings)
    const [first] = sink.received
    pages.set('/summit', { body: articlePage('Summit in Singapore', SUMMIT), type: 'text/html' })

    clock.advance(10 * 60_000)
    await app.retryArticles(settings)

    expect(first?.mail.text).toContain('Statements')
    expect(first?.mail.text).toMatch(/article.*could not be read/i)
    expect(sink.received).toHaveLength(2)
    expect(sink.received[1]?.mail.text).toContain('Reactors')
  })
})
