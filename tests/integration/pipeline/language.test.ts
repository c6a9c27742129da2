import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import { ruleIdOf } from '../../../src/core/ids.ts'
import { createMatcher, type Matcher } from '../../../src/core/rule/matcher.ts'
import { searchItems } from '../../../src/pipeline/search-items.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { rssOf, type SampleItem } from '../../support/feed-text.ts'
import { startPageServer } from '../../support/page-server.ts'
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, makeClock, openTestApp, type TestApp } from '../../support/test-app.ts'

const GERMAN =
  'Das Ministerium hat am Dienstag den Entwurf einer Verordnung veröffentlicht, zu dem sich Verbände bis Ende Mai äußern können. Betreiber älterer Anlagen erhalten zwei Jahre Zeit, um die neuen Grenzwerte einzuhalten.'

type World = { readonly app: TestApp; readonly sink: SmtpSink; readonly settings: Settings }

const item = (guid: string, title: string, teaser: string): SampleItem => ({
  guid,
  title,
  link: `https://ministry.test/${guid}`,
  teaser,
})

/** Polls a feed that says `en`, as templates do, with a Korean, a German and an English item. */
async function pollMixedFeed(): Promise<World> {
  const [pages, sink] = [await startPageServer(), await startSmtpSink()]
  const items = [
    item('ko', '신규 원전 건설', '정부는 신규 원전 두 기를 건설한다고 밝혔다.'),
    item('de', 'Neue Grenzwerte', GERMAN),
    item('en', 'New limits', 'The ministry has published its limits for older plants.'),
  ]
  pages.set('/feed.xml', { body: rssOf('Energy', items) })
  const settings = await loadSettings(
    makeTempDir(),
    `
feeds: { energy: { url: "${pages.url}/feed.xml", allowPrivate: true } }
defaults: { startWith: everything }
rules: { korean: { match: "lang:ko AND 원전" }, plants: { match: Anlage } }
subscriptions: { desk: { to: [a@example.org], rules: all } }
mail: { from: watch@example.org, smtp: "${sink.url}" }
`,
  )
  const clock = makeClock('2026-03-03T08:30:00.000Z')
  const app = await openTestApp(settings, { now: () => clock.now })
  await app.poll(settings)
  return { app, sink, settings }
}

function matcherOf(query: string): Matcher {
  const build = createMatcher([{ id: ruleIdOf('query'), query }], new Map())
  if (build.kind === 'refused') throw new Error('the query is refused')
  return build.matcher
}

describe('an item whose feed says the wrong language', () => {
  test('is matched in the language that it is written in', async () => {
    const { app } = await pollMixedFeed()

    const rows = await Array.fromAsync(streamLedger(app.deps.db))
    expect(rows.map((row) => row.ruleId).toSorted()).toEqual(['korean', 'plants'])
  })

  test('is found by a search in that language, and keeps what its feed said', async () => {
    const { app, settings } = await pollMixedFeed()
    const scope = { since: null, limit: 10 }
    const results = searchItems(app.deps.db, settings, matcherOf('lang:de'), scope)

    const found = await Array.fromAsync(results)
    expect(found.map(({ item }) => [item.title, item.language])).toEqual([
      ['Neue Grenzwerte', 'en'],
    ])
  })

  test('is marked in the e-mail with the language of its letters', async () => {
    const { sink } = await pollMixedFeed()

    expect(sink.received[0]?.mail.html).toMatch(/<h2[^>]* lang="ko"/)
  })
})
