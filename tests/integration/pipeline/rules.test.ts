import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import { applyNewRules } from '../../../src/pipeline/apply-new-rules.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { rssOf, type SampleItem } from '../../support/feed-text.ts'
import { type PageServer, startPageServer } from '../../support/page-server.ts'
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, openTestApp, type TestApp } from '../../support/test-app.ts'

const BOTH = ['energy', 'trade'] as const
const HARBOURS = 'harbours: { title: Harbours, match: harbour }'
const HYDROGEN = 'hydrogen: { title: Hydrogen, match: hydrogen }'

type World = {
  readonly sink: SmtpSink
  readonly publish: (feed: string, count: number) => void
  readonly load: (feeds: readonly string[], ...rules: readonly string[]) => Promise<Settings>
}

/** Two feeds about hydrogen, 60 releases in the one and 3 in the other; nothing in them is about harbours. */
async function startWorld(): Promise<World> {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  const publish = (feed: string, count: number): void =>
    pages.set(`/${feed}.xml`, { body: rssOf(feed, releasesOf(pages, feed, count)) })
  publish('energy', 60)
  publish('trade', 3)
  const load: World['load'] = async (feeds, ...rules) =>
    await loadSettings(
      dir,
      `
feeds:
${feeds.map((feed) => `  ${feed}: { url: "${pages.url}/${feed}.xml", allowPrivate: true }`).join('\n')}
rules:
${rules.map((rule) => `  ${rule}`).join('\n')}
subscriptions: { desk: { to: [a@example.org], rules: all } }
mail: { from: watch@example.org, smtp: "${sink.url}" }
`,
    )
  return { sink, publish, load }
}

function releasesOf({ url }: PageServer, feed: string, count: number): readonly SampleItem[] {
  return Array.from({ length: count }, (_, n) => ({
    guid: `${feed}-${n}`,
    title: `Release ${n} of ${feed}`,
    link: `${url}/${feed}/${n}`,
    teaser: `Plan ${n} of ${feed} for hydrogen.`,
  }))
}

const apply = async (app: TestApp, settings: Settings): ReturnType<typeof applyNewRules> =>
  await applyNewRules(app.deps, settings, new AbortController().signal)

/** The same settings, and the feeds of the items that their rules were held against. */
function watchMatcher(settings: Settings): { settings: Settings; held: string[] } {
  const held: string[] = []
  const match: Settings['matcher']['match'] = (document) => {
    held.push(document.source[0] ?? '')
    return settings.matcher.match(document)
  }
  return { settings: { ...settings, matcher: { ...settings.matcher, match } }, held }
}

describe('a rule that was removed and is put back', () => {
  test('is held against what was stored meanwhile', async () => {
    const { publish, load } = await startWorld()
    const [both, one] = [await load(BOTH, HARBOURS, HYDROGEN), await load(BOTH, HARBOURS)]
    const app = await openTestApp(both)
    await app.poll(both)
    await apply(app, both)
    await apply(app, one)
    publish('trade', 5)
    await app.poll(one)

    const applied = await apply(app, both)

    expect(applied).toEqual({ ruleCount: 1, matchCount: 2 })
  })
})

describe('a rule whose feeds change', () => {
  const ofEnergy = HYDROGEN.replace(' }', ', feeds: [energy] }')

  test('is held against the stored items of the added feeds alone', async () => {
    const { load } = await startWorld()
    const before = await load(BOTH, ofEnergy)
    const app = await openTestApp(before)
    await app.poll(before)
    await apply(app, before)
    const { settings, held } = watchMatcher(await load(BOTH, HYDROGEN))

    const applied = await apply(app, settings)

    expect(applied).toEqual({ ruleCount: 1, matchCount: 3 })
    expect(held).toEqual(['trade', 'trade', 'trade'])
  })

  test('is held against what a feed brought while it was left out', async () => {
    const { publish, load } = await startWorld()
    const [wide, narrow] = [await load(BOTH, HYDROGEN), await load(BOTH, ofEnergy)]
    const app = await openTestApp(wide)
    await app.poll(wide)
    await apply(app, wide)
    await apply(app, narrow)
    publish('trade', 5)
    await app.poll(narrow)

    const applied = await apply(app, wide)

    expect(applied).toEqual({ ruleCount: 1, matchCount: 2 })
  })

  test('is held against nothing when the added feed has no items', async () => {
    const { load } = await startWorld()
    const before = await load(['energy'], HARBOURS, HYDROGEN)
    const app = await openTestApp(before)
    await app.poll(before)
    await apply(app, before)
    const { settings, held } = watchMatcher(await load(BOTH, HARBOURS, HYDROGEN))

    const applied = await apply(app, settings)

    expect(applied.matchCount).toBe(0)
    expect(held).toEqual([])
  })
})

describe('a new rule and an archive of many pages', () => {
  test('leave everything else its turn, and a stop in the middle has done nothing', async () => {
    const { load } = await startWorld()
    const [before, after] = [await load(BOTH, HARBOURS), await load(BOTH, HARBOURS, HYDROGEN)]
    const app = await openTestApp(before)
    await app.poll(before)
    await apply(app, before)
    const { settings, held } = watchMatcher(after)
    const stop = new AbortController()
    setImmediate(() => setImmediate(() => stop.abort()))

    const applied = await applyNewRules(app.deps, settings, stop.signal)

    expect(applied).toEqual({ ruleCount: 0, matchCount: 0 })
    expect(held.length).toBeGreaterThan(0)
    expect(held.length).toBeLessThan(63)
    expect(await Array.fromAsync(streamLedger(app.deps.db))).toEqual([])
  })

  test('make one digest when the first attempt was stopped in the middle', async () => {
    const { sink, load } = await startWorld()
    const [before, after] = [await load(BOTH, HARBOURS), await load(BOTH, HARBOURS, HYDROGEN)]
    const app = await openTestApp(before)
    await app.poll(before)
    await apply(app, before)
    const stop = new AbortController()
    setImmediate(() => setImmediate(() => stop.abort()))
    await applyNewRules(app.deps, after, stop.signal)
    await app.deliver(after)

    const applied = await apply(app, after)
    await app.deliver(after)

    expect(applied).toEqual({ ruleCount: 1, matchCount: 63 })
    expect(sink.received).toHaveLength(1)
    expect(sink.received[0]?.mail.text).toMatch(/already published/i)
  })

  test('are told newest first', async () => {
    const { sink, load } = await startWorld()
    const [before, after] = [await load(BOTH, HARBOURS), await load(BOTH, HARBOURS, HYDROGEN)]
    const app = await openTestApp(before)
    await app.poll(before)
    await apply(app, before)

    await apply(app, after)
    await app.deliver(after)

    const rows = await Array.fromAsync(streamLedger(app.deps.db))
    const itemIds = rows.map((row) => row.itemId)
    expect(sink.received).toHaveLength(1)
    expect(itemIds).toEqual(itemIds.toSorted((a, b) => b - a))
  })
})

test('an item that makes the matcher fail does not keep a new rule from the others', async () => {
  const { load } = await startWorld()
  const settings = await load(BOTH, HYDROGEN)
  const app = await openTestApp(settings)
  await app.poll(await load(BOTH, HARBOURS))
  const match: Settings['matcher']['match'] = (document) => {
    if (document.title === 'Release 1 of trade') throw new Error('poisoned')
    return settings.matcher.match(document)
  }

  const applied = await apply(app, { ...settings, matcher: { ...settings.matcher, match } })

  expect(applied).toEqual({ ruleCount: 1, matchCount: 62 })
})
