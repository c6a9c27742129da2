import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { createWebViews } from '../../src/cli/create-web-views.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import type { LoadResult } from '../../src/config/parse-config.ts'
import type { Settings } from '../../src/config/settings.ts'
import { MINUTE_MS } from '../../src/core/time.ts'
import { createLog } from '../../src/observe/log.ts'
import { createMetrics } from '../../src/observe/metrics.ts'
import { ReadingPool } from '../../src/parse/reading-pool.ts'
import { QueryTrials } from '../../src/pipeline/backtest/query-trials.ts'
import { pollRound, type RoundWatcher } from '../../src/pipeline/poll-round.ts'
import { createApp } from '../../src/web/create-app.ts'
import type { WebApp } from '../../src/web/web-app.ts'
import { rssOf, type SampleItem } from '../support/feed-text.ts'
import { startPageServer } from '../support/page-server.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { makeClock, openTestApp, type TestApp, type TestClock } from '../support/test-app.ts'

export type LabAnswer = {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

/** The pages in memory, over a real store that was filled by real polls. */
export type Lab = {
  readonly app: TestApp
  readonly clock: TestClock
  readonly settings: () => Settings
  readonly configFile: string
  readonly get: (address: string, headers?: Record<string, string>) => Promise<LabAnswer>
  /** Sends a form as a page of ours does, after a visit that brought cookie and token. */
  readonly post: (address: string, form: Record<string, string>) => Promise<LabAnswer>
  /** The same without a visit before it. */
  readonly forge: (address: string, form: Record<string, string>) => Promise<LabAnswer>
  /** What a feed shows from now on, polled and delivered a minute later. */
  readonly publish: (feed: string, ...items: readonly LabItem[]) => Promise<void>
  /** Reads config.yaml anew, as a running daemon does by itself. */
  readonly reload: () => Promise<void>
}

export type LabItem = Pick<SampleItem, 'title' | 'teaser'> &
  Partial<Pick<SampleItem, 'link' | 'guid' | 'date'>>

export type LabOptions = {
  /** Lines of YAML below `rules:`. */
  readonly rules: string
  /** Lines at the top level; feeds, rules, subscriptions and mail are there already. */
  readonly more?: string
}

/** Threads cost more to start than all else here, so all tests of a process share them, and leave them when it ends. */
const TRIALS = new QueryTrials()
const READING = new ReadingPool()

const NO_WATCHER: RoundWatcher = { onPoll: () => {}, onAlertsReady: () => {} }

const FEEDS = ['energy', 'trade'] as const

export async function openLab({ rules, more = '' }: LabOptions): Promise<Lab> {
  const [pages, dir] = [await startPageServer(), makeTempDir()]
  const clock = makeClock('2026-03-03T08:30:00.000Z')
  const yaml = `# a laboratory
timezone: Asia/Seoul
feeds:
${FEEDS.map((feed) => `  ${feed}: { url: "${pages.url}/${feed}.xml", allowPrivate: true, title: "Ministry of ${feed}", startWith: everything, tags: [${feed}-tag] }`).join('\n')}
rules:
${rules}
subscriptions:
  desk: { to: [desk@example.org], rules: all } # everybody
${more}
`
  const configFile = path.join(dir, 'config.yaml')
  writeFileSync(configFile, yaml)
  let inForce = await loadConfigOf(configFile)
  const app = await openTestApp(inForce.settings, { now: () => clock.now })
  const log = createLog({ level: 'error', secrets: [], stream: { write: () => true } })
  const deps = { ...app.deps, trials: TRIALS, reading: READING }
  const views = createWebViews(deps, {
    settings: () => inForce.settings,
    state: () => ({
      inForce,
      appliedAt: clock.now,
      refused: null,
      appliedCount: 0,
      refusedCount: 0,
    }),
    readiness: async () => ({ isReady: true, state: 'running', checks: [] }),
    metrics: createMetrics([]),
    deliverNow: () => {},
    env: {},
  })
  const place = {
    host: '127.0.0.1',
    outboxDir: path.join(dir, 'outbox'),
    home: 'overview',
  } as const
  const web = createApp(place, { ...views, rules: { ...views.rules, whenInForce } }, log)

  async function reload(): Promise<void> {
    inForce = await loadConfigOf(configFile)
  }
  async function whenInForce(): Promise<boolean> {
    await reload()
    return true
  }
  for (const feed of FEEDS) pages.set(`/${feed}.xml`, { body: rssOf(feed, []) })
  return {
    app,
    clock,
    settings: () => inForce.settings,
    configFile,
    get: async (address, headers = {}) => await ask(web, address, { headers }),
    post: async (address, form) => await post(web, address, form),
    forge: async (address, form) =>
      await ask(web, address, { method: 'POST', body: new URLSearchParams(form) }),
    publish: async (feed, ...items): Promise<void> => {
      const body = rssOf(
        feed,
        items.map((item) => itemOf(feed, item)),
      )
      pages.set(`/${feed}.xml`, { body })
      clock.advance(MINUTE_MS)
      const feeds = [...inForce.settings.feeds.values()]
      await pollRound(
        deps,
        () => inForce.settings,
        feeds,
        'now',
        NO_WATCHER,
        new AbortController().signal,
      )
      await app.deliver(inForce.settings)
    },
    reload,
  }
}

async function loadConfigOf(file: string): Promise<Extract<LoadResult, { kind: 'loaded' }>> {
  const result = await loadConfig({ file, env: {} })
  if (result.kind === 'loaded') return result
  throw new Error(JSON.stringify(result.diagnostics, null, 2))
}

function itemOf(feed: string, item: LabItem): SampleItem {
  const guid = item.guid ?? `${feed} ${item.title}`
  return { link: `https://${feed}.test/${encodeURIComponent(guid)}`, ...item, guid }
}

const ORIGIN = 'http://127.0.0.1:8700'

async function ask(web: WebApp, address: string, init: RequestInit): Promise<LabAnswer> {
  const headers = { host: '127.0.0.1:8700', ...(init.headers as Record<string, string>) } // plain above
  const answer = await web.request(`${ORIGIN}${address}`, { ...init, headers })
  return { status: answer.status, headers: answer.headers, body: await answer.text() }
}

async function post(
  web: WebApp,
  address: string,
  form: Record<string, string>,
): Promise<LabAnswer> {
  const visit = await ask(web, '/rules/new', {})
  const cookie = (visit.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const csrf = /data-csrf="([^"]+)"/.exec(visit.body)?.[1] ?? ''
  return await ask(web, address, {
    method: 'POST',
    headers: { cookie, origin: ORIGIN, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ ...form, csrf }),
  })
}
