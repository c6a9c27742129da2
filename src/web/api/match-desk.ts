import type { SubscriptionId } from '../../core/ids.ts'
import type { MatchList } from '../../pipeline/list-matches.ts'
import type { MatchFilter } from '../../store/match-pages.ts'

/** What stands behind the feeds of matches and their part of the API. */
export type MatchDesk = {
  readonly list: (filter: MatchFilter) => Promise<MatchList>
  readonly subscriptions: () => readonly Subscription[]
  /** Stands in the ids of Atom entries; the same as long as the database lives. */
  readonly installation: string
}

export type Subscription = {
  readonly id: SubscriptionId
  readonly ruleIds: readonly string[]
}
