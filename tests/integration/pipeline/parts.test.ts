import { expect, test } from 'vitest'
import { deliverNext } from '../../../src/pipeline/deliver-next.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { rssOf } from '../../support/feed-text.ts'
import { startPageServer } from '../../support/page-server.ts'
import { startSmtpSink } from '../../support/smtp-sink.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, openTestApp } from '../../support/test-app.ts'

const STORY_COUNT = 120

/** The same news in any ministry's words. */
function newsOf(ministry: string): string {
  const items = Array.from({ length: STORY_COUNT }, (_, index) => ({
    guid: `${ministry} ${index}`,
    title: `TOK${index}X Notice on the tariff`,
    link: `https://press.test/${index}`,
    teaser: `The ministry spoke of the tariff in paper ${index}.`,
  }))
  return rssOf(ministry, items)
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
