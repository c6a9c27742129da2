import type { FeedSettings, Settings } from '../config/settings.ts'
import { endAllGathering } from '../store/alert-times.ts'
import { inTransaction } from '../store/database.ts'
import { beginOutboxRun } from '../store/outbox-run.ts'
import { applyNewRules } from './apply-new-rules.ts'
import type { Deps } from './deps.ts'
import { hasUnreadBacklog, releaseAllBacklogs } from './hold-backlog.ts'
import { deliverDue, NOTHING_DELIVERED, type OnDelivery, type OutboxReport } from './outbox.ts'
import type { PollReport } from './poll-report.ts'
import { pollRound, type RoundReport } from './poll-round.ts'
import { retryArticles } from './retry-articles.ts'
import { tellQuiet } from './tell-quiet.ts'

export type PollOnceWatcher = {
  readonly onPoll: (report: PollReport) => void
  /** null leaves the alerts pending. */
  readonly onDelivery: OnDelivery | null
}

/** How often alerts are looked for that have gathered long enough while a feed hangs. */
const LOOK_EVERY_MS = 1_000

/**
 * What the daemon does between two ticks, done once: rules that are new, the feeds, articles that were missing, and the
 * e-mails that are due, which go out beside the polling so that a hanging feed delays nobody else's.
 */
export async function pollOnce(
  deps: Deps,
  settings: Settings,
  feeds: readonly FeedSettings[],
  watcher: PollOnceWatcher,
  signal: AbortSignal,
): Promise<{ readonly round: RoundReport; readonly outbox: OutboxReport }> {
  const { onPoll, onDelivery } = watcher
  const run = await beginOutboxRun(deps.db)
  const drain =
    onDelivery === null
      ? null
      : new Drain(async () => await deliverDue(deps, settings, signal, onDelivery, run))
  const clock = setInterval(() => drain?.begin(), LOOK_EVERY_MS)
  try {
    await applyNewRules(deps, settings, signal)
    const roundWatcher = { onPoll, onAlertsReady: (): void => drain?.begin() }
    const round = await pollRound(deps, () => settings, feeds, 'now', roundWatcher, signal)
    const lateMatchCount = await readLateArticles(deps, settings, signal)
    await inTransaction(deps.db, async (tx) => {
      await endAllGathering(tx, deps.now())
      await releaseAllBacklogs(tx, deps.now())
    })
    await tellQuiet(deps, settings)
    drain?.begin()
    const whole = { ...round, matchCount: round.matchCount + lateMatchCount }
    return { round: whole, outbox: (await drain?.end()) ?? NOTHING_DELIVERED }
  } finally {
    clearInterval(clock)
    await drain?.end().catch(() => NOTHING_DELIVERED) // the error that brought us here is the one to tell
  }
}

/**
 * Looks after the articles that wait, once; on and on, within limits, while they are those of a feed's first poll, so that
 * its digest of what was already published is one. Returns how many matches that brought.
 */
async function readLateArticles(
  deps: Deps,
  settings: Settings,
  signal: AbortSignal,
): Promise<number> {
  const startedMs = performance.now()
  let matchCount = 0
  for (;;) {
    matchCount += (await retryArticles(deps, () => settings, signal)).matchCount
    if (signal.aborted) return matchCount
    if (performance.now() - startedMs >= deps.articles.budgets.firstMs) return matchCount
    if (!(await hasUnreadBacklog(deps.db, settings, deps.now()))) return matchCount
  }
}

/** Delivers what is due, again and again, and adds up what came of it. */
class Drain {
  readonly #deliver: () => Promise<OutboxReport>
  #report: Promise<OutboxReport> = Promise.resolve(NOTHING_DELIVERED)
  #waiting = false

  constructor(deliver: () => Promise<OutboxReport>) {
    this.#deliver = deliver
  }

  /** Delivers when what is under way is over. */
  begin(): void {
    if (this.#waiting) return
    this.#waiting = true
    this.#report = this.#report.then(async (before) => {
      this.#waiting = false
      return addUp(before, await this.#deliver())
    })
    this.#report.catch(() => undefined) // told by end()
  }

  /** What it all came to; rejects when it could not be carried out. */
  async end(): Promise<OutboxReport> {
    return await this.#report
  }
}

function addUp(a: OutboxReport, b: OutboxReport): OutboxReport {
  return {
    sentCount: a.sentCount + b.sentCount,
    putOffCount: a.putOffCount + b.putOffCount,
    failedCount: a.failedCount + b.failedCount,
    suppressedCount: a.suppressedCount + b.suppressedCount,
    heldCount: a.heldCount + b.heldCount,
  }
}
