/**
 * The rule engine: holds any number of rules against a document, and says which hit, where, and why.
 *
 * The problem. Analysts write queries in words, phrases, AND, OR, NOT and NEAR; ministries publish in a dozen
 * languages, three of which write no spaces or write particles onto nouns. A miss is a lost alert, a hit
 * inside another word an alert for nothing, and both happen to regular expressions and to search indexes.
 *
 * The idea. A document is taken apart once (scan-document.ts) into words, runs of Hangul and single Han and
 * kana characters, folded so that case, accents and width do not matter, with what parts them, and with
 * offsets that stay those of the stored text. All distinct terms of all rules are kept in one table
 * (term-table.ts), taken apart by the same scanner, and looked up in one pass (term-index.ts). The rules are
 * then decided over the hits alone (evaluate-query.ts, near-places.ts). Nothing is ever made into a regular expression.
 *
 *     const build = createMatcher([{ id, query: '@smr AND (Korea OR 한국) NOT SMRT' }], concepts)
 *     if (build.kind === 'built') build.matcher.match(document)   // [{ ruleId, spans: [{ field, start, end, … }] }]
 *
 * What it does not do. It does not reduce words to stems: only the plural is folded (fold-plural.ts). It does
 * not translate; that is what concepts are for. It does not take German compounds apart (`*abkommen` finds
 * them). It knows no Korean lexicon: a noun of two syllables that ends another noun before a particle counts
 * (korean-borders.ts says exactly when). It ranks nothing: a rule holds or does not.
 */

import type { RuleId } from '../ids.ts'
import { compileQuery } from './compile-query.ts'
import { type CompiledQuery, compiledFields } from './compiled-query.ts'
import { describeRule } from './describe-rule.ts'
import { isTrue, spansOf } from './evaluate-query.ts'
import { type Explanation, explainQuery } from './explain.ts'
import type { DocumentField, MatchDocument, MatchSpan } from './match-document.ts'
import { parseRule } from './parse-rule.ts'
import {
  type ConceptLists,
  checkConcepts,
  termsOfConcept,
  unknownConcepts,
} from './rule-concepts.ts'
import type { RuleProblem } from './rule-problem.ts'
import { createTermSearch } from './term-search.ts'
import { createTermTable, type TermTable } from './term-table.ts'

/** A rule of the configuration. */
export type RuleSource = { readonly id: RuleId; readonly query: string }

/** The fact that a rule hit a document. */
export type RuleHit = {
  readonly ruleId: RuleId
  /** What hit, in the order of the fields and of the text. */
  readonly spans: readonly MatchSpan[]
}

/** Rules compiled together. A value: it never changes, and matching one document leaves no trace for the next. */
export type Matcher = {
  readonly ruleIds: readonly RuleId[]
  /** The rules that hold for the document, in the order of the configuration. */
  readonly match: (document: MatchDocument) => readonly RuleHit[]
  /** Why a rule holds for the document or does not; null for an unknown rule. */
  readonly explain: (ruleId: RuleId, document: MatchDocument) => Explanation | null
  /** The rule read back in words; null for an unknown rule. */
  readonly describe: (ruleId: RuleId) => string | null
}

/** A problem, and where it is: in a rule, in a term of a concept, or both null where it is in neither. */
export type RuleDiagnosis = RuleProblem & {
  readonly ruleId: RuleId | null
  /** The offsets then count within the term of number `termIndex` of this concept. */
  readonly concept: string | null
  readonly termIndex: number | null
}

export type MatcherBuild =
  | {
      readonly kind: 'built'
      readonly matcher: Matcher
      readonly warnings: readonly RuleDiagnosis[]
    }
  /** Every problem of every rule and concept, warnings included. */
  | { readonly kind: 'refused'; readonly problems: readonly RuleDiagnosis[] }

type CompiledRule = {
  readonly id: RuleId
  readonly query: CompiledQuery
  readonly description: string
}

/** Compiles all rules, or says everything that is wrong with them. */
export function createMatcher(rules: readonly RuleSource[], concepts: ConceptLists): MatcherBuild {
  const table = createTermTable()
  const compiled: CompiledRule[] = []
  const problems: RuleDiagnosis[] = checkConcepts(concepts).map((problem) => ({
    ...problem,
    ruleId: null,
  }))
  for (const { id, query } of rules) {
    const result = compileRule(query, concepts, table)
    for (const problem of result.problems) {
      problems.push({ ...problem, ruleId: id, concept: null, termIndex: null })
    }
    if (result.query !== null) {
      compiled.push({ id, query: result.query, description: describeRule(result.query.query) })
    }
  }
  if (problems.some((problem) => problem.severity === 'error')) return { kind: 'refused', problems }
  return { kind: 'built', matcher: matcherOf(compiled, table), warnings: problems }
}

function compileRule(
  source: string,
  concepts: ConceptLists,
  table: TermTable,
): { readonly query: CompiledQuery | null; readonly problems: readonly RuleProblem[] } {
  const parsed = parseRule(source)
  if (parsed.kind === 'refused') return { query: null, problems: parsed.problems }
  const unknown = unknownConcepts(parsed.query, concepts)
  if (unknown.length > 0) return { query: null, problems: [...unknown, ...parsed.warnings] }
  const query = compileQuery(parsed.query, table, (name) => termsOfConcept(name, concepts))
  return { query, problems: parsed.warnings }
}

function matcherOf(rules: readonly CompiledRule[], table: TermTable): Matcher {
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  // title and text always, so that an explanation can say that a term stands in the other one
  const fields = new Set<DocumentField>(['title', 'text'])
  for (const rule of rules) for (const field of compiledFields(rule.query)) fields.add(field)
  const findTerms = createTermSearch(table.patterns, fields)

  return {
    ruleIds: rules.map((rule) => rule.id),
    match(document): readonly RuleHit[] {
      const found = findTerms(document)
      return rules
        .filter((rule) => isTrue(found, rule.query))
        .map((rule) => ({ ruleId: rule.id, spans: spansOf(found, rule.query) }))
    },
    explain(ruleId, document): Explanation | null {
      const rule = byId.get(ruleId)
      return rule === undefined
        ? null
        : explainQuery(findTerms(document), rule.query, table.patterns)
    },
    describe: (ruleId) => byId.get(ruleId)?.description ?? null,
  }
}
