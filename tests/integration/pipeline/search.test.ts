import { expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import { ruleIdOf } from '../../../src/core/ids.ts'
import { createMatcher, type Matcher } from '../../../src/core/rule/matcher.ts'
import { HOUR_MS } from '../../../src/core/time.ts'
import { searchItems } from '../../../src/pipeline/search-items.ts'
import { rssOf, type SampleItem } from '../../support/feed-text.ts'
import { type PageServer, startPageServer } from '../../support/page-server.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import {
  loadSettings,
  makeClock,
  openTestApp,
  type TestApp,
  type TestClock,
} from '../../support/test-app.ts'

const MANY = 1_200

type World = {
  readonly pages: PageServer
  readonly settings: Settings
  readonly app: TestApp
  readonly clock: TestClock
}

async function startWorld(): Promise<World> {
  const pages = await startPageServer()
  const feed = (name: string): string => `{ url: "${pages.url}/${name}.xml", allowPrivate: true }`
  const config = `feeds: { one: ${feed('one')}, two: ${feed('two')} }\nweb: false\n`
  pages.set('/two.xml', { body: rssOf('Two', []) })
  const settings = await loadSettings(makeTempDir(), config)
  const clock = makeClock('2026-03-10T12:00:00.000Z')
  const app = await openTestApp(settings, { now: () => clock.now })
  return { pages, settings, app, clock }
}

function release(title: string, date: string): SampleItem {
  return { guid: title, title: `Pier ${title}`, link: `https://x.test/${title}`, teaser: '', date }
}

function pierMatcher(): Matcher {
  const build = createMatcher([{ id: ruleIdOf('q'), query: 'pier' }], new Map())
  if (build.kind === 'refused') throw new Error('the query is refused')
  return build.matcher
}

async function search({ app, settings }: World, limit: number): Promise<readonly string[]> {
  const titles: string[] = []
  const scope = { since: null, limit }
  for await (const { item } of searchItems(app.deps.db, settings, pierMatcher(), scope)) {
    titles.push(item.title.replace('Pier ', ''))
  }
  return titles
}

test('a search tells the newest first, whatever the order of the documents and polls', async () => {
  const world = await startWorld()
  const { pages, app, settings, clock } = world
  const first = [
    release('of the 9th', 'Mon, 09 Mar 2026 10:00:00 GMT'),
    release('of the 7th', 'Sat, 07 Mar 2026 10:00:00 GMT'),
    release('of last year', 'Sat, 08 Mar 2025 10:00:00 GMT'),
  ]
  pages.set('/one.xml', { body: rssOf('One', first) })
  await app.poll(settings)
  clock.advance(HOUR_MS)
  const second = [
    release('of the 8th', 'Sun, 08 Mar 2026 10:00:00 GMT'),
    release('just now', 'Tue, 10 Mar 2026 12:30:00 GMT'),
  ]
  pages.set('/two.xml', { body: rssOf('Two', second) })
  await app.poll(settings)

  const [all, one] = [await search(world, 50), await search(world, 1)]

  expect(all).toEqual(['just now', 'of the 9th', 'of the 8th', 'of the 7th', 'of last year'])
  expect(one).toEqual(['just now'])
})

test('a date in the future, an absurd one and none count as when the item was seen', async () => {
  const world = await startWorld()
  const { pages, app, settings } = world
  const items = [
    release('of tomorrow', 'Wed, 11 Mar 2026 10:00:00 GMT'),
    release('without a date', ''),
    release('of 1970', 'Thu, 01 Jan 1970 00:00:00 GMT'),
    release('of the morning', 'Tue, 10 Mar 2026 08:00:00 GMT'),
  ]
  pages.set('/one.xml', { body: rssOf('One', items) })
  await app.poll(settings)

  const found = await search(world, 50)

  expect(found).toEqual(['of tomorrow', 'without a date', 'of 1970', 'of the morning'])
})

test('the newest of more items than are read at once is told first, and none is left out', async () => {
  const world = await startWorld()
  const { pages, app, settings } = world
  const minutesAgo = (index: number): string =>
    new Date(Date.parse('2026-03-10T12:00:00Z') - (MANY - index) * 60_000).toUTCString()
  const items = Array.from({ length: MANY }, (_, index) => release(`${index}`, minutesAgo(index)))
  pages.set('/one.xml', { body: rssOf('One', items) })
  await app.poll(settings)

  const [two, all] = [await search(world, 2), await search(world, 5_000)]

  expect(two).toEqual([`${MANY - 1}`, `${MANY - 2}`])
  expect(all).toEqual(Array.from({ length: MANY }, (_, index) => `${MANY - 1 - index}`))
})
