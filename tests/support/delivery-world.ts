import type { Settings } from '../../src/config/settings.ts'
import { streamLedger } from '../../src/store/ledger.ts'
import { rssOf, type SampleItem } from './feed-text.ts'
import { startPageServer } from './page-server.ts'
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts'
import { makeTempDir } from './temp-dir.ts'
import { loadSettings, makeClock, openTestApp, type TestApp, type TestClock } from './test-app.ts'

/** A watch with one feed and one subscription, a mail server, and a clock that stands still until told. */
export type DeliveryWorld = {
  /** Puts an item before those that the feed shows. */
  readonly publish: (title: string) => void
  readonly sink: SmtpSink
  readonly clock: TestClock
  readonly settings: Settings
  readonly app: TestApp
  readonly states: () => Promise<readonly (string | null)[][]>
}

const START = '2026-03-03T08:30:00.000Z'

/** One feed with one matching item, and a subscription with the given lines. */
export async function startDeliveryWorld(
  subscription: string,
  smtp?: string,
): Promise<DeliveryWorld> {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  const items: SampleItem[] = []
  const publish = (title: string): void => {
    const guid = `${items.length + 1}`
    const teaser = 'The ministry showed its plans for reactors.'
    items.unshift({ guid, title, link: `${pages.url}/${guid}`, teaser })
    pages.set('/feed.xml', { body: rssOf('Energy', items) })
  }
  publish('Reactor plans published')
  const settings = await loadSettings(
    dir,
    `
timezone: Asia/Seoul
feeds: { energy: { url: "${pages.url}/feed.xml", allowPrivate: true } }
defaults: { startWith: everything }
rules: { reactors: { match: reactors } }
subscriptions:
  desk: { rules: all, ${subscription} }
admins: [ops@example.org]
mail: { from: Watch <watch@example.org>, smtp: "${smtp ?? sink.url}" }
`,
  )
  const clock = makeClock(START)
  const app = await openTestApp(settings, { now: () => clock.now })
  const states = async (): Promise<readonly (string | null)[][]> => {
    const rows = await Array.fromAsync(streamLedger(app.deps.db))
    return rows.map((row) => [row.address, row.state, row.reason])
  }
  return { publish, sink, clock, settings, app, states }
}
