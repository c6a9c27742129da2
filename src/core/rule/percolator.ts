import type { RuleId } from '../ids.ts'
import { compileQuery } from './compile-query.ts'
import { type CompiledQuery, leavesOf } from './compiled-query.ts'
import { isTrue, spansOf } from './evaluate-query.ts'
import type { FoundTerms } from './found-terms.ts'
import type { MatchDocument, MatchSpan } from './match-document.ts'
import type { Query } from './query.ts'
import { anchorsOf } from './rule-anchors.ts'
import type { ConceptTerm } from './rule-concepts.ts'
import { costOfTerm } from './term-cost.ts'
import { fieldBit } from './term-hits.ts'
import { TermTable } from './term-table.ts'

/** The fact that a rule hit a document. */
export type RuleHit = {
  readonly ruleId: RuleId
  /** What hit, in the order of the fields and of the text. */
  readonly spans: readonly MatchSpan[]
}

/** What a percolator holds, and an estimate of the memory that it takes. */
export type PercolatorSize = {
  readonly ruleCount: number
  readonly termCount: number
  readonly bytes: number
}

type FiledRule = {
  readonly id: RuleId
  readonly query: CompiledQuery
  /** Place in the order in which rules are told. */
  readonly order: number
}

/**
 * Rules filed by the terms without which they cannot hold, so that a document is held against the few rules
 * that one of its words calls up, and not against all. Rules are added and removed one by one.
 */
export class Percolator {
  readonly #terms = new TermTable()
  readonly #rules = new Map<RuleId, FiledRule>()
  /** By term: the rules that are to be looked at when it stands in a document. */
  readonly #anchored: (FiledRule[] | undefined)[] = []
  #nextOrder = 0
  #nodeCount = 0
  // title and text always, so that an explanation can say that a term stands in the other one
  #fields = fieldBit('title') | fieldBit('text')

  /** Adds a rule behind all others; one of the same id is replaced. */
  add(id: RuleId, query: Query, termsOf: (concept: string) => readonly ConceptTerm[]): void {
    this.remove(id)
    const compiled = compileQuery(query, { terms: this.#terms, termsOf })
    const rule = { id, query: compiled, order: this.#nextOrder }
    this.#nextOrder += 1
    this.#rules.set(id, rule)
    for (const { fields, variants } of leavesOf(compiled)) {
      this.#fields |= fields
      this.#nodeCount += 1 + variants.length
      for (const { term } of variants) this.#terms.retain(term)
    }
    for (const term of this.#anchorsOf(compiled)) {
      const rules = this.#anchored[term]
      if (rules === undefined) this.#anchored[term] = [rule]
      else rules.push(rule)
    }
  }

  /** Removes a rule, if there is one of this id. */
  remove(id: RuleId): void {
    const rule = this.#rules.get(id)
    if (rule === undefined) return
    this.#rules.delete(id)
    for (const term of this.#anchorsOf(rule.query)) {
      const others = this.#anchored[term]?.filter((other) => other !== rule) ?? []
      this.#anchored[term] = others.length === 0 ? undefined : others
    }
    for (const { variants } of leavesOf(rule.query)) {
      this.#nodeCount -= 1 + variants.length
      for (const { term } of variants) this.#terms.release(term)
    }
    this.#terms.clean()
  }

  /** The rules that hold for the document, in the order in which they were added. */
  match(document: MatchDocument): readonly RuleHit[] {
    const found = this.find(document)
    const held = this.#candidates(found).filter(({ query }) => isTrue(found, query))
    return held
      .sort((one, other) => one.order - other.order)
      .map(({ id, query }) => ({ ruleId: id, spans: spansOf(found, query) }))
  }

  /** Looks the terms of all rules up. The answer is overwritten by the next search. */
  find(document: MatchDocument): FoundTerms {
    return this.#terms.search(document, this.#fields)
  }

  /** Compiles a query whose terms are those of a rule that was added, to explain it. */
  compile(query: Query, termsOf: (concept: string) => readonly ConceptTerm[]): CompiledQuery {
    return compileQuery(query, { terms: this.#terms, termsOf })
  }

  get terms(): TermTable {
    return this.#terms
  }

  get size(): PercolatorSize {
    const { count, bytes } = this.#terms.size
    const ruleCount = this.#rules.size
    return {
      ruleCount,
      termCount: count,
      bytes: bytes + ruleCount * BYTES_OF_RULE + this.#nodeCount * BYTES_OF_NODE,
    }
  }

  /** Rules that may hold, each once. */
  #candidates({ hits }: FoundTerms): FiledRule[] {
    const candidates = new Set<FiledRule>()
    for (const term of hits.terms) {
      for (const rule of this.#anchored[term] ?? NONE) candidates.add(rule)
    }
    return [...candidates]
  }

  #anchorsOf(query: CompiledQuery): ReadonlySet<number> {
    const anchors = anchorsOf(query, (term) => {
      const known = this.#terms.termOf(term)
      return known === undefined ? 0 : costOfTerm(known)
    })
    return new Set(anchors?.terms ?? [])
  }
}

const NONE: readonly FiledRule[] = []
const BYTES_OF_RULE = 400
const BYTES_OF_NODE = 90
