import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { onTestFinished } from 'vitest'
import { type AppOptions, openApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import type { Settings } from '../../src/config/settings.ts'
import { addMs, type Timestamp } from '../../src/core/time.ts'
import { createLog, type Log } from '../../src/observe/log.ts'
import { ReadingPool } from '../../src/parse/reading-pool.ts'
import { ArticleReader } from '../../src/pipeline/article-reader.ts'
import type { Deps } from '../../src/pipeline/deps.ts'
import { deliverDue, type OutboxReport } from '../../src/pipeline/outbox.ts'
import { pollRound, type RoundReport } from '../../src/pipeline/poll-round.ts'
import { retryArticles } from '../../src/pipeline/retry-articles.ts'
import { tellQuiet } from '../../src/pipeline/tell-quiet.ts'
import { beginOutboxRun } from '../../src/store/outbox-run.ts'

/** Writes a configuration into a folder and reads it; fails the test with its problems when it is refused. */
export async function loadSettings(dir: string, yaml: string): Promise<Settings> {
  const file = path.join(dir, 'config.yaml')
  writeFileSync(file, yaml)
  const result = await loadConfig({ file, env: {} })
  if (result.kind === 'refused') throw new Error(JSON.stringify(result.diagnostics, null, 2))
  return result.settings
}

/** A clock that stands still until it is told to go on. */
export type TestClock = { now: Timestamp; readonly advance: (ms: number) => void }

export function makeClock(start: string): TestClock {
  const clock: TestClock = {
    now: start as Timestamp,
    advance: (ms) => {
      clock.now = addMs(clock.now, ms)
    },
  }
  return clock
}

export type TestApp = {
  readonly deps: Deps
  /** One round over all feeds, then everything that is due, as `policywatch poll` does. */
  readonly poll: (settings: Settings) => Promise<RoundReport>
  /** One round over all feeds, and nothing handed over. */
  readonly pollOnly: (settings: Settings) => Promise<RoundReport>
  readonly deliver: (settings: Settings) => Promise<OutboxReport>
  /** Looks after the articles that are due again, then delivers. */
  readonly retryArticles: (settings: Settings) => Promise<void>
  readonly close: () => Promise<void>
}

/** One for all tests of a file: the start of a thread and of what it loads costs more than most of them. */
const reading = new ReadingPool()

/**
 * The program's own composition over a real database, with a log that is thrown away unless one is given. What SQLite does against a power cut
 * is left out, as none is part of these tests; it takes longer than all else that they do.
 */
export async function openTestApp(
  settings: Settings,
  options: Partial<AppOptions> = {},
  log: Log = createLog({ level: 'error', stream: { write: () => true }, secrets: [] }),
): Promise<TestApp> {
  const opened = await openApp(settings, log, { command: 'test', delayShare: 0, ...options })
  if (opened.kind === 'locked') throw new Error('the data folder of the test is taken')
  const { fetcher, db } = opened.deps
  const deps: Deps = { ...opened.deps, reading, articles: new ArticleReader({ fetcher, reading }) }
  await sql`pragma synchronous = off`.execute(db)
  let isClosed = false
  const close = async (): Promise<void> => {
    if (isClosed) return
    isClosed = true
    await opened.close()
  }
  onTestFinished(close)
  const { signal } = new AbortController()
  const deliver = async (current: Settings): Promise<OutboxReport> =>
    await deliverDue(deps, current, signal, () => {}, await beginOutboxRun(db))
  const pollOnly = async (current: Settings): Promise<RoundReport> => {
    const watcher = { onPoll: (): void => {}, onAlertsReady: (): void => {} }
    const feeds = [...current.feeds.values()]
    return await pollRound(deps, () => current, feeds, 'now', watcher, signal)
  }
  return {
    deps,
    close,
    deliver,
    pollOnly,
    retryArticles: async (current): Promise<void> => {
      await retryArticles(deps, () => current, signal)
      await deliver(current)
    },
    poll: async (current): Promise<RoundReport> => {
      const report = await pollOnly(current)
      await tellQuiet(deps, current)
      await deliver(current)
      return report
    },
  }
}
