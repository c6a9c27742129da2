/**
 * From publication to inbox: a real daemon polls one feed by its schedule, an item appears in it that the rules of 1,000
 * subscriptions hit, and each subscription has its own mail. Printed is the time from the feed's answer to the poll that sees
 * the item until the mail server has taken the mail, over all subscriptions, for several items. `--rules shared` gives all
 * subscriptions one rule; otherwise each has a rule of its own. The target is 3 s for 95 of 100.
 */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openInboxWorld } from './inbox/inbox-world.ts'
import { quantileOf } from './quantile.ts'
import { verifyLedger } from './soak/verify-ledger.ts'
import { startWatchedDaemon } from './soak/watched-daemon.ts'

const TARGET_MS = 3_000
/** For the poll to come, and all mails. */
const PATIENCE_MS = 180_000

const { values } = parseArgs({
  options: {
    subscriptions: { type: 'string', default: '1000' },
    items: { type: 'string', default: '5' },
    rules: { type: 'string', default: 'each' },
    schedule: { type: 'string', default: '*/10 * * * * *' },
    dkim: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
})
const subscriptions = Number(values.subscriptions)
const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-inbox-'))
const config = path.join(dir, 'config.yaml')
const world = await openInboxWorld()
writeFileSync(config, configText())
const daemon = await startWatchedDaemon(config)
try {
  const isGood = await measure()
  if (values.check && !isGood) process.exitCode = 1
} finally {
  await daemon.stop()
  await world.close()
  rmSync(dir, { recursive: true })
}

async function measure(): Promise<boolean> {
  const rules = values.rules === 'shared' ? 'one rule' : 'a rule each'
  print(
    `${subscriptions} subscriptions with ${rules}${values.dkim ? ', signed' : ''}: ms from the poll's answer to the server's acceptance`,
  )
  print('item    mails    first      p50      p95      max   cpu s')
  while ((daemon.said.get('polled') ?? 0) < 1) await sleep(100)
  const all: number[] = []
  for (let item = 1; item <= Number(values.items); item += 1) {
    const cpuBefore = daemon.usage().cpuSeconds
    await world.ask({ kind: 'publish' })
    const patience = performance.now() + PATIENCE_MS
    let { delaysMs } = await world.ask({ kind: 'look' })
    while (delaysMs.length < subscriptions && performance.now() < patience) {
      await sleep(200)
      delaysMs = (await world.ask({ kind: 'look' })).delaysMs
    }
    await sleep(500) // for those that would be too many
    delaysMs = (await world.ask({ kind: 'look' })).delaysMs
    all.push(...delaysMs)
    print(rowOf(`${item}`, delaysMs, daemon.usage().cpuSeconds - cpuBefore))
  }
  await daemon.stop()
  print(rowOf('all', all, Number.NaN))
  const ledger = verifyLedger(config)
  const p95 = quantileOf(all, 0.95)
  const wanted = subscriptions * Number(values.items)
  const judgements: readonly (readonly [boolean, string])[] = [
    [p95 < TARGET_MS, `p95 is ${p95.toFixed(0)} ms, of ${TARGET_MS}`],
    [all.length === wanted, `${all.length} mails of ${wanted}`],
    [ledger === null, `ledger --verify ${ledger ?? 'is content'}`],
  ]
  for (const [isGood, what] of judgements) print(`${isGood ? 'good' : 'BAD '}  ${what}`)
  for (const complaint of daemon.complaints.slice(0, 5)) print(complaint)
  return judgements.every(([isGood]) => isGood)
}

function rowOf(name: string, delaysMs: readonly number[], cpuSeconds: number): string {
  const figures = [0, 0.5, 0.95, 1].map((share) => quantileOf(delaysMs, share).toFixed(0))
  const cpu = Number.isNaN(cpuSeconds) ? '' : cpuSeconds.toFixed(1)
  const cells = [`${delaysMs.length}`, ...figures].map((cell) => cell.padStart(9)).join('')
  return `${name.padEnd(4)}${cells}${cpu.padStart(8)}`
}

function configText(): string {
  const indexes = Array.from({ length: subscriptions }, (_, index) => index)
  const ruleOf = (index: number): string =>
    values.rules === 'shared' ? 'notices' : `notices-${index}`
  const ruleIds = [...new Set(indexes.map(ruleOf))]
  return JSON.stringify({
    feeds: { ministry: { url: world.feedUrl, allowPrivate: true } },
    defaults: { schedule: values.schedule, startWith: 'nothing' },
    rules: Object.fromEntries(
      ruleIds.map((id, index) => [id, { match: `NOTICE OR "subject number ${index}"` }]),
    ),
    subscriptions: Object.fromEntries(
      indexes.map((index) => [
        `desk-${index}`,
        { to: [`desk-${index}@example.org`], rules: [ruleOf(index)], budget: 0 },
      ]),
    ),
    mail: {
      from: 'Policywatch <watch@example.org>',
      smtp: world.smtpUrl,
      ...(values.dkim ? { dkim: { domain: 'example.org', selector: 's1', key: makeKey() } } : {}),
    },
    web: { listen: '127.0.0.1:0' },
  })
}

function makeKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
