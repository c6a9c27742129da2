import { MINISTRIES, type MinistryId } from './release.ts'

export type DemoConfigOptions = {
  readonly feedUrl: (ministry: MinistryId) => string
  /** Port of the mailbox page; 0 takes a free one. */
  readonly port: number
}

/** The config.yaml of the demo: what an administrator would write, apart from the addresses and the haste. */
export function demoConfig({ feedUrl, port }: DemoConfigOptions): string {
  const feeds = MINISTRIES.map(({ id }) => `  ${id}:\n    url: ${feedUrl(id)}\n`)
  return `# Written by "policywatch demo". Everything here is on this machine.
timezone: Asia/Seoul

feeds:
${feeds.join('').replaceAll(/(url: .*\n)/g, '$1    allowPrivate: true # the sample ministries are on a loopback address\n    fullText: true     # match on the article behind each item\n')}
defaults:
  schedule: "*/2 * * * * *" # every two seconds; real feeds are content with every ten minutes

concepts:
  smr: [SMR, small modular reactor, 소형모듈원자로, 소형모듈원전]
  fta: [FTA, free trade agreement, free trade deal, 자유무역협정]

rules:
  small-reactors:
    title: Small modular reactors
    match: "@smr"
    matches:
      - Korea and Singapore will cooperate on SMRs.
      - 소형모듈원자로를 개발한다.
    ignores:
      - SMRT trains in Singapore were delayed.
  trade-agreements:
    title: Trade agreements
    match: "@fta OR (trade NEAR/5 negotiations)"
    matches:
      - Talks on improving their free trade agreements will begin.
      - The negotiations on digital trade go on.
    ignores:
      - The port and its drivers reached an agreement on night shifts.
  carbon-tax:
    title: Carbon tax
    match: '"carbon tax" OR 탄소세'
    matches:
      - The panel recommends a carbon tax.
    ignores:
      - A tax on sugar, and carbon in the soil.
  artificial-intelligence:
    title: Artificial intelligence
    match: AI OR "artificial intelligence"
    matches:
      - Common tests for AI systems were agreed on.
    ignores:
      - '"We had help from every side," he said.'

subscriptions:
  energy-desk:
    to: [Energy desk <energy@example.org>]
    rules: [small-reactors, carbon-tax]
  policy-unit:
    to: [Policy unit <policy@example.org>]
    rules: all

mail:
  from: Policywatch <alerts@example.org>
  # no smtp: each message becomes a file in the outbox folder and stands on the mailbox page

web:
  listen: 127.0.0.1:${port}

data: ./data
`
}
