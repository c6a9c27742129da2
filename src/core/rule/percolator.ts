import type { RuleId } from '../ids.ts'
import type { KoreanLexicon } from './korean/korean-lexicon.ts'
import type { MatchDocument, RuleHit } from './match-document.ts'
import { compileQuery, type QueryContext } from './query/compile-query.ts'
import { type CompiledLeaf, type CompiledQuery, leavesOf } from './query/compiled-query.ts'
import type { FoundTerms } from './query/found-terms.ts'
import { type FiledRule, RuleFiles } from './query/rule-files.ts'
import type { ConceptTerm } from './syntax/concept-term.ts'
import type { Query } from './syntax/query.ts'
import { fieldBit } from './term/term-hits.ts'
import { TermTable } from './term/term-table.ts'

/** What a percolator holds, and an estimate of the memory that it takes. */
export type PercolatorSize = {
  readonly ruleCount: number
  readonly termCount: number
  readonly bytes: number
}

/**
 * Rules filed by the terms without which they cannot hold, so that a document is held against the few rules
 * that one of its words calls up, and not against all. Rules are added and removed one by one.
 */
export class Percolator {
  readonly #terms: TermTable
  readonly #rules = new Map<RuleId, FiledRule>()
  #files = this.#emptyFiles()
  readonly #leaves = new Map<number, CompiledLeaf>()
  readonly #concepts = new Map<string, CompiledQuery>()
  #nodeCount = 0
  // title and text always, so that an explanation can say that a term stands in the other one
  #fields = fieldBit('title') | fieldBit('text')

  constructor(koreanLexicon: KoreanLexicon | null) {
    this.#terms = new TermTable(koreanLexicon)
  }

  /** Adds a rule behind all others; one of the same id is replaced. */
  add(id: RuleId, query: Query, termsOf: (concept: string) => readonly ConceptTerm[]): void {
    const compiled = compileQuery(query, this.contextOf(termsOf))
    for (const { fields, variants } of leavesOf(compiled)) {
      this.#fields |= fields
      this.#nodeCount += 1 + variants.length
      for (const { term } of variants) this.#terms.retain(term)
    }
    // only now: terms that the old rule has too are not to be forgotten between
    this.remove(id)
    this.#rules.set(id, this.#files.add(id, compiled))
  }

  /** Removes a rule, if there is one of this id. */
  remove(id: RuleId): void {
    const rule = this.#rules.get(id)
    if (rule === undefined) return
    this.#rules.delete(id)
    this.#files.remove(rule)
    for (const { variants } of leavesOf(rule.query)) {
      this.#nodeCount -= 1 + variants.length
      for (const { term } of variants) this.#terms.release(term)
    }
    if (this.#terms.clean()) {
      this.#leaves.clear()
      this.#concepts.clear()
    }
    if (this.#files.isWasteful) this.#fileAnew()
  }

  /** The rules that hold for the document, in the order in which they were added. */
  match(document: MatchDocument): readonly RuleHit[] {
    return this.#files.findHolding(this.find(document))
  }

  /** The same, without what they hit. */
  listHolding(document: MatchDocument): readonly RuleId[] {
    return this.#files.listHolding(this.find(document))
  }

  /** Looks the terms of all rules up. The answer is overwritten by the next search. */
  find(document: MatchDocument): FoundTerms {
    return this.#terms.search(document, this.#fields)
  }

  /** What a query has to be compiled with to be held against what `find` finds. */
  contextOf(termsOf: (concept: string) => readonly ConceptTerm[]): QueryContext {
    return {
      terms: this.#terms,
      leaves: this.#leaves,
      concepts: this.#concepts,
      termsOf,
      concept: null,
    }
  }

  #fileAnew(): void {
    const rules = [...this.#rules.values()]
    this.#files = this.#emptyFiles()
    for (const { id, query } of rules) this.#rules.set(id, this.#files.add(id, query))
  }

  #emptyFiles(): RuleFiles {
    return new RuleFiles((term) => this.#terms.costOf(term))
  }

  get size(): PercolatorSize {
    const { count, bytes } = this.#terms.size
    const ruleCount = this.#rules.size
    return {
      ruleCount,
      termCount: count,
      bytes:
        bytes + this.#files.bytes + ruleCount * BYTES_OF_RULE + this.#nodeCount * BYTES_OF_NODE,
    }
  }
}

const BYTES_OF_RULE = 400
const BYTES_OF_NODE = 90
