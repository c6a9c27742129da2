import path from 'node:path'
import { MOST_DAYS } from '../../core/day-range.ts'
import { timestampOf } from '../../core/time.ts'
import {
  type Backtest,
  type BacktestScope,
  backtestQuery,
  backtestRules,
} from '../../pipeline/backtest-rules.ts'
import { USUAL_DAYS } from '../../pipeline/try-query.ts'
import type { Db } from '../../store/schema.ts'
import { type CommandCall, CommandError } from '../command.ts'
import { compileQuery, type QueryMatcher } from '../compile-query.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { type LoadedConfig, loadSettings } from '../load-settings.ts'
import { countOf } from '../output/count-of.ts'
import { describeBacktest, printBacktest } from '../output/print-backtest.ts'
import { describeHits, printHits } from '../output/print-hits.ts'
import { startProgressLine } from '../output/progress-line.ts'
import { say, writeJsonLine } from '../output/write.ts'
import { readCount } from '../read-count.ts'
import { withArchiveIn } from '../with-archive.ts'

const USUAL_LIMIT = 10
const MOST_HEADLINES = 1_000_000
/** From here on it is said how long it took, for whoever plans the next one. */
const LONG_MS = 10_000

type Settings = LoadedConfig['settings']
type OnProgress = (share: number, itemCount: number) => void

/** Shows what the rules of a configuration, or a single query, would match that is not matched now. */
export async function backtest(call: CommandCall): Promise<ExitCode> {
  const scope = readScope(call)
  const failAbove = readOption(call, 'fail-above', { least: 0, most: 999_999_999, what: 'matches' })
  const { settings: configured } = await loadSettings(call)
  const data = call.option('data')
  const settings = data === null ? configured : { ...configured, dataDir: path.resolve(data) }
  const query = readQuery(call, settings)
  const startedMs = performance.now()
  const result = await withArchiveIn(settings.dataDir, async (db) => {
    if (db === null) throw nothingStored(settings.dataDir, data !== null)
    return query === null
      ? await showChanges(call, db, settings, scope)
      : await showHits(call, db, settings, query, scope)
  })
  const tookMs = performance.now() - startedMs
  if (tookMs >= LONG_MS) say(call.io, describeEffort(result.itemCount, tookMs))
  const { itemDays } = settings.keep
  if (scope.days > itemDays) {
    const kept = `items are kept for ${countOf(itemDays, 'day', 'days')} (keep.items)`
    say(call.io, `${kept}, so that of the days before not all is there`)
  }
  const objection = failAbove === null ? null : objectionTo(result, failAbove, scope)
  if (objection === null) return EXIT.done
  say(call.io, objection)
  return EXIT.failed
}

/** Why a job that checks edits must not pass; null where it may. What could not be looked at is no proof that little changes. */
function objectionTo(
  { rules, itemCount, problems }: Backtest,
  failAbove: number,
  { days }: BacktestScope,
): string | null {
  const count = rules.reduce((sum, rule) => sum + rule.newlyCount + rule.noLongerCount, 0)
  if (count > failAbove) {
    return `${countOf(count, 'match', 'matches')}, more than --fail-above ${failAbove}`
  }
  if (rules.length > 0 && itemCount === 0) {
    return `nothing of the last ${countOf(days, 'day', 'days')} is stored there, so --fail-above proves nothing; take a newer copy, or more --days`
  }
  return problems.length === 0
    ? null
    : 'not every item could be held against, so --fail-above proves nothing'
}

async function showChanges(
  call: CommandCall,
  db: Db,
  settings: Settings,
  scope: BacktestScope,
): Promise<Backtest> {
  const result = await withProgress(call, async (onProgress) =>
    backtestRules(db, settings, scope, { onProgress }),
  )
  const { timezone } = settings
  for (const problem of result.problems) say(call.io, problem)
  if (call.has('json')) writeJsonLine(call.io, describeBacktest(result, scope, timezone))
  else printBacktest(call.io, result, scope, timezone)
  return result
}

type Query = { readonly query: string; readonly compiled: QueryMatcher }

/** null where all rules are meant. Throws a UsageError for one that cannot be read. */
function readQuery(call: CommandCall, { concepts }: Settings): Query | null {
  const query = call.option('rule')
  return query === null ? null : { query, compiled: compileQuery(query, concepts) }
}

async function showHits(
  call: CommandCall,
  db: Db,
  settings: Settings,
  { query, compiled }: Query,
  scope: BacktestScope,
): Promise<Backtest> {
  const result = await withProgress(call, async (onProgress) =>
    backtestQuery(db, settings, query, scope, { onProgress }),
  )
  for (const problem of result.problems) say(call.io, problem)
  const shown = { result, compiled, query, scope }
  if (call.has('json')) writeJsonLine(call.io, await describeHits(db, settings, shown))
  else await printHits(call.io, db, settings, shown)
  return result
}

function readScope(call: CommandCall): BacktestScope {
  const days = readOption(call, 'days', { least: 1, most: MOST_DAYS, what: 'days' }) ?? USUAL_DAYS
  const limit = readOption(call, 'limit', { least: 0, most: MOST_HEADLINES, what: 'headlines' })
  return { days, limit: limit ?? USUAL_LIMIT, now: timestampOf(Date.now()) }
}

function readOption(
  call: CommandCall,
  option: string,
  bounds: Parameters<typeof readCount>[2],
): number | null {
  const text = call.option(option)
  return text === null ? null : readCount(option, text, bounds)
}

async function withProgress<T>(
  { io }: CommandCall,
  work: (onProgress: OnProgress) => Promise<T>,
): Promise<T> {
  const progress = startProgressLine(io)
  try {
    return await work((share, itemCount) => progress.show(describeProgress(share, itemCount)))
  } finally {
    progress.clear()
  }
}

const BAR_COLUMNS = 30

function describeProgress(share: number, itemCount: number): string {
  const bar = '#'.repeat(Math.round(share * BAR_COLUMNS)).padEnd(BAR_COLUMNS, '.')
  return `[${bar}] ${Math.floor(share * 100)} %  ${countOf(itemCount, 'item', 'items')}`
}

function describeEffort(itemCount: number, tookMs: number): string {
  return `${countOf(itemCount, 'item', 'items')} in ${(tookMs / 1_000).toFixed(1)} s`
}

/** A backtest of nothing would look like a change without consequences. */
function nothingStored(dataDir: string, isNamed: boolean): CommandError {
  return new CommandError(`nothing was ever stored in ${dataDir}, so there is nothing to compare`, {
    hint: isNamed
      ? "name the folder that has the daemon's policywatch.db"
      : 'a configuration that lies elsewhere has another data folder: name the one in use with --data DIR',
  })
}
