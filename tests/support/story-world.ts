import type { Settings } from '../../src/config/settings.ts'
import { MINUTE_MS } from '../../src/core/time.ts'
import { rssOf, type SampleItem } from './feed-text.ts'
import { type PageServer, startPageServer } from './page-server.ts'
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts'
import { makeTempDir } from './temp-dir.ts'
import { loadSettings, makeClock, openTestApp, type TestApp, type TestClock } from './test-app.ts'

/** Feeds of several ministries, some rules and one reader, by whom it is seen which items are told as one story. */
export type StoryWorld = {
  readonly pages: PageServer
  readonly sink: SmtpSink
  readonly app: TestApp
  readonly clock: TestClock
  readonly settings: Settings
  /** The same feeds with other rules; `reads`: those that the reader takes. */
  readonly load: (rules: string, reads?: string) => Promise<Settings>
  /** A minute later, all feeds are polled, and what is due is delivered. */
  readonly poll: (settings?: Settings) => Promise<void>
  /** What a feed shows from now on. */
  readonly publish: (feed: string, ...items: readonly StoryItem[]) => void
}

/** `guid`: the title, unless it is given. */
export type StoryItem = Pick<SampleItem, 'title' | 'teaser'> & { readonly guid?: string }

/** Feeds by their names, with what else the configuration is to say of them, such as `startWith: nothing`. */
export async function startStoryWorld(
  feeds: Readonly<Record<string, string>>,
  rules: string,
): Promise<StoryWorld> {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  const clock = makeClock('2026-03-03T08:30:00.000Z')
  const lines = Object.entries(feeds).map(
    ([feed, more]) => `  ${feed}: { url: "${pages.url}/${feed}.xml", allowPrivate: true, ${more} }`,
  )
  const load = async (wanted: string, reads = 'all'): Promise<Settings> =>
    await loadSettings(
      dir,
      `
feeds:
${lines.join('\n')}
rules: { ${wanted} }
subscriptions: { desk: { to: [desk@example.org], rules: ${reads}, budget: 0 } }
mail: { from: watch@example.org, smtp: "${sink.url}" }
`,
    )
  const settings = await load(rules)
  const app = await openTestApp(settings, { now: () => clock.now })
  const poll = async (current = settings): Promise<void> => {
    clock.advance(MINUTE_MS)
    await app.poll(current)
  }
  const publish = (feed: string, ...items: readonly StoryItem[]): void => {
    const body = rssOf(
      feed,
      items.map((item) => {
        const guid = `${feed} ${item.guid ?? item.title}`
        return { ...item, guid, link: `https://${feed}.test/${encodeURIComponent(guid)}` }
      }),
    )
    pages.set(`/${feed}.xml`, { body })
  }
  for (const feed of Object.keys(feeds)) publish(feed)
  return { pages, sink, app, clock, settings, load, poll, publish }
}
