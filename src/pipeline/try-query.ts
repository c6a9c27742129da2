import type { Settings } from '../config/settings.ts'
import { lastDays } from '../core/day-range.ts'
import type { FeedId, RuleId } from '../core/ids.ts'
import type { TrialJob } from './backtest/trial-job.ts'
import type { Deps } from './deps.ts'
import type { TriedQuery } from './tried-query.ts'

/** A query that somebody wants to try, as it is typed; it may name the concepts of the settings. */
export type QueryTrial = {
  readonly query: string
  /** Feeds whose items it is held against; null: all that are configured. */
  readonly feedIds: ReadonlySet<FeedId> | null
  /** The rule of the settings, over its own feeds, that it is compared with; null, or an id that is not configured: none. */
  readonly ruleId: RuleId | null
  /** Days in the timezone of the settings, today among them, from 1 to MOST_DAYS of core/day-range.ts. */
  readonly days: number
}

export const USUAL_DAYS = 30

/**
 * Holds a query against the stored items of some days, newest first, and says what it would have matched. It works in a
 * thread of its own on a connection of its own, answers within about two seconds whatever there is (`cutOffAt`), and never
 * rejects. Queries wait for one another; whoever asks anew aborts what was asked before.
 */
export async function tryQuery(
  { trials, now }: Pick<Deps, 'trials' | 'now'>,
  settings: Settings,
  { query, feedIds, ruleId, days }: QueryTrial,
  signal: AbortSignal,
): Promise<TriedQuery> {
  const rule = ruleId === null ? undefined : settings.rules.get(ruleId)
  const answer = await trials.run(
    {
      dataDir: settings.dataDir,
      query,
      concepts: settings.concepts,
      feedIds: feedIds ?? new Set(settings.feeds.keys()),
      rule: rule === undefined ? null : { query: rule.match, feedIds: rule.feedIds },
      feeds: factsOf(settings),
      days: lastDays(now(), days, settings.timezone),
    },
    signal,
  )
  if (answer.kind !== 'tried') return answer
  const { comparison } = answer
  if (comparison === null || rule === undefined) return { ...answer, comparison: null }
  return { ...answer, comparison: { ruleId: rule.id, ...comparison } }
}

/** Of the feeds no more than a rule sees: their headers may hold secrets, and are no business of the thread. */
function factsOf({ feeds }: Settings): TrialJob['feeds'] {
  return new Map([...feeds].map(([key, { id, title, tags }]) => [key, { id, title, tags }]))
}
