import type { ContestantName } from './contestants.ts'

/** What the benchmark and the process of one contestant tell one another. */

export type Assignment = {
  readonly contestant: ContestantName
  readonly ruleCount: number
  readonly itemCount: number
  readonly seed: number
  /** So long may one pass over the items take; of a slow contestant, as many items are taken as fit. */
  readonly passBudgetMs: number
  /** A pass over the items is repeated until it took so long. */
  readonly leastPassMs: number
}

export type Preparation = {
  readonly compileMs: number
  readonly heldMb: number
  /** Items of each pass; fewer than were asked for if the contestant is slow. */
  readonly itemCount: number
  readonly matchesPerItem: number
  readonly inexpressible: number
}

/** The first message is the preparation; then one for each pass that is asked for. */
export type Report =
  | { readonly kind: 'prepared'; readonly preparation: Preparation }
  | { readonly kind: 'passed'; readonly microsPerItem: number }
