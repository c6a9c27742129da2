import type { ParsedMail } from 'mailparser'
import type { Settings } from '../../src/config/settings.ts'
import { MINUTE_MS } from '../../src/core/time.ts'
import { articlePage, rssOf, type SampleItem } from './feed-text.ts'
import { type PageServer, startPageServer } from './page-server.ts'
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts'
import { makeTempDir } from './temp-dir.ts'
import { loadSettings, makeClock, openTestApp, type TestApp, type TestClock } from './test-app.ts'

/** A watch of one feed with one release, which its ministry edits. */
export type EditedRelease = {
  readonly sink: SmtpSink
  readonly app: TestApp
  readonly clock: TestClock
  readonly settings: Settings
  readonly pages: PageServer
  readonly load: (subscriptions: string) => Promise<Settings>
  /** Publishes what the release says from now on, a minute later, and polls. */
  readonly say: (change: Partial<SampleItem>) => Promise<void>
  /** Puts another item beside it. */
  readonly add: (item: SampleItem) => void
  /** Sets what stands behind the release's link. */
  readonly setArticle: (paragraphs: readonly string[] | null) => void
  readonly mails: () => readonly ParsedMail[]
}

export const RELEASE_TEXT =
  'The ministry plans two small reactors on the coast. Five memorandums were signed with the builders on Monday. Work begins in the spring of next year.'

/** `feed` are further settings of the feed. */
export async function startEditedRelease(subscriptions: string, feed = ''): Promise<EditedRelease> {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  const clock = makeClock('2026-03-03T08:30:00.000Z')
  const others: SampleItem[] = []
  let release: SampleItem = {
    guid: 'r1',
    title: 'Reactors on the coast',
    link: `${pages.url}/r1`,
    teaser: RELEASE_TEXT,
  }
  const load = async (lines: string): Promise<Settings> =>
    await loadSettings(
      dir,
      `
timezone: Asia/Seoul
feeds: { energy: { url: "${pages.url}/feed.xml", allowPrivate: true, startWith: everything, ${feed} } }
rules:
  reactors: { title: Reactors, match: reactors }
  bridges: { title: Bridges, match: bridge }
subscriptions: { ${lines} }
admins: [ops@example.org]
mail: { from: Watch <watch@example.org>, smtp: "${sink.url}" }
`,
    )
  const settings = await load(subscriptions)
  const app = await openTestApp(settings, { now: () => clock.now })
  const setArticle = (paragraphs: readonly string[] | null): void =>
    pages.set(
      '/r1',
      paragraphs === null
        ? { body: 'later', status: 503 }
        : { body: articlePage(release.title, paragraphs), type: 'text/html' },
    )
  const say = async (change: Partial<SampleItem>): Promise<void> => {
    release = { ...release, ...change }
    pages.set('/feed.xml', { body: rssOf('Energy', [release, ...others]) })
    clock.advance(MINUTE_MS)
    await app.poll(settings)
  }
  return {
    sink,
    app,
    clock,
    settings,
    pages,
    load,
    say,
    add: (item) => others.unshift(item),
    setArticle,
    mails: () => sink.received.map(({ mail }) => mail),
  }
}
