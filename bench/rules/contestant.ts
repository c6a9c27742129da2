import type { MatchDocument } from '../../src/core/rule/match-document.ts'
import type { RuleSet } from './generate-rules.ts'

/** Something that holds rules against items. */
export type Contestant = {
  /** Items are handed over in so many at a time. */
  readonly batch: number
  readonly compile: (set: RuleSet) => CompiledContestant
}

export type CompiledContestant = {
  /** For each item, the numbers of the rules that hold, ascending. */
  readonly match: (items: readonly MatchDocument[]) => readonly (readonly number[])[]
  /** The same work without the lists: how many rules hold for the items, added up. */
  readonly count: (items: readonly MatchDocument[]) => number
  /** Rules that the language of this one cannot express. */
  readonly inexpressible: number
}

/** One that takes item after item. */
export function itemByItem(
  matchItem: (item: MatchDocument) => readonly number[],
): CompiledContestant {
  return {
    match: (items) => items.map(matchItem),
    count: (items) => items.reduce((total, item) => total + matchItem(item).length, 0),
    inexpressible: 0,
  }
}

/** The text that those search who know no fields. */
export function searchedText({ title, text }: MatchDocument): string {
  return `${title}\n\n${text}`
}
