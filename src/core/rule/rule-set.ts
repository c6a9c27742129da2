import type { RuleId } from '../ids.ts'
import { type KeyNeed, NOTHING } from './keys/key-need.ts'
import { needsOfQuery } from './keys/needs-of-query.ts'
import type { KoreanLexicon } from './korean/korean-lexicon.ts'
import type { MatchDocument, RuleHit } from './match-document.ts'
import { Percolator, type PercolatorSize } from './percolator.ts'
import {
  type Explanation,
  explainQuery,
  type NearMisses,
  searchNearMisses,
} from './query/explain.ts'
import type { ConceptLists } from './syntax/concept-lists.ts'
import type { ConceptTerm } from './syntax/concept-term.ts'
import { describeRule } from './syntax/describe-rule.ts'
import { parseRule, type RuleParse } from './syntax/parse-rule.ts'
import type { Query } from './syntax/query.ts'
import { termsOfConcept, unknownConcepts } from './syntax/rule-concepts.ts'
import type { RuleProblem } from './syntax/rule-problem.ts'

/** What became of a rule that was to be added: its warnings, or everything that is wrong with it. */
export type RuleAddition =
  | { readonly kind: 'added'; readonly warnings: readonly RuleProblem[] }
  | { readonly kind: 'refused'; readonly problems: readonly RuleProblem[] }

/**
 * Rules that may be added and removed while documents are matched; a change costs about what its rule costs by
 * itself, however many others there are. When more was removed than is left, all is filed anew, so that this holds on the average:
 * of a hundred thousand changes one may take a second. Not for use by two callers at once: matching works in memory of its own. Nothing here
 * throws; a rule that cannot be read is told by `add`. `createMatcher` is the way in where rules do not change.
 */
export class RuleSet {
  readonly #concepts: ConceptLists
  readonly #percolator: Percolator
  readonly #sources = new Map<RuleId, string>()
  readonly #conceptTerms = new Map<string, readonly ConceptTerm[]>()

  /** Rules of this set may name these concepts, which must be without errors (checkConcepts). */
  constructor(concepts: ConceptLists, koreanLexicon: KoreanLexicon | null) {
    this.#concepts = concepts
    this.#percolator = new Percolator(koreanLexicon)
  }

  /** Adds a rule, which is told last; it replaces the one with its id. A refused one changes nothing. */
  add(id: RuleId, source: string): RuleAddition {
    const reading = this.#read(source)
    if (reading.kind === 'refused') return reading
    const { query, warnings } = reading
    this.#percolator.add(id, query, (name) => this.#termsOf(name))
    // a rule that is replaced is told last, like a new one
    this.#sources.delete(id)
    this.#sources.set(id, source)
    return { kind: 'added', warnings }
  }

  /** What adding a rule would tell of it. Concepts may have errors here. */
  check(source: string): readonly RuleProblem[] {
    const reading = this.#read(source)
    return reading.kind === 'refused' ? reading.problems : reading.warnings
  }

  /** Removes a rule; does nothing if there is none of this id. */
  remove(id: RuleId): void {
    this.#percolator.remove(id)
    this.#sources.delete(id)
  }

  get ruleIds(): readonly RuleId[] {
    return [...this.#sources.keys()]
  }

  /** Number of rules and distinct terms, and an estimate of the memory in bytes. */
  get size(): PercolatorSize {
    return this.#percolator.size
  }

  /** The rules that hold for a document, in the order in which they were added. */
  match(document: MatchDocument): readonly RuleHit[] {
    return this.#percolator.match(document)
  }

  /** The same, without the places that they hit: for those who only count. */
  listHolding(document: MatchDocument): readonly RuleId[] {
    return this.#percolator.listHolding(document)
  }

  /** Why a rule holds for a document or does not; null for an unknown rule. */
  explain(id: RuleId, document: MatchDocument): Explanation | null {
    return this.explainEach([id], document, searchNearMisses())[0] ?? null
  }

  /** The same of several rules, in their order, with one search for near misses. */
  explainEach(
    ids: readonly RuleId[],
    document: MatchDocument,
    nearMisses: NearMisses,
  ): readonly (Explanation | null)[] {
    const found = this.#percolator.find(document)
    const context = this.#percolator.contextOf((name) => this.#termsOf(name))
    return ids.map((id) => {
      const query = this.#queryOf(id)
      if (query === null) return null
      return { ...explainQuery(found, query, context, nearMisses), clause: describeRule(query) }
    })
  }

  /** The keys that a document must have for a rule to hold; none is enough for an unknown rule. */
  needsOf(id: RuleId): KeyNeed {
    const query = this.#queryOf(id)
    return query === null ? NOTHING : needsOfQuery(query, (name) => this.#termsOf(name))
  }

  /** A rule read back in words; null for an unknown rule. */
  describe(id: RuleId): string | null {
    const query = this.#queryOf(id)
    return query === null ? null : describeRule(query)
  }

  #read(source: string): RuleParse {
    const parsed = parseRule(source)
    if (parsed.kind === 'refused') return parsed
    const unknown = unknownConcepts(parsed.query, this.#concepts)
    if (unknown.length === 0) return parsed
    return { kind: 'refused', problems: [...unknown, ...parsed.warnings] }
  }

  /** A rule is read again when somebody asks about it: keeping the trees of all would double the memory. */
  #queryOf(id: RuleId): Query | null {
    const source = this.#sources.get(id)
    const parsed = source === undefined ? null : parseRule(source)
    return parsed?.kind === 'parsed' ? parsed.query : null
  }

  #termsOf(name: string): readonly ConceptTerm[] {
    const known = this.#conceptTerms.get(name)
    if (known !== undefined) return known
    const terms = termsOfConcept(name, this.#concepts)
    this.#conceptTerms.set(name, terms)
    return terms
  }
}
