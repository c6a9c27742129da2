import type { MatchSpan } from '../match-document.ts'
import type { ConceptTerm } from '../syntax/concept-term.ts'
import { describeQuery } from '../syntax/describe-rule.ts'
import { type ConceptQuery, childrenOf, type Query } from '../syntax/query.ts'
import { compileTerm } from '../term/compile-term.ts'
import {
  compileConceptTerm,
  compileQuery,
  guardInField,
  type QueryContext,
  withinConcept,
} from './compile-query.ts'
import { type CompiledQuery, leavesOf } from './compiled-query.ts'
import { isTrue } from './decide-query.ts'
import type { FoundTerms } from './found-terms.ts'
import { findNearMiss } from './near-miss.ts'
import { QueryPrograms } from './query-programs.ts'
import { spansOf } from './query-spans.ts'

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
    const within = withinConcept(query, context)
    const terms = context.termsOf(query.name)
    const children = terms.map((term) => explainConceptTerm(found, query, term, within))
    return { ...explanation, children, note: null }
  }
  const children = childrenOf(query).map((child) => explainQuery(found, child, context))
  return { ...explanation, children, note: noteOf(query, explanation.isTrue, children) }
}

function holdingOf(
  found: FoundTerms,
  compiled: CompiledQuery,
): Pick<Explanation, 'isTrue' | 'spans'> {
  const programs = new QueryPrograms()
  const start = programs.add(compiled)
  // leaves have other numbers in each program
  const own = { ...found, spans: new Map() }
  const holds = isTrue(programs, start, own)
  return { isTrue: holds, spans: holds ? spansOf(programs, start, own) : [] }
}

function explainConceptTerm(
  found: FoundTerms,
  concept: ConceptQuery,
  term: ConceptTerm,
  context: QueryContext,
): Explanation {
  if (term.kind === 'query') {
    const guard = guardInField(term.query, concept.field)
    return withoutAbsent(explainQuery(found, guard, context), guard)
  }
  const compiled = compileConceptTerm(concept, term, context)
  const note = noteOfTerm(found, compiled, context)
  return { ...holdingOf(found, compiled), clause: term.text, children: [], note }
}

/**
 * A guard without the alternatives of which nothing is there, and as its clause alone where nothing of it is: concepts
 * have dozens of terms, and guards dozens of words.
 */
function withoutAbsent(explanation: Explanation, query: Query): Explanation {
  const isList = query.kind === 'or' || query.kind === 'concept'
  const below = childrenOf(query)
  const children = explanation.children
    .map((child, index) => {
      const clause = below[index]
      return clause === undefined ? child : withoutAbsent(child, clause)
    })
    .filter((child) => !isList || isThere(child))
  return { ...explanation, children: children.some(isThere) ? children : [] }
}

function isThere({ isTrue: holds, note, children }: Explanation): boolean {
  return holds || note !== null || children.some(isThere)
}

/** Why a term that does not hold does not; null if it does, or nothing looks like it. */
function noteOfTerm(
  found: FoundTerms,
  compiled: CompiledQuery,
  { terms }: QueryContext,
): string | null {
  if (holdingOf(found, compiled).isTrue) return null
  for (const { variants } of leavesOf(compiled)) {
    for (const { term, text } of variants) {
      if (found.hits.fieldsOf(term) !== 0) return `${text} stands in another field only`
      const known = terms.termOf(term)
      const isProse = known !== undefined && known.field === null
      if (known?.field === 'lang') {
        return `the language of the item is ${found.document.language ?? 'unknown'}`
      }
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
  if (query.isNegated) return 'every mention has the other nearby'
  const [left, right] = children.map(({ spans }) => new Set(spans.map(({ field }) => field)))
  const isApart = left !== undefined && right !== undefined && left.isDisjointFrom(right)
  if (isApart) return 'both are there, but in different fields'
  return query.isOrdered
    ? 'both are there, but nowhere as near and in the order that is asked for'
    : 'both are there, but nowhere as near as is asked for'
}
