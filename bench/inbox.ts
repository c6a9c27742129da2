/**
 * From publication to inbox: a real daemon with 1,000 subscriptions polls one feed by its schedule, an item appears in it that
 * the rules of some of them hit, and each of these has its own mail. Printed is the time from the feed's answer to the poll that
 * sees the item until the mail server has taken the mail, for items that one subscription tells, ten, a hundred, and all.
 * `--rules shared` gives all subscriptions one rule, which all items hit; otherwise each has a rule of its own. `--image` runs Node
 * with the options of the image. The target is 3 s for 95 of 100 mails.
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
    told: { type: 'string', default: '1,10,100,1000' },
    items: { type: 'string', default: '5' },
    rules: { type: 'string', default: 'each' },
    schedule: { type: 'string', default: '*/10 * * * * *' },
    dkim: { type: 'boolean', default: false },
    image: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
})
const subscriptions = Number(values.subscriptions)
/** How many subscriptions tell an item, for each row. */
const audiences =
  values.rules === 'shared'
    ? [subscriptions]
    : values.told.split(',').map((count) => Math.min(Number(count), subscriptions))
const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-inbox-'))
const config = path.join(dir, 'config.yaml')
const world = await openInboxWorld()
writeFileSync(config, configText())
const daemon = await startWatchedDaemon(config, values.image ? 'as in the image' : 'plain')
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
    `${subscriptions} subscriptions with ${rules}${values.dkim ? ', signed' : ''}${values.image ? ', as in the image' : ''}: ms from the poll's answer to the server's acceptance, ${values.items} items a row`,
  )
  print('told by    mails    first      p50      p95      max   CPU ms a mail')
  while ((daemon.said.get('polled') ?? 0) < 1) await sleep(100)
  let longest = 0
  let mailCount = 0
  for (const audience of audiences) {
    const cpuBefore = daemon.usage().cpuSeconds
    const delaysMs: number[] = []
    for (let item = 1; item <= Number(values.items); item += 1) {
      delaysMs.push(...(await publish(audience)))
    }
    const cpuMs = (1_000 * (daemon.usage().cpuSeconds - cpuBefore)) / Math.max(1, delaysMs.length)
    print(rowOf(audience, delaysMs, cpuMs))
    mailCount += delaysMs.length
    longest = Math.max(longest, quantileOf(delaysMs, 0.95))
  }
  await daemon.stop()
  const ledger = verifyLedger(config)
  const wanted = audiences.reduce((sum, audience) => sum + audience * Number(values.items), 0)
  const judgements: readonly (readonly [boolean, string])[] = [
    [longest < TARGET_MS, `the longest p95 is ${longest.toFixed(0)} ms, of ${TARGET_MS}`],
    [mailCount === wanted, `${mailCount} mails of ${wanted}`],
    [ledger === null, `ledger --verify ${ledger ?? 'is content'}`],
  ]
  for (const [isGood, what] of judgements) print(`${isGood ? 'good' : 'BAD '}  ${what}`)
  for (const complaint of daemon.complaints.slice(0, 5)) print(complaint)
  return judgements.every(([isGood]) => isGood)
}

/** Lets an item appear; the delays of its mails, in milliseconds. */
async function publish(audience: number): Promise<readonly number[]> {
  await world.ask({ kind: 'publish', audience })
  const patience = performance.now() + PATIENCE_MS
  while (performance.now() < patience) {
    const { delaysMs } = await world.ask({ kind: 'look' })
    if (delaysMs.length >= audience) break
    await sleep(200)
  }
  await sleep(500) // for those that would be too many
  return (await world.ask({ kind: 'look' })).delaysMs
}

function rowOf(audience: number, delaysMs: readonly number[], cpuMs: number): string {
  const figures = [0, 0.5, 0.95, 1].map((share) => quantileOf(delaysMs, share).toFixed(0))
  const cells = [`${delaysMs.length}`, ...figures].map((cell) => cell.padStart(9)).join('')
  return `${`${audience}`.padEnd(7)}${cells}${cpuMs.toFixed(1).padStart(16)}`
}

function configText(): string {
  const indexes = Array.from({ length: subscriptions }, (_, index) => index)
  const ruleOf = (index: number): string =>
    values.rules === 'shared' ? 'notices' : `notices-${index}`
  const ruleIds = [...new Set(indexes.map(ruleOf))]
  return JSON.stringify({
    feeds: { ministry: { url: world.feedUrl, allowPrivate: true } },
    defaults: { schedule: values.schedule, startWith: 'nothing' },
    rules: Object.fromEntries(ruleIds.map((id, index) => [id, { match: matchOf(index) }])),
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

/** An item names its audience; those that it is for stand first. */
function matchOf(index: number): string {
  const named = audiences.filter((audience) => index < audience)
  const terms = [...named.map((audience) => `audience ${audience}`), `subject number ${index}`]
  return terms.map((term) => `"${term}"`).join(' OR ')
}

function makeKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
