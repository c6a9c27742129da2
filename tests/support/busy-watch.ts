import path from 'node:path'
import Database from 'better-sqlite3'
import type { Settings } from '../../src/config/settings.ts'
import { rssOf, type SampleItem } from './feed-text.ts'
import { startPageServer } from './page-server.ts'
import { startSmtpSink } from './smtp-sink.ts'
import { makeTempDir } from './temp-dir.ts'
import { loadSettings, openTestApp } from './test-app.ts'

/** A watch with feeds that always have something new, and addresses that take mail, put it off or refuse it. */
export type BusyWatch = {
  readonly settings: Settings
  /** Polls and delivers, round after round, until `work` is done; returns what that returns. */
  readonly during: <T>(work: () => Promise<T>) => Promise<T>
  /** Addresses of the items that are committed now, as another process sees them. */
  readonly committedUrls: () => readonly string[]
  /** States of deliveries, and of hits that are told to nobody. */
  readonly states: () => readonly string[]
}

const FEEDS = Array.from({ length: 12 }, (_, index) => `office-${index + 1}`)
const KEPT_ITEMS = 20

export async function startBusyWatch(): Promise<BusyWatch> {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  sink.refuse(451, 'later', 'later@example.org')
  const feeds = FEEDS.map((id) => `  ${id}: { url: "${pages.url}/${id}", allowPrivate: true }`)
  const settings = await loadSettings(
    dir,
    `feeds:
${feeds.join('\n')}
defaults: { startWith: everything }
rules:
  piers: { match: pier }
  ferries: { match: ferry }
  unwatched: { match: lighthouse }
subscriptions:
  desk: { to: [desk@example.org, later@example.org], rules: [piers, ferries], budget: 0 }
  weekly: { to: [weekly@example.org], rules: [piers], deliver: weekly }
mail: { from: watch@example.org, smtp: "${sink.url}" }
web: false
`,
  )
  const app = await openTestApp(settings)
  const listed = new Map<string, SampleItem[]>(FEEDS.map((id) => [id, []]))
  let number = 0
  const publish = (): void => {
    for (const [id, items] of listed) {
      number += 1
      const [title, link] = [`Notice ${number} of ${id}`, `https://${id}.example.org/${number}`]
      const teaser = `The ${['pier', 'ferry', 'lighthouse', 'bridge'][number % 4]} is closed on day ${number} for repairs by crew ${number * 7}.`
      items.unshift({ guid: `${id}-${number}`, title, link, teaser })
      items.splice(KEPT_ITEMS)
      pages.set(`/${id}`, { body: rssOf(id, items) })
    }
  }
  const round = async (): Promise<void> => {
    publish()
    await app.pollOnly(settings)
    await app.deliver(settings)
  }
  await round()
  const file = path.join(settings.dataDir, 'policywatch.db')
  const readColumn = (query: string): readonly string[] => {
    const sqlite = new Database(file, { readonly: true })
    const values = sqlite.prepare(query).pluck().all()
    sqlite.close()
    return values as string[] // each query names one column of text
  }
  return {
    settings,
    during: async <T>(work: () => Promise<T>): Promise<T> => {
      let isOver = false
      const result = work().finally(() => {
        isOver = true
      })
      while (!isOver) await round()
      return await result
    },
    committedUrls: () => readColumn('select url from items'),
    states: () =>
      readColumn("select state from deliveries union select 'told to nobody' from suppressions"),
  }
}
