import type { DayRange } from '../../core/day-range.ts'
import type { FeedId } from '../../core/ids.ts'
import type { MergedVersions } from '../../core/rule/rule-versions.ts'
import type { IdRange } from '../../store/held-items.ts'
import type { PairTally, VersionPair } from './backtest-tally.ts'
import type { FeedFacts } from './feed-facts.ts'

/** What passes between a backtest and its threads: plain data all of it. */
export type BacktestJob = {
  readonly dataDir: string
  readonly versions: MergedVersions
  readonly pairs: readonly VersionPair[]
  readonly feeds: ReadonlyMap<FeedId, FeedFacts>
  readonly days: DayRange
  /** Newest items that are wanted of each side of a rule. */
  readonly limit: number
}

export type BacktestAsk =
  /** Holds the rules against the items with these ids. */
  { readonly kind: 'hold'; readonly range: IdRange } | { readonly kind: 'tell' }

export type BacktestAnswer =
  /** Items held against until now. */
  | { readonly kind: 'held'; readonly itemCount: number }
  | {
      readonly kind: 'told'
      readonly itemCount: number
      readonly tallies: readonly PairTally[]
      /** Items that could not be held against, in words. */
      readonly problems: readonly string[]
    }
