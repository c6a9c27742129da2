import { describe, expect, test } from 'vitest'
import { streamLedger } from '../../../src/store/ledger.ts'
import { rssOf, type SampleItem } from '../../support/feed-text.ts'
import { startPageServer } from '../../support/page-server.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, makeClock, openTestApp } from '../../support/test-app.ts'

const LONG =
  'The office publishes the figures of the month for the reactor industry. Exports and imports are counted when they pass the border, and are compared with the same month of the year before. The tables stand in the annex, and a glossary explains the words that are used in them.'

const LIST = 'https://trade.test/list'

const item = (guid: string, change: Partial<SampleItem> = {}): SampleItem => ({
  guid,
  title: 'Notice',
  link: LIST,
  teaser: `${LONG} ${guid}`,
  ...change,
})

const many = (count: number, make: (n: number) => SampleItem): readonly SampleItem[] =>
  Array.from({ length: count }, (_, n) => make(n))

/** Polls two feeds whose documents are given, poll by poll, and gives the number of stories that the rule hit. */
async function countStories(
  ...polls: readonly Readonly<Record<'trade' | 'energy', readonly SampleItem[]>>[]
): Promise<number> {
  const [pages, clock] = [await startPageServer(), makeClock('2026-03-03T08:30:00.000Z')]
  const settings = await loadSettings(
    makeTempDir(),
    `
feeds:
  trade: { url: "${pages.url}/trade.xml", allowPrivate: true, startWith: everything }
  energy: { url: "${pages.url}/energy.xml", allowPrivate: true, startWith: everything }
rules: { reactors: { title: Reactors, match: reactor } }
subscriptions: { desk: { to: [a@example.org], rules: all } }
mail: { from: watch@example.org }
`,
  )
  const app = await openTestApp(settings, { now: () => clock.now })
  for (const { trade, energy } of polls) {
    pages.set('/trade.xml', { body: rssOf('Trade', trade) })
    pages.set('/energy.xml', { body: rssOf('Energy', energy) })
    clock.advance(60_000)
    await app.poll(settings)
  }
  const rows = await Array.fromAsync(streamLedger(app.deps.db))
  return new Set(rows.map((row) => row.storyId)).size
}

describe('two items of one feed', () => {
  test('behind one link under one title are both told', async () => {
    const first = item('a', { teaser: 'The reactor is inspected on Monday.' })
    const second = item('b', { teaser: 'Engineers for the reactor wanted by the port.' })

    expect(await countStories({ trade: [first, second], energy: [] })).toBe(2)
  })

  test('behind one link under one title are both told when they come one after the other', async () => {
    const first = item('a', { teaser: 'The reactor is inspected on Monday.' })
    const second = item('b', { teaser: 'Engineers for the reactor wanted by the port.' })

    const polls = [
      { trade: [first], energy: [] },
      { trade: [second, first], energy: [] },
    ]
    expect(await countStories(...polls)).toBe(2)
  })

  test('with the figures of two months in a standing text are both told', async () => {
    const march = item('a', { title: 'Reactor exports, 3/2026' })
    const april = item('b', { title: 'Reactor exports, 4/2026' })

    const polls = [
      { trade: [march], energy: [] },
      { trade: [april, march], energy: [] },
    ]
    expect(await countStories(...polls)).toBe(2)
  })

  test('are told once when a document lists one release under two guids', async () => {
    const [first, second] = [item('a', { teaser: LONG }), item('b', { teaser: LONG })]

    expect(await countStories({ trade: [first, second], energy: [] })).toBe(1)
  })
})

describe('items of two feeds', () => {
  test('behind one link under one title are told once', async () => {
    const polls = [
      { trade: [item('a')], energy: [] },
      { trade: [item('a')], energy: [item('b', { teaser: 'On the reactor, in short.' })] },
    ]

    expect(await countStories(...polls)).toBe(1)
  })

  test('behind a link that a whole document shares are told one by one', async () => {
    const trade = [
      item('a', { teaser: 'The reactor is inspected on Monday.' }),
      item('b', { teaser: 'Engineers for the reactor wanted by the port.' }),
    ]
    const energy = [item('c', { teaser: 'A new roof for the reactor is planned.' })]

    const polls = [
      { trade, energy: [] },
      { trade, energy },
    ]
    expect(await countStories(...polls)).toBe(3)
  })

  test('with a text that several stories of a feed have are told one by one', async () => {
    const standing = (guid: string, title: string): SampleItem =>
      item(guid, { title, teaser: LONG, link: `https://trade.test/${guid}` })
    const trade = [standing('a', 'Talks'), standing('b', 'Budget')]

    const polls = [
      { trade, energy: [] },
      { trade, energy: [standing('c', 'Squid')] },
    ]
    expect(await countStories(...polls)).toBe(3)
  })

  test('are found among more stories than one lookup gives', async () => {
    const release = (feed: string, n: number): SampleItem =>
      item(`${feed}${n}`, {
        title: `Release ${n}`,
        link: `https://trade.test/${n}`,
        teaser: `Number ${n} on the reactor.`,
      })

    const polls = [
      { trade: many(700, (n) => release('t', n)), energy: [] },
      { trade: [], energy: many(700, (n) => release('e', n)) },
    ]
    expect(await countStories(...polls)).toBe(700)
  })
})

describe('a large document', () => {
  test('of items with one text is grouped, each by itself', async () => {
    const trade = many(1_200, (n) =>
      item(`g${n}`, { title: `Notice ${n}`, link: `https://trade.test/${n}`, teaser: LONG }),
    )

    expect(await countStories({ trade, energy: trade.slice(0, 5) })).toBe(1_200)
  })

  test('of long texts behind one link is grouped, each by itself', async () => {
    const words = Array.from({ length: 600 }, (_, n) => `word${n}`).join(' ')
    const trade = many(400, (n) => item(`g${n}`, { teaser: `On reactor number ${n} ${words}` }))

    expect(await countStories({ trade, energy: trade.slice(0, 5) })).toBe(400)
  })
})
