import { compileConceptTerm, compileQuery, type QueryContext } from './compile-query.ts'
import { compileTerm } from './compile-term.ts'
import { type CompiledQuery, leavesOf } from './compiled-query.ts'
import { describeQuery } from './describe-rule.ts'
import { isTrue, spansOf } from './evaluate-query.ts'
import type { FoundTerms } from './found-terms.ts'
import type { MatchSpan } from './match-document.ts'
import { findNearMiss } from './near-miss.ts'
import { type ConceptQuery, childrenOf, type Query } from './query.ts'
import type { ConceptTerm } from './rule-concepts.ts'

/** Why a rule holds for a document, or why not, clause by clause. */
export type Explanation = {
  /** The clause as read back in words. */
  readonly clause: string
  readonly isTrue: boolean
  /** What of the document it hit; nothing if it is false. */
  readonly spans: readonly MatchSpan[]
  readonly children: readonly Explanation[]
  /** Why something that looks like the term does not count; null where nothing does. */
  readonly note: string | null
}

export function explainQuery(found: FoundTerms, query: Query, context: QueryContext): Explanation {
  const compiled = compileQuery(query, context)
  const explanation = { ...holdingOf(found, compiled), clause: describeQuery(query) }
  if (query.kind === 'term') {
    return { ...explanation, children: [], note: noteOfTerm(found, compiled, context) }
  }
  if (query.kind === 'concept') {
    const terms = context.termsOf(query.name)
    const children = terms.map((term) => explainConceptTerm(found, query, term, context))
    return { ...explanation, children, note: null }
  }
  const children = childrenOf(query).map((child) => explainQuery(found, child, context))
  return { ...explanation, children, note: noteOf(query, explanation.isTrue, children) }
}

function holdingOf(
  found: FoundTerms,
  compiled: CompiledQuery,
): Pick<Explanation, 'isTrue' | 'spans'> {
  const holds = isTrue(found, compiled)
  return { isTrue: holds, spans: holds ? spansOf(found, compiled) : [] }
}

function explainConceptTerm(
  found: FoundTerms,
  concept: ConceptQuery,
  term: ConceptTerm,
  context: QueryContext,
): Explanation {
  const compiled = compileConceptTerm(concept, term, context)
  const note = noteOfTerm(found, compiled, context)
  return { ...holdingOf(found, compiled), clause: term.text, children: [], note }
}

/** Why a term that does not hold does not; null if it does, or nothing looks like it. */
function noteOfTerm(
  found: FoundTerms,
  compiled: CompiledQuery,
  { terms }: QueryContext,
): string | null {
  if (isTrue(found, compiled)) return null
  for (const { variants } of leavesOf(compiled)) {
    for (const { term, text } of variants) {
      if (found.hits.fieldsOf(term) !== 0) return `${text} stands in another field only`
      const known = terms.termOf(term)
      const isProse = known !== undefined && known.field === null
      const miss = isProse
        ? findNearMiss(found.searched, compileTerm(known.words, known.isExact))
        : null
      if (miss !== null) return miss
    }
  }
  return null
}

function noteOf(query: Query, holds: boolean, children: readonly Explanation[]): string | null {
  if (query.kind === 'not') return holds ? null : 'what must not be there is there'
  if (query.kind !== 'near' || holds || !children.every((child) => child.isTrue)) return null
  return query.isNegated
    ? 'every mention has the other nearby'
    : 'both are there, but nowhere as near and in the order that is asked for'
}
