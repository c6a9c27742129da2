/**
 * What a change of rules would do: the rules of a configuration and those in force are held against what is stored, and compared
 * rule by rule and day by day. Nothing is written, and it works beside a daemon.
 *
 * In force is what was last applied to the stored items (apply-new-rules.ts). Rules that are the same on both sides are
 * passed over: they cannot differ. All others become one set of rules, so that each text is taken apart once for both sides
 * (rule-versions.ts); and the items are handed out by ranges of their ids to as many threads as there are processors.
 *
 * Both sides see the feeds as the configuration has them: which titles and tags they had when a rule was applied is not kept.
 */
import type { Settings } from '../config/settings.ts'
import { lastDays } from '../core/day-range.ts'

import { type FeedId, type RuleId, ruleIdOf } from '../core/ids.ts'
import { type MergedVersions, mergeVersions } from '../core/rule/rule-versions.ts'
import type { Timestamp } from '../core/time.ts'
import { listHeadlines } from '../store/held-items.ts'
import { listAppliedRules } from '../store/rules.ts'
import type { Db } from '../store/schema.ts'
import type { PairTally, VersionPair, VersionSide } from './backtest/backtest-tally.ts'
import { listFeedFacts } from './backtest/feed-facts.ts'
import { type HoldOptions, holdVersions } from './backtest/hold-versions.ts'
import { listRuleChanges, type RuleChange, type RuleSide } from './backtest/list-rule-changes.ts'
import type { Dated } from './backtest/newest.ts'

export type BacktestScope = {
  /** Days in the timezone of the settings, the day of `now` among them; an item counts on the day of its news. */
  readonly days: number
  readonly now: Timestamp
  /** Headlines of each side of a rule. */
  readonly limit: number
}

export type Backtest = {
  /** When the first day begins. */
  readonly since: Timestamp
  /** Items that the rules were held against; 0 where none differ. */
  readonly itemCount: number
  /** Rules in force. */
  readonly inForceCount: number
  /** The rules that differ, in the order of the configuration, removed ones last. */
  readonly rules: readonly RuleBacktest[]
  /** The configured rules that are the same as in force. */
  readonly unchanged: readonly RuleId[]
  /** Items that could not be held against, in words. */
  readonly problems: readonly string[]
}

export type RuleBacktest = Pick<
  RuleChange,
  'ruleId' | 'title' | 'kind' | 'differsIn' | 'areConceptsGuessed'
> & {
  /** What is in force cannot be read by this program, and counts as matching nothing. */
  readonly isUnreadable: boolean
  readonly newlyCount: number
  readonly noLongerCount: number
  /** Items that both sides hit. */
  readonly unchangedCount: number
  /** Every day, oldest first. */
  readonly days: readonly DayOfBacktest[]
  /** The newest. */
  readonly newly: readonly BacktestHeadline[]
  readonly noLonger: readonly BacktestHeadline[]
}

export type DayOfBacktest = {
  readonly date: string
  readonly newlyCount: number
  readonly noLongerCount: number
}

export type BacktestHeadline = {
  readonly itemId: number
  readonly feedId: FeedId
  readonly title: string
  readonly url: string | null
  /** When it was news. */
  readonly at: Timestamp
}

/** Compares the rules of the settings with those in force. Rejects when the database cannot be read. */
export async function backtestRules(
  db: Db,
  settings: Settings,
  scope: BacktestScope,
  options: HoldOptions = {},
): Promise<Backtest> {
  const inForce = await listAppliedRules(db)
  const changes = listRuleChanges(settings, inForce)
  const changed = new Set(changes.map(({ ruleId }) => ruleId))
  const held = await holdChanges(db, settings, changes, scope, options)
  return {
    ...held,
    inForceCount: inForce.size,
    unchanged: [...settings.rules.keys()].filter((id) => !changed.has(id)),
  }
}

const QUERY_ID = ruleIdOf('(query)') // no key of config.yaml is written like this

/** What a single query, which must be sound, hits in the items of all configured feeds. */
export async function backtestQuery(
  db: Db,
  settings: Settings,
  query: string,
  scope: BacktestScope,
  options: HoldOptions = {},
): Promise<Backtest> {
  const { concepts, feeds } = settings
  const change: RuleChange = {
    ruleId: QUERY_ID,
    title: query,
    kind: 'new',
    differsIn: [],
    inForce: null,
    tried: { query, concepts, feedIds: new Set(feeds.keys()) },
    areConceptsGuessed: false,
  }
  const held = await holdChanges(db, settings, [change], scope, options)
  return { ...held, inForceCount: 0, unchanged: [] }
}

async function holdChanges(
  db: Db,
  settings: Settings,
  changes: readonly RuleChange[],
  { days: dayCount, now, limit }: BacktestScope,
  options: HoldOptions,
): Promise<Pick<Backtest, 'since' | 'itemCount' | 'rules' | 'problems'>> {
  const days = lastDays(now, dayCount, settings.timezone)
  const { since, dates } = days
  if (changes.length === 0) return { since, itemCount: 0, rules: [], problems: [] }
  const { versions, pairs } = pairUp(changes)
  const feeds = await listFeedFacts(db, settings)
  const job = { dataDir: settings.dataDir, versions, pairs, feeds, days, limit }
  const { tallies, itemCount, problems } = await holdVersions(db, job, options)
  const headlines = await headlinesOf(db, tallies)
  const rules = changes.map((change, index) => {
    const pair = pairs[index]
    const tally = tallies[index]
    if (pair === undefined || tally === undefined) throw new Error('a rule was not counted')
    const isUnreadable = pair.inForce !== null && versions.unreadable.has(pair.inForce.version)
    return { ...tellRule(change, tally, dates, headlines), isUnreadable }
  })
  return { since, itemCount, rules, problems }
}

/** What is configured comes first, so that its concepts keep their names and nothing of it is rewritten. */
function pairUp(changes: readonly RuleChange[]): {
  readonly versions: MergedVersions
  readonly pairs: readonly VersionPair[]
} {
  const sides: RuleSide[] = []
  const number = (side: RuleSide | null): VersionSide | null =>
    side === null ? null : { version: sides.push(side) - 1, feedIds: side.feedIds }
  const tried = changes.map((change) => number(change.tried))
  const inForce = changes.map((change) => number(change.inForce))
  const pairs = changes.map((_, index) => ({
    inForce: inForce[index] ?? null,
    tried: tried[index] ?? null,
  }))
  return { versions: mergeVersions(sides), pairs }
}

type Headlines = ReadonlyMap<number, Omit<BacktestHeadline, 'itemId' | 'at'>>

async function headlinesOf(db: Db, tallies: readonly PairTally[]): Promise<Headlines> {
  const ids = tallies.flatMap(({ newly, noLonger }) =>
    [...newly.newest, ...noLonger.newest].map(({ id }) => id),
  )
  return await listHeadlines(db, [...new Set(ids)])
}

function tellRule(
  { ruleId, title, kind, differsIn, areConceptsGuessed }: RuleChange,
  { newly, noLonger, unchangedCount }: PairTally,
  dates: readonly string[],
  headlines: Headlines,
): Omit<RuleBacktest, 'isUnreadable'> {
  const days = dates.map((date, day) => ({
    date,
    newlyCount: newly.counts[day] ?? 0,
    noLongerCount: noLonger.counts[day] ?? 0,
  }))
  // an item that retention removed meanwhile is counted, and has no headline
  const listHeadlinesOf = (newest: readonly Dated[]): readonly BacktestHeadline[] =>
    newest.flatMap(({ id, at }) => {
      const headline = headlines.get(id)
      if (headline === undefined) return []
      const { feedId, title: ofItem, url } = headline
      return [{ itemId: id, feedId, title: ofItem, url, at }]
    })
  return {
    ruleId,
    title,
    kind,
    differsIn,
    areConceptsGuessed,
    newlyCount: sumOf(newly.counts),
    noLongerCount: sumOf(noLonger.counts),
    unchangedCount,
    days,
    newly: listHeadlinesOf(newly.newest),
    noLonger: listHeadlinesOf(noLonger.newest),
  }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
