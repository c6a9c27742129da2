/**
 * The rule engine: holds any number of rules against a document, and says which hit, where, and why.
 *
 * The problem. Analysts write queries in words, phrases, AND, OR, NOT and NEAR; ministries publish in a dozen
 * languages, three of which write no spaces or write particles onto nouns. A miss is a lost alert, a hit
 * inside another word an alert for nothing, and both happen to regular expressions and to search indexes.
 * And a hundred thousand rules held one by one against each item would take half a second for it.
 *
 * The idea. The queries are filed, and a document asks which of them it answers, as in Lucene's Monitor and the
 * percolator of Elasticsearch. A document is taken apart once (scan-document.ts) into words, runs of Hangul and single Han and
 * kana characters, folded so that case, accents and width do not matter, with what parts them, and with
 * offsets that stay those of the stored text. All distinct terms of all rules, taken apart by the same
 * scanner, are filed in tries (word-trie.ts, character-trie.ts) through which the document is walked once
 * (term-index.ts). A rule is filed under the rarest terms that it cannot hold without (rule-anchors.ts), and
 * looked at only when one was found (percolator.ts); it is decided over the hits alone (decide-query.ts,
 * near-places.ts). So the time grows with the length of a document and with what it matches, not with the
 * number of rules. Nothing is ever made into a regular expression.
 *
 *     const build = createMatcher([{ id, query: '@smr AND (Korea OR 한국) NOT SMRT' }], concepts)
 *     if (build.kind === 'built') build.matcher.match(document)   // [{ ruleId, spans: [{ field, start, end, … }] }]
 *
 * A rule is read by a parser of its own (parse-rule.ts); one that cannot be read is refused whole, with the place and
 * what to write instead, and no part of it is guessed. docs/RULE-ENGINE.md goes through the stages.
 *
 * What it does not do. It does not reduce words to stems: only the plural is folded (fold-plural.ts). It does
 * not translate; that is what concepts are for. It does not take German compounds apart (`*abkommen` finds
 * them); Korean ones it does, and refuses a term where they divide better in a way that cuts through it
 * (korean-division.ts). It ranks nothing: a rule holds or does not.
 */

import type { RuleId } from '../ids.ts'
import type { KeyNeed } from './keys/key-need.ts'
import type { KoreanLexicon } from './korean/korean-lexicon.ts'
import type { MatchDocument, RuleHit } from './match-document.ts'
import type { PercolatorSize } from './percolator.ts'
import type { Explanation, NearMisses } from './query/explain.ts'
import { type RuleAddition, RuleSet } from './rule-set.ts'
import type { ConceptLists } from './syntax/concept-lists.ts'
import { checkConcepts } from './syntax/rule-concepts.ts'
import type { RuleProblem } from './syntax/rule-problem.ts'

/** A rule of the configuration: docs/RULES.md says what a query may be. */
export type RuleSource = { readonly id: RuleId; readonly query: string }

/** Rules compiled together. A value: it never changes, and matching one document leaves no trace for the next. */
export type Matcher = {
  readonly ruleIds: readonly RuleId[]
  /** Number of rules and distinct terms, and an estimate of the memory in bytes. */
  readonly size: PercolatorSize
  /** The rules that hold for the document, in the order of the configuration, each with the places that it hit. */
  readonly match: (document: MatchDocument) => readonly RuleHit[]
  /**
   * Why a rule holds for the document or does not, clause by clause; null for an unknown rule. Reads the rule anew, so it is
   * for people who ask and not for every item.
   */
  readonly explain: (ruleId: RuleId, document: MatchDocument) => Explanation | null
  /**
   * The same of several rules, in their order, for one reading of the document and with one search for near misses, which may
   * go on over several calls for the same document.
   */
  readonly explainEach: (
    ruleIds: readonly RuleId[],
    document: MatchDocument,
    nearMisses: NearMisses,
  ) => readonly (Explanation | null)[]
  /** The keys (keys/document-keys.ts) that a document must have for a rule to hold: what a search index may go by. */
  readonly needsOf: (ruleId: RuleId) => KeyNeed
  /** The rule read back in words (`all of: steel, tea; none of: tin`); null for an unknown rule. */
  readonly describe: (ruleId: RuleId) => string | null
}

/** A problem, and where it is: in a rule, in a term of a concept, or both null where it is in neither. */
export type RuleDiagnosis = RuleProblem & {
  readonly ruleId: RuleId | null
  /** The offsets then count within the term of number `termIndex` of this concept. */
  readonly concept: string | null
  readonly termIndex: number | null
}

/** A matcher, or why there is none: one error refuses all rules, so that none is lost unseen. */
export type MatcherBuild =
  | {
      readonly kind: 'built'
      readonly matcher: Matcher
      readonly warnings: readonly RuleDiagnosis[]
    }
  /** Every problem of every rule and concept, warnings included. */
  | { readonly kind: 'refused'; readonly problems: readonly RuleDiagnosis[] }

/** What a matcher may be given besides rules and concepts. */
export type MatcherOptions = {
  /** Tells the words of Korean compounds apart; without it, terms of two syllables are found by where they stand. */
  readonly koreanLexicon?: KoreanLexicon
}

/**
 * Compiles all rules, or says everything that is wrong with them; never throws. An id that comes twice stands for the later
 * rule. Without errors the warnings come with the matcher.
 */
export function createMatcher(
  rules: readonly RuleSource[],
  concepts: ConceptLists,
  { koreanLexicon }: MatcherOptions = {},
): MatcherBuild {
  const problems: RuleDiagnosis[] = checkConcepts(concepts).map((problem) => ({
    ...problem,
    ruleId: null,
  }))
  const isSound = !problems.some(isError)
  const set = new RuleSet(concepts, koreanLexicon ?? null)
  for (const { id, query } of rules) {
    // concepts with errors, such as a circle, are not to be compiled
    const ofRule = isSound ? toldBy(set.add(id, query)) : set.check(query)
    for (const problem of ofRule) {
      problems.push({ ...problem, ruleId: id, concept: null, termIndex: null })
    }
  }
  if (problems.some(isError)) return { kind: 'refused', problems }
  return { kind: 'built', matcher: matcherOf(set), warnings: problems }
}

function isError({ severity }: RuleProblem): boolean {
  return severity === 'error'
}

function toldBy(addition: RuleAddition): readonly RuleProblem[] {
  return addition.kind === 'added' ? addition.warnings : addition.problems
}

function matcherOf(set: RuleSet): Matcher {
  return {
    ruleIds: set.ruleIds,
    get size(): PercolatorSize {
      return set.size
    },
    match: (document) => set.match(document),
    explain: (ruleId, document) => set.explain(ruleId, document),
    explainEach: (ids, document, nearMisses) => set.explainEach(ids, document, nearMisses),
    needsOf: (ruleId) => set.needsOf(ruleId),
    describe: (ruleId) => set.describe(ruleId),
  }
}
