import type { FeedSettings } from '../../config/settings.ts'
import type { DayRange } from '../../core/day-range.ts'
import type { FeedId } from '../../core/ids.ts'
import type { ConceptLists } from '../../core/rule/syntax/concept-lists.ts'
import type { QueryComparison, QueryFindings, TriedQuery } from '../tried-query.ts'

/** A query to try, as its thread gets it: plain data. */
export type TrialJob = {
  readonly dataDir: string
  readonly query: string
  readonly concepts: ConceptLists
  readonly feedIds: ReadonlySet<FeedId>
  /** The rule that it is compared with. */
  readonly rule: { readonly query: string; readonly feedIds: ReadonlySet<FeedId> } | null
  /** Those that are configured. */
  readonly feeds: ReadonlyMap<FeedId, Pick<FeedSettings, 'id' | 'title' | 'tags'>>
  readonly days: DayRange
}

export type TrialAsk = TrialJob & {
  readonly timeoutMs: number
  /** Its first number becomes 1 when nobody waits for the answer any more. */
  readonly stop: Int32Array<SharedArrayBuffer>
}

/** What the thread answers. The rule of a comparison is named by whoever asked. */
export type TrialAnswer =
  | Exclude<TriedQuery, { readonly kind: 'tried' }>
  | ({ readonly kind: 'tried' } & TrialFindings)

export type TrialFindings = Omit<QueryFindings, 'comparison'> & {
  readonly comparison: Omit<QueryComparison, 'ruleId'> | null
}
