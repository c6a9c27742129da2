/**
 * What an archive of many items costs: a made-up one of `--items 1000000` texts of `--chars 600`, over `--days 400`, is filled and
 * indexed, searched through the function that the pages use, held against one rule over 90 days, and cut by a day while
 * somebody writes. `--copies 10` repeats it so many times further back, blocks of the index included, which takes minutes
 * where filling takes hours. `--dir` keeps it there, and takes up what is there already; `--check` exits with 1 when the p95 of searches for
 * two terms is over 200 ms, a search stops the event loop for over 100 ms, or a writer waits for over 250 ms.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { loadConfig } from '../src/config/load-config.ts'
import type { Settings } from '../src/config/settings.ts'
import { timestampOf } from '../src/core/time.ts'
import { openDatabase } from '../src/store/database.ts'
import { copyArchive } from './archive/copy-archive.ts'
import { countWords } from './archive/count-words.ts'
import { fillLargeArchive } from './archive/fill-large-archive.ts'
import { listQueries } from './archive/list-queries.ts'
import { measureBacktest } from './archive/measure-backtest.ts'
import { measureFilling } from './archive/measure-filling.ts'
import { measurePruning } from './archive/measure-pruning.ts'
import { measureSearches } from './archive/measure-searches.ts'
import { readSizes } from './archive/read-sizes.ts'

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '1000000' },
    chars: { type: 'string', default: '600' },
    days: { type: 'string', default: '400' },
    dir: { type: 'string' },
    copies: { type: 'string', default: '1' },
    check: { type: 'boolean', default: false },
  },
})
const MOST_P95_MS = 200
const MOST_STOP_MS = 100
const MOST_WAIT_MS = 250
const FEEDS = 1_000

const copies = Number(values.copies)
const madeCount = Number(values.items)
const items = madeCount * copies
const now = timestampOf(Date.now())
const kept = values.dir
const dir = kept ?? mkdtempSync(path.join(tmpdir(), 'policywatch-archive-'))
mkdirSync(dir, { recursive: true })
try {
  const failures: string[] = []
  const settings = await readSettings()
  let db = await openDatabase(dir)
  const stored = await db
    .selectFrom('items')
    .select(({ fn }) => fn.max('id').as('id'))
    .executeTakeFirst()
  if ((stored?.id ?? 0) === 0) {
    const startedMs = performance.now()
    const archive = {
      items: madeCount,
      days: Number(values.days),
      now,
      chars: Number(values.chars),
      feeds: FEEDS,
    }
    fillLargeArchive(dir, archive)
    print(`${madeCount} items made in ${seconds(performance.now() - startedMs)}`)
  }
  const filling = await measureFilling(db, madeCount)
  print(
    `index filled in ${seconds(filling.wallMs)}: ${filling.cpuUs.toFixed(0)} us of processor an item, longest slice ${filling.longestMs.toFixed(0)} ms, 99 of 100 within ${filling.p99Ms.toFixed(0)} ms`,
  )
  const largest = await db
    .selectFrom('items')
    .select(({ fn }) => fn.max('id').as('id'))
    .executeTakeFirst()
  if ((largest?.id ?? 0) < items) {
    await db.destroy()
    copyArchive(dir, copies, Number(values.days))
    db = await openDatabase(dir)
    print(`copied: ${items} items`)
  }
  // every page is read for it
  for (const [name, bytes] of copies === 1 ? await readSizes(db) : []) {
    print(`  ${name.padEnd(24)} ${(bytes / items).toFixed(0).padStart(6)} bytes an item`)
  }
  print('searches, ms               p50     p95     max    stop   found  unfinished')
  for (const [name, queries] of listQueries(await countWords(db))) {
    const { p50, p95, most, longestStopMs, found, unfinished } = await measureSearches(
      db,
      settings,
      name,
      queries,
    )
    const numbers = [p50, p95, most, longestStopMs].map((value) => value.toFixed(0).padStart(8))
    print(
      `  ${name.padEnd(20)} ${numbers.join('')} ${String(found).padStart(7)} ${String(unfinished).padStart(11)}`,
    )
    if (p95 > MOST_P95_MS) failures.push(`p95 of ${name}: ${p95.toFixed(0)} ms`)
    if (longestStopMs > MOST_STOP_MS)
      failures.push(`stop in ${name}: ${longestStopMs.toFixed(0)} ms`)
  }
  const backtest = await measureBacktest(dir, settings, now)
  print(
    `one rule over 90 days: ${backtest.itemCount} items in ${seconds(backtest.wallMs)}, told of ${backtest.toldCount} times`,
  )
  const pruning = await measurePruning(db, settings, now)
  print(
    `a day of ${pruning.itemCount} items removed in ${seconds(pruning.wallMs)}; a writer waited ${pruning.longestWaitMs.toFixed(0)} ms at most, of ${pruning.writeCount}`,
  )
  if (pruning.longestWaitMs > MOST_WAIT_MS) failures.push('a writer waited too long')
  await db.destroy()
  for (const failure of failures) print(`too slow: ${failure}`)
  process.exitCode = values.check && failures.length > 0 ? 1 : 0
} finally {
  if (kept === undefined) rmSync(dir, { recursive: true, force: true })
}

async function readSettings(): Promise<Settings> {
  const file = path.join(dir, 'config.yaml')
  const feeds = Array.from({ length: FEEDS }, (_, index) => [
    `feed-${index}`,
    { url: `https://ministry.example/${index}` },
  ])
  const keep = { items: `${Number(values.days) * copies - 1}d` }
  writeFileSync(file, JSON.stringify({ feeds: Object.fromEntries(feeds), keep, data: dir })) // which is YAML too
  const loaded = await loadConfig({ file, env: {} })
  if (loaded.kind === 'loaded') return loaded.settings
  throw new Error(`the configuration is refused: ${JSON.stringify(loaded.diagnostics.slice(0, 3))}`)
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
