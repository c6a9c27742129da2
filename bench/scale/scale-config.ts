/** The configuration of a daemon with very many feeds, as an administrator's program would write it: block YAML. */
export type ScaleConfig = {
  readonly feedUrls: readonly string[]
  readonly smtpUrl: string
  readonly schedule: string
  readonly perHost: number
  readonly addresses: readonly string[]
}

/** Rules that every item is held against and hardly any hits. */
const QUIET_RULES = 50

export function writeScaleConfig(config: ScaleConfig): string {
  const { feedUrls, smtpUrl, schedule, perHost, addresses } = config
  const feeds = feedUrls.map(
    (url, index) => `  ministry-${index}:\n    url: ${url}\n    allowPrivate: true`,
  )
  const rules = Array.from(
    { length: QUIET_RULES },
    (_, index) =>
      `  quiet-${index}: { match: '"subject number ${index}" OR (ministry${index} NEAR/5 reactor*)' }`,
  )
  const desks = addresses.map(
    (address, index) => `  desk-${index}: { to: [${address}], rules: all, budget: 0 }`,
  )
  return [
    'feeds:',
    ...feeds,
    `defaults: { schedule: "${schedule}", startWith: everything }`,
    `polling: { perHost: ${perHost} }`,
    'rules:',
    '  notices: { match: NOTICE }',
    ...rules,
    'subscriptions:',
    ...desks,
    `mail: { from: Policywatch <watch@example.org>, smtp: "${smtpUrl}" }`,
    'web: { listen: "127.0.0.1:0" }',
    '',
  ].join('\n')
}

/** Which feed of the configuration has this id. */
export function indexOfFeed(id: string): number {
  return Number(id.slice('ministry-'.length))
}
