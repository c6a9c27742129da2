import type { Excerpt } from '../core/alert/alert-content.ts'
import type { FeedId, RuleId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'

/** Newest hits that are told, and newest headlines of each side of a comparison. */
export const SHOWN_HITS = 20
export const SHOWN_HEADLINES = 10

/** What the stored items say of a query. */
export type TriedQuery =
  /** It cannot be read. */
  | { readonly kind: 'refused'; readonly problems: readonly QueryProblem[] }
  /** The signal was aborted: nobody waits for the answer. */
  | { readonly kind: 'stopped' }
  /** It could not be tried; `reason` is for people, without a full stop. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  | ({ readonly kind: 'tried' } & QueryFindings)

/** What is wrong with a query, or suspicious in it. */
export type QueryProblem = {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  /** What to type instead; null where the message says it. */
  readonly hint: string | null
  /** UTF-16 offsets into the query, end exclusive; equal where something is missing there. */
  readonly start: number
  readonly end: number
}

export type QueryFindings = {
  /** What is suspicious in the query; it was held all the same. */
  readonly warnings: readonly QueryProblem[]
  /** Items that it was held against. */
  readonly itemCount: number
  /** Where time was up: no item seen first before this was looked at. Null: all were. */
  readonly cutOffAt: Timestamp | null
  readonly hitCount: number
  /** Every day of the range, oldest first; an item counts on the day of its news (newsTimeOf). */
  readonly days: readonly DayOfTrial[]
  /** The terms that hit, those of most items first. */
  readonly terms: readonly TermOfTrial[]
  /** The newest, at most SHOWN_HITS. */
  readonly hits: readonly HitOfTrial[]
  /** Null where it was compared with no rule. */
  readonly comparison: QueryComparison | null
}

/** `date` is `2026-03-02`, in the timezone of the settings. */
export type DayOfTrial = { readonly date: string; readonly hitCount: number }

/** `term` as written in the query or concept; `concept` without @, null for a term of the query itself. */
export type TermOfTrial = {
  readonly term: string
  readonly concept: string | null
  readonly itemCount: number
}

/** An item as a list shows it. */
export type HeadlineOfTrial = {
  readonly itemId: number
  readonly storyId: number
  readonly feedId: FeedId
  /** As configured, else as the feed calls itself, else its id. */
  readonly feedTitle: string
  readonly title: string
  readonly url: string | null
  /** When it was news. */
  readonly at: Timestamp
}

/** Passages as in an e-mail: parts of text, of which some are hits. */
export type HitOfTrial = HeadlineOfTrial & { readonly passages: readonly Excerpt[] }

/** Beside a rule of the settings. Headlines are the newest, at most SHOWN_HEADLINES. */
export type QueryComparison = {
  readonly ruleId: RuleId
  readonly newlyCount: number
  readonly newly: readonly HeadlineOfTrial[]
  readonly noLongerCount: number
  readonly noLonger: readonly HeadlineOfTrial[]
  /** Items that both hit. */
  readonly unchangedCount: number
}
