import type { FeedSettings } from '../../src/config/settings.ts'
import { decidePoll } from '../../src/core/feed/poll-policy.ts'
import { planOf } from '../../src/pipeline/plan-of.ts'
import { pollRound } from '../../src/pipeline/poll-round.ts'
import { readStatus, type Status } from '../../src/pipeline/read-status.ts'
import { findFeedStates } from '../../src/store/feeds.ts'
import { rssOf } from './feed-text.ts'
import { type Page, type PageServer, startPageServer } from './page-server.ts'
import { type ReceivedMail, type SmtpSink, startSmtpSink } from './smtp-sink.ts'
import { makeTempDir } from './temp-dir.ts'
import { loadSettings, makeClock, openTestApp, type TestClock } from './test-app.ts'

/** Several feeds of one host, `/ID.xml` each, an administrator, and a clock that stands still until told. */
export type WatchedHost = {
  readonly pages: PageServer
  readonly sink: SmtpSink
  readonly clock: TestClock
  /** `name:port` */
  readonly name: string
  /** Serves a page for each of these feeds. */
  readonly serve: (ids: readonly string[], page: Parameters<PageServer['set']>[1]) => void
  /** Polls what is due by its schedule, as the daemon does, and delivers; so many times with such a pause after each. */
  readonly tickEvery: (pauseMs: number, times: number) => Promise<void>
  /** Polls all feeds by hand and delivers; so many times with such a pause after each. */
  readonly pollEvery: (pauseMs: number, times: number) => Promise<void>
  /** Subjects of the messages to the administrator so far, without the program's name. */
  readonly told: () => readonly string[]
  /** What these messages say, one after the other. */
  readonly toldText: () => string
  readonly status: () => Promise<Status>
}

/** A document of three items that no rule hits. */
export const SOUND: Page = {
  body: rssOf(
    'Energy',
    [1, 2, 3].map((number) => ({
      guid: `g${number}`,
      title: `About ${number}`,
      link: `https://e.test/${number}`,
      teaser: '',
      date: null,
    })),
  ),
}

export async function startWatchedHost(ids: readonly string[], more = ''): Promise<WatchedHost> {
  const [pages, sink] = [await startPageServer(), await startSmtpSink()]
  const feeds = ids.map((id) => `  ${id}: { url: "${pages.url}/${id}.xml", allowPrivate: true }`)
  const settings = await loadSettings(
    makeTempDir(),
    `
feeds:
${feeds.join('\n')}
rules: { reactors: { match: reactors } }
subscriptions: { desk: { to: [desk@example.org], rules: all, budget: 0 } }
mail: { from: watch@example.org, smtp: "${sink.url}" }
admins: [ops@example.org]
${more}
`,
  )
  const clock = makeClock('2026-03-03T08:30:00.000Z')
  const app = await openTestApp(settings, { now: () => clock.now })
  const repeat = async (
    pauseMs: number,
    times: number,
    work: () => Promise<unknown>,
  ): Promise<void> => {
    for (const _ of Array(times).keys()) {
      await work()
      clock.advance(pauseMs)
    }
  }
  const tick = async (): Promise<void> => {
    const states = await findFeedStates(app.deps.db, [...settings.feeds.keys()])
    const isDue = (feed: FeedSettings): boolean => {
      const state = states.get(feed.id) ?? null
      return decidePoll(planOf(feed, 0), state, null, 'schedule', clock.now).kind === 'poll'
    }
    const due = [...settings.feeds.values()].filter(isDue)
    if (due.length === 0) return
    const watcher = { onPoll: (): void => {}, onAlertsReady: (): void => {} }
    await pollRound(
      app.deps,
      () => settings,
      due,
      'schedule',
      watcher,
      new AbortController().signal,
    )
    await app.deliver(settings)
  }
  const mails = (): readonly ReceivedMail[] =>
    sink.received.filter(({ to }) => to.includes('ops@example.org'))
  return {
    pages,
    sink,
    clock,
    name: new URL(pages.url).host,
    serve: (of, page): void => {
      for (const id of of) pages.set(`/${id}.xml`, page)
    },
    tickEvery: async (pauseMs, times): Promise<void> => await repeat(pauseMs, times, tick),
    pollEvery: async (pauseMs, times): Promise<void> =>
      await repeat(pauseMs, times, async () => await app.poll(settings)),
    told: (): readonly string[] =>
      mails().map(({ mail }) => (mail.subject ?? '').replace(/^Policywatch: /, '')),
    toldText: (): string =>
      mails()
        .map(({ mail }) => mail.text ?? '')
        .join('\n'),
    status: async (): Promise<Status> => await readStatus(app.deps.db, settings, clock.now),
  }
}
