/**
 * Plugs Policywatch into the harness for feed watchers, whose driver calls it by `harness.json` beside this file:
 * bench/harness-config.ts HARNESS_JSON FOLDER writes FOLDER/config.yaml, in which every feed of the workload is watched,
 * one rule has all of its keywords, and one address is told of everything at once. No schedule comes round meanwhile:
 * the harness polls by SIGUSR2.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

/** What the harness tells a program of its workload; it tells more. */
type Harness = {
  readonly feeds: readonly { readonly id: number; readonly url: string }[]
  readonly keywords: readonly string[]
  readonly recipient: string
  readonly smtp: { readonly host: string; readonly port: number }
}

/** In the night of the New Year. */
const NEVER_MEANWHILE = '0 0 1 1 *'

/** The most that is allowed: twenty feeds of the workload share a host. */
const PER_HOST = 16

const [file = '', dir = ''] = process.argv.slice(2)
const harness = JSON.parse(readFileSync(file, 'utf8')) as Harness // written by the harness
const config = {
  feeds: Object.fromEntries(
    harness.feeds.map(({ id, url }) => [`feed-${id}`, { url, allowPrivate: true }]),
  ),
  defaults: { schedule: NEVER_MEANWHILE, startWith: 'everything' },
  polling: { perHost: PER_HOST },
  rules: { keywords: { match: harness.keywords.map((word) => `"${word}"`).join(' OR ') } },
  subscriptions: { desk: { to: [harness.recipient], rules: 'all', budget: 0 } },
  mail: {
    from: 'Policywatch <watch@example.org>',
    smtp: `smtp://${harness.smtp.host}:${harness.smtp.port}`,
  },
  web: false,
  data: './data',
}
writeFileSync(path.join(dir, 'config.yaml'), `${JSON.stringify(config, null, 2)}\n`) // JSON is YAML
