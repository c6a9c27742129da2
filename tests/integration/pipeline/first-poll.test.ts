import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import { applyNewRules } from '../../../src/pipeline/apply-new-rules.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { verifyLedger } from '../../../src/store/verify-ledger.ts'
import { rssOf, type SampleItem } from '../../support/feed-text.ts'
import { type PageServer, startPageServer } from '../../support/page-server.ts'
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, openTestApp } from '../../support/test-app.ts'

const itemsOf = (url: string, numbers: readonly number[]): readonly SampleItem[] =>
  numbers.map((n) => ({
    guid: `g${n}`,
    title: `Reactor release ${n}`,
    link: `${url}/${n}`,
    teaser: `Plan number ${n} for the hydrogen industry.`,
  }))

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n + 1)

type World = {
  readonly pages: PageServer
  readonly sink: SmtpSink
  readonly load: (startWith: string, rules?: string) => Promise<Settings>
}

async function startWorld(): Promise<World> {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  pages.set('/feed.xml', { body: rssOf('Energy', itemsOf(pages.url, upTo(12))) })
  const load = async (startWith: string, rules = ''): Promise<Settings> =>
    await loadSettings(
      dir,
      `
feeds: { energy: { url: "${pages.url}/feed.xml", allowPrivate: true, startWith: ${startWith} } }
rules:
  reactors: { title: Reactors, match: reactor }
${rules}
subscriptions: { desk: { to: [a@example.org], rules: all } }
mail: { from: watch@example.org, smtp: "${sink.url}" }
`,
    )
  return { pages, sink, load }
}

describe('the first poll of a feed', () => {
  test('tells what was already published in one digest of ten stories, with the rest counted', async () => {
    const { sink, load } = await startWorld()
    const settings = await load('digest')
    const app = await openTestApp(settings)

    await app.poll(settings)

    expect(sink.received).toHaveLength(1)
    const text = sink.received[0]?.mail.text ?? ''
    expect(text).toMatch(/already published/i)
    expect(text.match(/Reactor release \d+\b/g)).toHaveLength(10)
    expect(text).toMatch(/\b2 more\b|12 stories/)
  })

  test('tells the newest ten, wherever the feed lists them', async () => {
    const { pages, sink, load } = await startWorld()
    const dated = itemsOf(pages.url, upTo(12)).map((item, index) => ({
      ...item,
      date: `Tue, ${index + 1} Mar 2026 17:20:00 +0900`,
    }))
    pages.set('/feed.xml', { body: rssOf('Energy', dated) })
    const settings = await load('digest')
    const app = await openTestApp(settings)

    await app.poll(settings)

    const told = sink.received[0]?.mail.text?.match(/(?<=Reactor release )\d+\b/g)?.map(Number)
    expect(new Set(told)).toEqual(new Set(upTo(12).slice(2)))
  })

  test('counts items with dates that cannot be true among their neighbours', async () => {
    const { pages, sink, load } = await startWorld()
    const years = new Map([
      [1, 2099],
      [5, 1970],
    ])
    const dated = itemsOf(pages.url, upTo(12).toReversed()).map((item, index) => ({
      ...item,
      date: `${12 - index} Mar ${years.get(12 - index) ?? 2026} 17:20:00 +0900`,
    }))
    pages.set('/feed.xml', { body: rssOf('Energy', dated) })
    const settings = await load('digest')
    const app = await openTestApp(settings)

    await app.poll(settings)

    const text = sink.received[0]?.mail.text ?? ''
    const told = text.match(/(?<=Reactor release )\d+\b/g)?.map(Number)
    expect([...new Set(told)]).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3])
    expect(text).toContain('the feed gives it no believable date')
    expect(text).not.toMatch(/Published .* (?:2099|1970)/)
  })

  test('tells only news afterwards', async () => {
    const { pages, sink, load } = await startWorld()
    const settings = await load('digest')
    const app = await openTestApp(settings)
    await app.poll(settings)
    pages.set('/feed.xml', { body: rssOf('Energy', itemsOf(pages.url, upTo(13))) })

    await app.poll(settings)

    expect(sink.received).toHaveLength(2)
    expect(sink.received[1]?.mail.text).not.toMatch(/already published/i)
    expect(sink.received[1]?.mail.subject).toContain('Reactor release 13')
  })

  test('tells everything as news when that is wanted', async () => {
    const { sink, load } = await startWorld()
    const settings = await load('everything')
    const app = await openTestApp(settings)

    await app.poll(settings)

    const text = sink.received[0]?.mail.text ?? ''
    expect(new Set(text.match(/Reactor release \d+\b/g)).size).toBe(12)
    expect(text).not.toMatch(/already published/i)
  })

  test('numbers the e-mails when one cannot hold everything', async () => {
    const { pages, sink, load } = await startWorld()
    pages.set('/feed.xml', { body: rssOf('Energy', itemsOf(pages.url, upTo(120))) })
    const settings = await load('everything')
    const app = await openTestApp(settings)

    await app.poll(settings)

    const parts = sink.received.map(({ mail }) => mail.subject?.match(/part \d+ of \d+/)?.[0])
    expect(parts.toSorted()).toEqual(['part 1 of 4', 'part 2 of 4', 'part 3 of 4', 'part 4 of 4'])
    const titles = sink.received.flatMap(({ mail }) => [
      ...new Set(mail.text?.match(/Reactor release \d+\b/g)),
    ])
    expect(titles.toSorted()).toEqual(
      upTo(120)
        .map((n) => `Reactor release ${n}`)
        .toSorted(),
    )
  })

  test('tells nothing when that is wanted, and the ledger says why', async () => {
    const { sink, load } = await startWorld()
    const settings = await load('nothing')
    const app = await openTestApp(settings)

    await app.poll(settings)

    const rows = await Array.fromAsync(streamLedger(app.deps.db))
    expect(sink.received).toEqual([])
    expect(rows).toHaveLength(12)
    expect(rows[0]).toMatchObject({
      state: 'suppressed',
      reason: 'already published when the watch began (startWith: nothing)',
    })
  })
})

describe('news that another feed had published before the watch began', () => {
  const feedsOf = (first: string, second: string): string => `
feeds:
  archive: { url: "${first}", allowPrivate: true, startWith: nothing }
  energy: { url: "${second}", allowPrivate: true, startWith: everything }
rules: { reactors: { title: Reactors, match: reactor } }
subscriptions: { desk: { to: [a@example.org], rules: all } }
`

  test('is told, with the hit of the feed that brings it as news', async () => {
    const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
    const [archived] = itemsOf('https://ministry.test', [1])
    pages.set('/archive.xml', { body: rssOf('Archive', [archived!]) })
    pages.set('/energy.xml', { body: rssOf('Energy', []) })
    const mail = `mail: { from: watch@example.org, smtp: "${sink.url}" }`
    const feeds = feedsOf(`${pages.url}/archive.xml`, `${pages.url}/energy.xml`)
    const settings = await loadSettings(dir, `${feeds}${mail}`)
    const app = await openTestApp(settings)
    await app.poll(settings)
    pages.set('/energy.xml', {
      body: rssOf('Energy', [{ ...archived!, teaser: 'The reactor is news here.' }]),
    })

    await app.poll(settings)
    await app.poll(settings)

    const rows = await Array.fromAsync(streamLedger(app.deps.db))
    expect(sink.received.map(({ mail: { text } }) => text)).toEqual([
      expect.stringContaining('is news here'),
    ])
    expect(rows.map(({ state }) => state)).toEqual(['suppressed', 'sent'])
    expect(await verifyLedger(app.deps.db, app.deps.now())).toEqual([])
  })

  test('is not told for an edit of what was passed over', async () => {
    const { pages, sink, load } = await startWorld()
    const settings = await load('nothing')
    const app = await openTestApp(settings)
    await app.poll(settings)
    const [first] = itemsOf(pages.url, [1])
    pages.set('/feed.xml', {
      body: rssOf('Energy', [{ ...first!, teaser: 'The reactor plan, corrected.' }]),
    })

    await app.poll(settings)

    expect(sink.received).toEqual([])
  })
})

describe('a new rule', () => {
  test('tells what is stored already in one digest, once', async () => {
    const { sink, load } = await startWorld()
    const before = await load('digest')
    const app = await openTestApp(before)
    const { signal } = new AbortController()
    await app.poll(before)
    await applyNewRules(app.deps, before, signal)
    const after = await load('digest', '  hydrogen: { title: Hydrogen, match: hydrogen }')

    const applied = await applyNewRules(app.deps, after, signal)
    await app.deliver(after)
    const again = await applyNewRules(app.deps, after, signal)
    await app.deliver(after)

    expect(applied).toEqual({ ruleCount: 1, matchCount: 12 })
    expect(again).toEqual({ ruleCount: 0, matchCount: 0 })
    expect(sink.received).toHaveLength(2)
    expect(sink.received[1]?.mail.text).toMatch(/already published/i)
    expect(sink.received[1]?.mail.text).toContain('Hydrogen')
  })
})
