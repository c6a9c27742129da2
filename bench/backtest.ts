/**
 * What a backtest costs: a database file of items such as ministries publish, rules in force, and a configuration in which every one
 * of them is another. `--items 100000 --rules 1000 --changed 1000` says how many, `--chars 1500` cuts texts off (they have 3,200
 * on the average, as articles do; what feeds carry by themselves is shorter), `--check` exits with 1 when it takes longer than 10 s.
 * The same on one thread stands beside it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { loadConfig } from '../src/config/load-config.ts'
import type { Settings } from '../src/config/settings.ts'
import { conceptsReachedBy } from '../src/core/rule/syntax/rule-concepts.ts'
import { timestampOf } from '../src/core/time.ts'
import { backtestRules } from '../src/pipeline/backtest-rules.ts'
import { inTransaction, openDatabase, openDatabaseToRead } from '../src/store/database.ts'
import { saveAppliedRules } from '../src/store/rules.ts'
import { fillArchive } from './backtest/fill-archive.ts'
import { generateRules } from './rules/generate-rules.ts'

const TARGET_S = 10
const DAYS = 30

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '100000' },
    rules: { type: 'string', default: '1000' },
    changed: { type: 'string' },
    chars: { type: 'string', default: '1000000' },
    check: { type: 'boolean', default: false },
  },
})
const itemCount = Number(values.items)
const ruleCount = Number(values.rules)
const changedCount = Number(values.changed ?? ruleCount)
const now = timestampOf(Date.now())
const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-backtest-'))
try {
  const [inForce, tried] = [await readSettings(0), await readSettings(changedCount)]
  await prepare(inForce)
  const several = await measure(tried)
  const one = await measure(tried, 1)
  print(
    `${itemCount} items, ${ruleCount} rules in force, ${changedCount} of which are to be others`,
  )
  print(describe('threads  ', several))
  print(describe('one alone', one))
  print(`ratio ${(one.seconds / several.seconds).toFixed(2)}`)
  process.exitCode = values.check && several.seconds > TARGET_S ? 1 : 0
} finally {
  rmSync(dir, { recursive: true, force: true })
}

/** The rules of another seed have the same ids, and ask for other things; so do its concepts, where all rules are others. */
async function readSettings(changed: number): Promise<Settings> {
  const [before, after] = [generateRules(ruleCount, 1), generateRules(ruleCount, 2)]
  const rules = [...after.rules.slice(0, changed), ...before.rules.slice(changed)]
  const concepts = new Map(
    changed === ruleCount ? after.concepts : [...after.concepts, ...before.concepts],
  )
  const file = path.join(dir, 'config.yaml')
  const config = {
    feeds: { ministry: { url: 'https://ministry.example/feed', tags: ['press'] } },
    concepts: Object.fromEntries(concepts),
    rules: Object.fromEntries(rules.map(({ id, query }) => [id, { match: query }])),
    data: dir,
  }
  writeFileSync(file, JSON.stringify(config)) // which is YAML too
  const loaded = await loadConfig({ file, env: {} })
  if (loaded.kind === 'loaded') return loaded.settings
  throw new Error(`the rules are refused: ${JSON.stringify(loaded.diagnostics.slice(0, 3))}`)
}

async function prepare({ rules, concepts }: Settings): Promise<void> {
  const db = await openDatabase(dir)
  await inTransaction(db, async (tx) => {
    const applied = [...rules.values()].map(({ id, revision, match, feedIds }) => ({
      id,
      revision,
      query: match,
      feedIds,
      concepts: conceptsReachedBy(match, concepts),
    }))
    await saveAppliedRules(tx, applied, now)
    await tx.insertInto('meta').values({ key: 'installation', value: 'bench' }).execute()
  })
  await db.destroy()
  fillArchive(dir, itemCount, { days: DAYS, now, charCount: Number(values.chars) })
}

type Measured = { readonly seconds: number; readonly cpuSeconds: number; readonly changes: number }

async function measure(settings: Settings, threadCount?: number): Promise<Measured> {
  const database = await openDatabaseToRead(dir)
  if (database.kind !== 'open') throw new Error('the database cannot be read')
  const startedAt = performance.now()
  const cpuBefore = process.cpuUsage()
  const scope = { days: DAYS, now, limit: 10 }
  const options = threadCount === undefined ? {} : { threadCount }
  const { rules, itemCount: heldCount } = await backtestRules(database.db, settings, scope, options)
  const seconds = (performance.now() - startedAt) / 1_000
  const { user, system } = process.cpuUsage(cpuBefore)
  await database.db.destroy()
  if (heldCount !== itemCount) throw new Error(`only ${heldCount} items were held against`)
  const changes = rules.reduce((sum, rule) => sum + rule.newlyCount + rule.noLongerCount, 0)
  return { seconds, cpuSeconds: (user + system) / 1_000_000, changes }
}

function describe(name: string, { seconds, cpuSeconds, changes }: Measured): string {
  const rate = Math.round(itemCount / seconds).toLocaleString('en')
  return `${name}  ${seconds.toFixed(1)} s  ${rate} items/s  ${cpuSeconds.toFixed(1)} s of processor time  ${changes} changes`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
