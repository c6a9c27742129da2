import type { Settings } from '../../src/config/settings.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, msOf } from '../../src/core/time.ts'
import { type ConditionStatus, readStatus, type Status } from '../../src/pipeline/read-status.ts'
import { rssOf } from './feed-text.ts'
import { type Page, type PageServer, startPageServer } from './page-server.ts'
import { startSmtpSink } from './smtp-sink.ts'
import { makeTempDir } from './temp-dir.ts'
import { loadSettings, makeClock, openTestApp, type TestApp, type TestClock } from './test-app.ts'

/** One feed, one rule that hits all of it, a subscription and an administrator, and a clock that stands still until told. */
export type WatchedFeed = {
  readonly pages: PageServer
  readonly app: TestApp
  readonly clock: TestClock
  readonly settings: Settings
  /** Reads the configuration anew, with another path and other settings of the feed. */
  readonly configure: (path: string, feed: string) => Promise<Settings>
  /** Polls, and delivers, so many times with a quarter of an hour between. */
  readonly poll: (times?: number) => Promise<void>
  /** The same with such a pause before each. */
  readonly pollEvery: (pauseMs: number, times: number) => Promise<void>
  /** Serves a page and polls, so many times. */
  readonly answer: (page: Page, times?: number) => Promise<void>
  /** The same with such a pause before each. */
  readonly answerEvery: (pauseMs: number, page: Page, times: number) => Promise<void>
  /** Serves a feed that lists these items, and polls. */
  readonly list: (...items: readonly Listed[]) => Promise<void>
  /** Serves one document after the other, and polls each. */
  readonly listInTurn: (documents: readonly (readonly Listed[])[]) => Promise<void>
  /** What it has listed last. */
  readonly document: () => Page
  readonly itemCount: () => Promise<number>
  /** A day passes, and the feed lists three items, each day the next one and one less; at first the oldest is number `from`. */
  readonly publishDaily: (days: number, from?: number) => Promise<void>
  /** Subjects of the messages to the administrator so far, without the program's name. */
  readonly told: () => readonly string[]
  /** The text of the subscriber's last e-mail. */
  readonly lastAlert: () => string
  /** How many e-mails the subscriber has had. */
  readonly alertCount: () => number
  readonly status: () => Promise<Status>
  readonly conditions: () => Promise<readonly Pick<ConditionStatus, 'kind' | 'feed'>[]>
}

/** An item by its number; what else it says follows from that, if nothing else is given. */
export type Listed =
  | number
  | {
      readonly number: number
      readonly guid?: string
      readonly link?: string
      readonly title?: string
      readonly text?: string
      /** null: it has none. */
      readonly date?: string | null
    }

const START = '2026-03-03T08:30:00.000Z'

export async function startWatchedFeed(feed = ''): Promise<WatchedFeed> {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  const configure = async (path: string, more: string): Promise<Settings> =>
    await loadSettings(
      dir,
      `
feeds: { energy: { url: "${pages.url}${path}", allowPrivate: true, ${more} } }
rules: { reactors: { match: reactors } }
subscriptions: { desk: { to: [desk@example.org], rules: all, budget: 0 } }
mail: { from: watch@example.org, smtp: "${sink.url}" }
admins: [ops@example.org]
`,
    )
  const settings = await configure('/feed.xml', feed)
  const clock = makeClock(START)
  const app = await openTestApp(settings, { now: () => clock.now })
  const poll = async (times = 1): Promise<void> => {
    for (const _ of Array(times).keys()) {
      await app.poll(settings)
      clock.advance(15 * MINUTE_MS)
    }
  }
  const pollEvery = async (pauseMs: number, times: number): Promise<void> => {
    for (const _ of Array(times).keys()) {
      clock.advance(pauseMs)
      await poll()
    }
  }
  const answer = async (page: Page, times = 1): Promise<void> => {
    pages.set('/feed.xml', page)
    await poll(times)
  }
  let document: Page = { body: '' }
  const documentOf = (items: readonly Listed[]): string =>
    rssOf(
      'Energy',
      items.map((item) => itemOf(pages.url, item, clock.now)),
    )
  const list = async (...items: readonly Listed[]): Promise<void> => {
    document = { body: documentOf(items) }
    await answer(document)
  }
  const received = (address: string): readonly string[] =>
    sink.received.filter(({ to }) => to.includes(address)).map(({ mail }) => mail.subject ?? '')
  const status = async (): Promise<Status> => await readStatus(app.deps.db, settings, clock.now)
  return {
    pages,
    app,
    clock,
    settings,
    configure,
    poll,
    pollEvery,
    answer,
    answerEvery: async (pauseMs, page, times): Promise<void> => {
      pages.set('/feed.xml', page)
      await pollEvery(pauseMs, times)
    },
    list,
    document: (): Page => document,
    listInTurn: async (documents): Promise<void> => {
      for (const document of documents) await list(...document)
    },
    itemCount: async (): Promise<number> => (await status()).feeds[0]?.itemCount ?? 0,
    publishDaily: async (days, from = 1): Promise<void> => {
      for (const day of Array(days).keys()) {
        clock.advance(DAY_MS)
        await list(day + from + 2, day + from + 1, day + from)
      }
    },
    told: (): readonly string[] =>
      received('ops@example.org').map((subject) => subject.replace(/^Policywatch: /, '')),
    lastAlert: (): string =>
      sink.received.findLast(({ to }) => to.includes('desk@example.org'))?.mail.text ?? '',
    alertCount: (): number => received('desk@example.org').length,
    status,
    conditions: async (): ReturnType<WatchedFeed['conditions']> =>
      (await status()).conditions.map(({ kind, feed: of }) => ({ kind, feed: of })),
  }
}

function itemOf(
  url: string,
  listed: Listed,
  now: TestClock['now'],
): Parameters<typeof rssOf>[1][number] {
  const item = typeof listed === 'number' ? { number: listed } : listed
  const { number } = item
  return {
    guid: item.guid ?? `release-${number}`,
    title: item.title ?? `Release number ${number} about reactors`,
    link: item.link ?? `${url}/releases/${number}`,
    teaser:
      item.text ??
      `The ministry said on this occasion what is new with reactors, for the ${number}th time this year.`,
    date: item.date === undefined ? new Date(msOf(now) - HOUR_MS).toUTCString() : item.date,
  }
}
