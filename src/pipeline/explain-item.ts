import type { Settings } from '../config/settings.ts'
import type { Excerpt } from '../core/alert/alert-content.ts'
import type { Evidence } from '../core/alert/evidence.ts'
import type { Item } from '../core/feed/item.ts'
import type { ItemLanguage } from '../core/feed/language-of-item.ts'
import type { RuleId } from '../core/ids.ts'
import type { MatchDocument, MatchSpan } from '../core/rule/match-document.ts'
import type { Explanation } from '../core/rule/query/explain.ts'
import type { Timestamp } from '../core/time.ts'
import type { LedgerRow } from '../store/ledger.ts'
import type { Db } from '../store/schema.ts'

/** Why a stored item did or did not match: what it was searched on, and what each rule says of it. */
export type ItemExplanation = {
  readonly item: Item
  readonly feedTitle: string | null
  /** What the rules are held against; spans count in its title and text. */
  readonly document: MatchDocument
  readonly language: ItemLanguage
  /** What to know of the item whatever the rule: what was searched, what is the matter with the article, edits. */
  readonly remarks: readonly string[]
  /** The one that was asked for; else those that hold, then those that came close, the nearest first. */
  readonly rules: readonly RuleVerdict[]
  /** Rules that were held against it, and how many came close, more than are listed perhaps. */
  readonly ruleCount: number
  readonly closeCount: number
}

/**
 * `hit`: holds, and looks at the item's feed. `elsewhere`: holds, but does not look at this feed. `close`: nearly holds.
 * `missed`: does not. `gone`: is no longer configured, but has hit the item.
 */
export type VerdictKind = 'hit' | 'elsewhere' | 'close' | 'missed' | 'gone'

export type RuleVerdict = {
  readonly kind: VerdictKind
  readonly ruleId: RuleId
  readonly title: string
  /** As written; null for a rule that is gone. */
  readonly query: string | null
  readonly spans: readonly MatchSpan[]
  /** The hits with the words around them; where the rule does not hold, what of it is there. */
  readonly excerpts: readonly Excerpt[]
  /** Clause by clause; null for a rule that is gone. */
  readonly explanation: Explanation | null
  /** The clauses that would have to come out otherwise, in words; empty where the rule holds. */
  readonly missing: readonly string[]
  /** null: no hit is stored. */
  readonly stored: StoredHit | null
  /** In plain sentences: why, and what became of it, in the order in which one would tell it. */
  readonly account: readonly string[]
}

/** The hit as it was when it was found. */
export type StoredHit = {
  readonly matchId: number
  readonly matchedAt: Timestamp
  readonly revision: string
  /** The rule has changed since. */
  readonly isOfOlderRevision: boolean
  /** The item was edited since. */
  readonly isOfOlderText: boolean
  readonly evidence: Evidence
  /** The match that tells the story in its place; null where it tells it itself. */
  readonly toldBy: { readonly matchId: number; readonly itemId: number } | null
  /** What became of it (or of the match that tells the story) for each address. */
  readonly ledger: readonly LedgerRow[]
}

export type ExplainRequest = {
  /** null: all rules. */
  readonly ruleId: RuleId | null
  /** In which times are written in sentences: `2026-03-02 18:00`. */
  readonly formatTime: (at: Timestamp) => string
  readonly now: Timestamp
}

/** Holds the rules in force against a stored item and says what came of it. Reads only. */
export async function explainItem(
  _db: Db,
  _settings: Settings,
  _item: Item,
  _request: ExplainRequest,
): Promise<ItemExplanation> {
  throw new Error('explainItem comes with the next commit')
}
