import { describe, expect, test } from 'vitest'
import { feedIdOf } from '../../../src/core/ids.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import type { Poll } from '../../../src/store/polls.ts'
import { listPolls } from '../../support/list-polls.ts'
import { startPageServer } from '../../support/page-server.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, makeClock, openTestApp } from '../../support/test-app.ts'

type Said = {
  readonly guid?: string
  readonly link?: string
  readonly title: string
  readonly text: string
}

const documentOf = (items: readonly Said[]): string => {
  const entries = items.map(
    ({ guid, link, title, text }) => `<item><title>${title}</title>
${link === undefined ? '' : `<link>${link}</link>`}
${guid === undefined ? '' : `<guid isPermaLink="false">${guid}</guid>`}
<description>${text}</description></item>`,
  )
  return `<rss version="2.0"><channel><title>Trade</title><link>https://trade.test/</link>
${entries.join('\n')}</channel></rss>`
}

const TALKS: Said = { title: 'Reactor talks begin', text: 'The ministers met on Monday in Seoul.' }
const SQUID: Said = { title: 'Squid and the reactor', text: 'Catches fell again in the cold sea.' }
const RICE: Said = {
  title: 'Rice by the reactor',
  text: 'Farmers sow earlier than in other years.',
}

type World = {
  /** Shows a document at the feed's address, polls it and gives the poll's row. */
  readonly poll: (items: readonly Said[]) => Promise<Poll | undefined>
  /** Has the feed at another address from now on, with a document there. */
  readonly moveTo: (path: string, items: readonly Said[]) => Promise<Poll | undefined>
  /** What was told, and how: one entry for each match. */
  readonly told: () => Promise<readonly string[]>
}

async function startWorld(startWith = 'everything'): Promise<World> {
  const [pages, dir, clock] = [
    await startPageServer(),
    makeTempDir(),
    makeClock('2026-03-03T08:30:00.000Z'),
  ]
  const load = async (path: string): ReturnType<typeof loadSettings> =>
    await loadSettings(
      dir,
      `
feeds: { trade: { url: "${pages.url}${path}", allowPrivate: true, startWith: ${startWith} } }
rules: { reactors: { title: Reactors, match: reactor } }
subscriptions: { desk: { to: [a@example.org], rules: all } }
mail: { from: watch@example.org }
`,
    )
  const app = await openTestApp(await load('/feed.xml'), { now: () => clock.now })
  const pollAt = async (path: string, items: readonly Said[]): Promise<Poll | undefined> => {
    pages.set(path, { body: documentOf(items) })
    clock.advance(60_000)
    await app.poll(await load(path))
    const [latest] = await listPolls(app.deps.db, feedIdOf('trade'))
    return latest
  }
  return {
    poll: async (items) => await pollAt('/feed.xml', items),
    moveTo: pollAt,
    told: async () =>
      (await Array.fromAsync(streamLedger(app.deps.db))).map((row) => row.state).toSorted(),
  }
}

describe('a guid that a site uses again', () => {
  test('is news when link, title and text are all others, at each poll', async () => {
    const world = await startWorld()
    await world.poll([{ guid: '1', link: 'https://trade.test/1', ...TALKS }])

    const second = await world.poll([{ guid: '1', link: 'https://trade.test/2', ...SQUID }])
    const third = await world.poll([{ guid: '1', link: 'https://trade.test/3', ...RICE }])

    expect([second, third]).toMatchObject([
      { addedCount: 1, revisedCount: 0, matchCount: 1 },
      { addedCount: 1, revisedCount: 0, matchCount: 1 },
    ])
  })

  test('belongs to the new item from then on', async () => {
    const world = await startWorld()
    await world.poll([{ guid: '1', link: 'https://trade.test/1', ...TALKS }])
    await world.poll([{ guid: '1', link: 'https://trade.test/2', ...SQUID }])

    const edited = { ...SQUID, text: `${SQUID.text} Even more so.` }
    const third = await world.poll([{ guid: '1', link: 'https://trade.test/9', ...edited }])

    expect(third).toMatchObject({ addedCount: 0, revisedCount: 1 })
  })

  test('hides nothing and repeats nothing when it counts the places of the list', async () => {
    const world = await startWorld()
    const [talks, squid, rice] = [TALKS, SQUID, RICE].map((said, index) => ({
      ...said,
      link: `https://trade.test/${index}`,
    }))
    await world.poll([
      { guid: '1', ...squid! },
      { guid: '2', ...talks! },
    ])

    const second = await world.poll([
      { guid: '1', ...rice! },
      { guid: '2', ...squid! },
      { guid: '3', ...talks! },
    ])

    expect(second).toMatchObject({ addedCount: 1, revisedCount: 0, matchCount: 1 })
  })
})

describe('an item without a link', () => {
  test('is told once although its guid comes to be shared, and is shared no more', async () => {
    const world = await startWorld()
    await world.poll([{ guid: 'g', ...TALKS }])

    const second = await world.poll([
      { guid: 'g', ...TALKS },
      { guid: 'g', ...SQUID },
    ])
    const third = await world.poll([{ guid: 'g', ...SQUID }])

    expect([second?.addedCount, third?.addedCount]).toEqual([1, 0])
    expect(await world.told()).toHaveLength(2)
  })

  test('is two when the same notice comes under two guids of their own', async () => {
    const world = await startWorld()
    await world.poll([{ guid: 'a', ...TALKS }])

    const second = await world.poll([
      { guid: 'a', ...TALKS },
      { guid: 'b', ...TALKS },
      { guid: 'c', ...TALKS },
    ])
    const third = await world.poll([
      { guid: 'c', ...TALKS },
      { guid: 'b', ...TALKS },
    ])

    expect([second?.addedCount, third?.addedCount]).toEqual([2, 0])
  })
})

test('the same notice behind another link under another guid is another item', async () => {
  const world = await startWorld()
  await world.poll([{ guid: 'a', link: 'https://trade.test/1', ...TALKS }])

  const second = await world.poll([{ guid: 'b', link: 'https://trade.test/2', ...TALKS }])

  expect(second).toMatchObject({ addedCount: 1, matchCount: 1 })
})

test('a document of twelve thousand items is stored, and known when it comes again', async () => {
  const world = await startWorld()
  const many = Array.from({ length: 12_000 }, (_, n) => ({
    guid: `g${n}`,
    link: `https://trade.test/${n}`,
    title: `Notice ${n}`,
    text: `Text number ${n}.`,
  }))

  const first = await world.poll(many)
  const second = await world.poll([{ guid: 'new', ...TALKS }, ...many])

  expect(first).toMatchObject({ outcome: 'stored', addedCount: 12_000 })
  expect(second).toMatchObject({ outcome: 'stored', addedCount: 1, revisedCount: 0 })
})

describe('what was already published', () => {
  test('is what the first document shows; what a feed brings that was empty then is news', async () => {
    const world = await startWorld('nothing')
    await world.poll([])

    await world.poll([{ guid: 'a', ...TALKS }])

    expect(await world.told()).toEqual(['sent'])
  })

  test('is what a new address shows and the old one never did', async () => {
    const world = await startWorld('nothing')
    await world.poll([{ guid: 'a', ...TALKS }])

    const moved = await world.moveTo('/other.xml', [
      { guid: 'a', ...TALKS },
      { guid: 'b', ...SQUID },
    ])

    expect(moved).toMatchObject({ outcome: 'stored', addedCount: 1, matchCount: 1 })
    expect(await world.told()).toEqual(['suppressed', 'suppressed'])
  })
})
