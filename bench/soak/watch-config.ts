/** The configuration of a daemon that watches made-up ministries: JSON, which is YAML. */
export type WatchConfig = {
  readonly feedUrls: readonly string[]
  readonly smtpUrl: string
  readonly schedule: string
  readonly webPort: number
  /** Every so many feeds one is read with its articles; 0: none. */
  readonly fullTextEvery: number
  readonly startWith: 'nothing' | 'everything'
  /** Who is told of notices: the addresses of each subscription. */
  readonly desks: readonly (readonly string[])[]
}

/** Three people, each with a subscription of their own. */
export const THREE_DESKS = [['energy@example.org'], ['trade@example.org'], ['press@example.org']]

/** Rules that every item is held against and hardly any hits, as most rules of a watcher are. */
const QUIET_RULES = 50

export function writeWatchConfig(watch: WatchConfig): string {
  const { feedUrls, smtpUrl, schedule, webPort, fullTextEvery, startWith, desks } = watch
  const isFullText = (index: number): boolean => fullTextEvery > 0 && index % fullTextEvery === 0
  const quiet = Array.from({ length: QUIET_RULES }, (_, index) => [
    `quiet-${index}`,
    { match: `"subject number ${index}" OR (ministry${index} NEAR/5 reactor*)` },
  ])
  return JSON.stringify(
    {
      feeds: Object.fromEntries(
        feedUrls.map((url, index) => [
          `ministry-${index}`,
          { url, allowPrivate: true, fullText: isFullText(index) },
        ]),
      ),
      defaults: { schedule, startWith },
      rules: { notices: { match: 'NOTICE' }, ...Object.fromEntries(quiet) },
      subscriptions: Object.fromEntries(
        desks.map((to, index) => [`desk-${index}`, { to, rules: 'all', budget: 0 }]),
      ),
      mail: { from: 'Policywatch <watch@example.org>', smtp: smtpUrl },
      web: { listen: `127.0.0.1:${webPort}` },
    },
    null,
    2,
  )
}
