/**
 * The entry of a thread of a backtest: it opens the database for itself, compiles the rules, is handed ranges of items one after the
 * other, and tells in the end what it counted. An error that is thrown here ends the thread, which the backtest notices.
 */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { readKoreanLexicon } from '../../config/read-korean-lexicon.ts'
import { newsTimeOf } from '../../core/feed/doubt-of-date.ts'
import { ruleSetOf, versionOfId } from '../../core/rule/rule-versions.ts'
import { openDatabaseToRead } from '../../store/database.ts'
import { type HeldItem, type IdRange, listHeldItems } from '../../store/held-items.ts'
import type { Db } from '../../store/schema.ts'
import { documentOf } from '../match-items.ts'
import type { BacktestAnswer, BacktestAsk, BacktestJob } from './backtest-job.ts'
import { BacktestTally } from './backtest-tally.ts'

enableCompileCache(
  fileURLToPath(new URL('../../../node_modules/.cache/policywatch', import.meta.url)),
)

/** Texts may be long; so many of the largest are held at a time. */
const ITEMS_PER_PAGE = 100
const MOST_PROBLEMS = 20

const job = workerData as BacktestJob // from backtest-rules.ts
const rules = ruleSetOf(job.versions, readKoreanLexicon())
const tally = new BacktestTally(job.pairs, job.days, job.limit)
const problems: string[] = []
let opened: Promise<Db> | null = null

parentPort?.on('message', (ask: BacktestAsk) => void answer(ask))

async function answer(ask: BacktestAsk): Promise<void> {
  parentPort?.postMessage(await answerOf(ask))
}

async function answerOf(ask: BacktestAsk): Promise<BacktestAnswer> {
  if (ask.kind === 'tell') {
    return { kind: 'told', itemCount: tally.itemCount, tallies: tally.tell(), problems }
  }
  opened ??= openDatabase()
  const db = await opened
  for (const range of pagesOf(ask.range)) {
    for (const item of await listHeldItems(db, range, job.days.since)) holdItem(item)
  }
  return { kind: 'held', itemCount: tally.itemCount }
}

async function openDatabase(): Promise<Db> {
  const database = await openDatabaseToRead(job.dataDir)
  if (database.kind === 'open') return database.db
  throw new Error(database.kind === 'absent' ? 'the database has gone' : database.message)
}

function pagesOf({ first, last }: IdRange): readonly IdRange[] {
  const pageCount = Math.ceil((last - first + 1) / ITEMS_PER_PAGE)
  return Array.from({ length: pageCount }, (_, page) => {
    const start = first + page * ITEMS_PER_PAGE
    return { first: start, last: Math.min(last, start + ITEMS_PER_PAGE - 1) }
  })
}

/** One item that fails does not stop the others. */
function holdItem(item: HeldItem): void {
  const at = newsTimeOf(item)
  if (at < job.days.since) return
  try {
    const held = rules.listHolding(documentOf(item, job.feeds.get(item.feedId), null))
    tally.add({ id: item.id, feedId: item.feedId, at }, held.map(versionOfId))
  } catch (error) {
    if (problems.length < MOST_PROBLEMS)
      problems.push(`item ${item.id} could not be held against: ${String(error)}`)
  }
}
