import { addMs, DAY_MS, type Timestamp } from '../core/time.ts'
import type { Deps } from '../pipeline/deps.ts'
import { type PruneReport, pruneData } from '../pipeline/retention/prune-data.ts'
import { inTransaction } from '../store/database.ts'
import { findPrunedAt, savePrunedAt } from '../store/retention/pruned-at.ts'
import type { Chore } from './housekeeping.ts'

/**
 * Removes what is older than is to be kept, once a day. A clock that is ahead makes everything old, and what is removed does not
 * come back when it is right again: so what goes is what was old a day ago already, at the run before.
 */
export function pruneChore(deps: Pick<Deps, 'db' | 'now' | 'log'>): Chore {
  return {
    name: 'prune',
    isDue: async (): Promise<boolean> => {
      const [at, now] = [await findPrunedAt(deps.db), deps.now()]
      // a clock that was ahead is not believed
      return at === null || at > now || now >= addMs(at, DAY_MS)
    },
    run: async (settings, signal, inForce): Promise<void> => {
      const [at, now] = [await findPrunedAt(deps.db), deps.now()]
      if (at === null) return await inTransaction(deps.db, async (tx) => savePrunedAt(tx, now))
      const agedAt = earlierOf(at, now)
      // whoever sees what a wrong "keep" does, and sets it right, need not wait for the end; the next look begins anew
      const isOver = new AbortController()
      const onSlice = (): void => {
        if (inForce() !== settings) isOver.abort()
      }
      const until = AbortSignal.any([signal, isOver.signal])
      const options = { mode: 'remove', signal: until, agedAt, onSlice } as const
      const report = await pruneData(deps.db, settings, now, options)
      logReport(deps.log, report)
    },
  }
}

const earlierOf = (one: Timestamp, other: Timestamp): Timestamp => (other < one ? other : one)

/** Nothing where nothing was old. */
function logReport(log: Deps['log'], report: PruneReport): void {
  const { rows, mails, bodies, databaseBytes, longestMs } = report
  const problems = [...mails.problems, ...bodies.problems]
  if (problems.length > 0) {
    const fields = { files: problems.length, reason: problems[0] }
    log.warn(fields, 'files that are no longer kept could not be removed')
  }
  const counts = [...rows, ['mails', mails.count] as const, ['bodies', bodies.count] as const]
  const removed = counts.filter(([, count]) => count > 0)
  if (removed.length === 0) return
  const bytes = databaseBytes + mails.bytes + bodies.bytes
  const fields = { ...Object.fromEntries(removed), bytes, longestMs: Math.round(longestMs) }
  log.info(fields, 'removed what is no longer kept')
}
