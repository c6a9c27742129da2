import { assertNever } from '../../assert-never.ts'
import type { MatchSpan } from '../match-document.ts'
import type { ConceptTerm } from '../syntax/concept-term.ts'
import { describeQuery } from '../syntax/describe-rule.ts'
import { type ConceptQuery, childrenOf, type Query, type TermQuery } from '../syntax/query.ts'
import { compileTerm } from '../term/compile-term.ts'
import { termInFields } from '../term/term-hits.ts'
import { compileQuery, guardInField, partsOfConcept, type QueryContext } from './compile-query.ts'
import { type CompiledNear, type CompiledQuery, leavesOf } from './compiled-query.ts'
import { addSpans, type FoundTerms, spanOf } from './found-terms.ts'
import { findNearMiss } from './near-miss.ts'
import { hitsOfNear, isNearTrue, type PlaceLookup } from './near-places.ts'
import { MAX_SPANS, mergeSpans } from './span-order.ts'

/** Why a rule holds for a document, or why not, clause by clause. */
export type Explanation = {
  /** What the clause is; the children of a concept are its terms. */
  readonly kind: Query['kind']
  /** The clause as read back in words. */
  readonly clause: string
  /** Where it stands in the rule, in UTF-16 offsets; null for what a concept brings. */
  readonly place: Place | null
  readonly isTrue: boolean
  /** What of the document it hit; nothing if it is false. */
  readonly spans: readonly MatchSpan[]
  readonly children: readonly Explanation[]
  /** How many of the children have to be true, where it is a matter of number; null elsewhere. */
  readonly needed: number | null
  /** Why something that looks like the term does not count; null where nothing does. */
  readonly note: string | null
}

/** Characters that are gone through in search of near misses: without a limit a rule of ten thousand words would take minutes. */
const MAX_LOOKS = 10_000_000

/** A search for near misses in one document. Rules that share terms share what was found of them, and the limit. */
export type NearMisses = {
  /** How many characters may still be gone through. */
  left: number
  /** What was found, by term and fields. */
  readonly known: Map<number, string | null>
}

/** `maxLooks`: how many characters may be gone through; 0 looks for nothing. */
export function searchNearMisses(maxLooks = MAX_LOOKS): NearMisses {
  return { left: maxLooks, known: new Map() }
}

type Place = { readonly start: number; readonly end: number }

/** A rule is compiled once, and each clause decided once, from those below it. */
export function explainQuery(
  found: FoundTerms,
  query: Query,
  context: QueryContext,
  nearMisses: NearMisses = searchNearMisses(),
): Explanation {
  const lookup = { isNamed: true, stretches: new Map() }
  const course: Course = { found, context, lookup, nearMisses, isWithinConcept: false }
  return explain(query, compileQuery(query, context), course).explanation
}

type Course = {
  readonly found: FoundTerms
  readonly context: QueryContext
  readonly lookup: PlaceLookup
  readonly nearMisses: NearMisses
  /** What is gone through stands in a concept, not in the rule. */
  readonly isWithinConcept: boolean
}

type Explained = {
  readonly explanation: Explanation
  /** The hits that make the clause what it is: NOT (NOT x) holds because of x. */
  readonly reasons: readonly MatchSpan[]
}

function explain(query: Query, compiled: CompiledQuery, course: Course): Explained {
  const clause = describeQuery(query)
  const place = course.isWithinConcept ? null : { start: query.start, end: query.end }
  if (query.kind === 'term') return explainLeaf({ kind: 'term', clause, place }, compiled, course)
  const below =
    query.kind === 'concept'
      ? explainTerms(query, compiled, course)
      : explainChildren(query, compiled, course)
  const children = below.map(({ explanation }) => explanation)
  const holds = doesHold(query, compiled, children, course)
  const reasons =
    compiled.kind === 'near' && query.kind === 'near'
      ? reasonsOfNear(compiled, holds, course)
      : mergeSpans(below.filter(isReasonFor(query, holds)).map(({ reasons: own }) => own))
  const { kind } = query
  const note = noteOf(query, holds, children)
  const spans = holds ? reasons : []
  const needed = query.kind === 'atLeast' ? query.count : null
  const explanation = { kind, clause, place, isTrue: holds, spans, children, needed, note }
  return { explanation, reasons }
}

function explainLeaf(
  clause: Pick<Explanation, 'kind' | 'clause' | 'place'>,
  compiled: CompiledQuery,
  course: Course,
): Explained {
  const { found } = course
  const spans: MatchSpan[] = []
  for (const { fields, variants } of leavesOf(compiled)) {
    for (const variant of variants) {
      if (spans.length < MAX_SPANS) addSpans(found, variant.term, fields, variant, spans)
    }
  }
  const holds = spans.length > 0
  const note = holds ? null : noteOfTerm(compiled, course)
  const reasons = mergeSpans([spans])
  const explanation = { ...clause, isTrue: holds, spans: reasons, children: [], needed: null, note }
  return { explanation, reasons }
}

function explainChildren(
  query: Query,
  compiled: CompiledQuery,
  course: Course,
): readonly Explained[] {
  const parts = childrenOf(compiled)
  return childrenOf(query).flatMap((child, index) => {
    const part = parts[index]
    return part === undefined ? [] : explain(child, part, course)
  })
}

function explainTerms(
  query: ConceptQuery,
  compiled: CompiledQuery,
  course: Course,
): readonly Explained[] {
  const terms = course.context.termsOf(query.name)
  const parts = partsOfConcept(terms, compiled)
  return terms.flatMap((term, index) => {
    const part = parts[index]
    return part === undefined ? [] : explainTerm(query, term, part, course)
  })
}

function explainTerm(
  { field }: ConceptQuery,
  term: ConceptTerm,
  compiled: CompiledQuery,
  course: Course,
): Explained {
  if (term.kind === 'term') {
    return explainLeaf({ kind: 'term', clause: term.text, place: null }, compiled, course)
  }
  const guard = guardInField(term.query, field)
  const { explanation, reasons } = explain(guard, compiled, { ...course, isWithinConcept: true })
  return { explanation: withoutAbsent(explanation, guard), reasons }
}

function doesHold(
  query: Exclude<Query, TermQuery>,
  compiled: CompiledQuery,
  children: readonly Explanation[],
  { found, lookup }: Course,
): boolean {
  const trueCount = children.filter((child) => child.isTrue).length
  switch (query.kind) {
    case 'and':
      return trueCount === children.length
    case 'or':
    case 'concept':
      return trueCount > 0
    case 'not':
      return trueCount === 0
    case 'atLeast':
      return trueCount >= query.count
    case 'near':
      return compiled.kind === 'near' && isNearTrue(found, compiled, lookup)
    default:
      return assertNever(query)
  }
}

function reasonsOfNear(
  near: CompiledNear,
  holds: boolean,
  { found, lookup }: Course,
): readonly MatchSpan[] {
  const hits = holds ? hitsOfNear(found, near, lookup) : []
  return mergeSpans([hits.map((hit) => spanOf(found, hit))])
}

/** Of a group, the clauses that are true make it true, and those that are false make it false. */
function isReasonFor(query: Query, holds: boolean): (clause: Explained) => boolean {
  return ({ explanation }) => query.kind === 'not' || explanation.isTrue === holds
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

/** Whether a clause holds, or something of it does, or nearly does. */
export function isThere({ isTrue: holds, note, children }: Explanation): boolean {
  return holds || note !== null || children.some(isThere)
}

/** Why a term that does not hold does not; null if nothing looks like it. */
function noteOfTerm(
  compiled: CompiledQuery,
  { found, context, nearMisses }: Course,
): string | null {
  const { terms } = context
  for (const { fields, variants } of leavesOf(compiled)) {
    for (const { term, text } of variants) {
      if (found.hits.fieldsOf(term) !== 0) return `${text} stands in another field only`
      const known = terms.termOf(term)
      if (known?.field === 'lang') {
        return `the language of the item is ${found.document.language ?? 'unknown'}`
      }
      if (known?.field !== null) continue
      const key = termInFields(term, fields)
      let miss = nearMisses.known.get(key)
      if (miss === undefined) {
        if (nearMisses.left <= 0) continue
        nearMisses.left -= found.searched.scan.characters.length
        miss = findNearMiss(found.searched, fields, compileTerm(known.words, known.isExact))
        nearMisses.known.set(key, miss)
      }
      if (miss !== null) return miss
    }
  }
  return null
}

function noteOf(query: Query, holds: boolean, children: readonly Explanation[]): string | null {
  if (query.kind === 'not') return holds ? null : 'what must not be there is there'
  if (query.kind === 'atLeast') {
    const trueCount = children.filter((child) => child.isTrue).length
    return holds ? null : `${trueCount} of ${children.length} hold, and ${query.count} have to`
  }
  if (query.kind !== 'near' || holds || !children.every((child) => child.isTrue)) return null
  if (query.isNegated) return 'every mention has the other nearby'
  const mentions = children.flatMap(({ spans }) => spans)
  const [mention] = mentions
  if (mentions.every(({ field, start }) => field === mention?.field && start === mention.start)) {
    return 'both are one and the same mention, and there is no other'
  }
  const [left, right] = children.map(({ spans }) => new Set(spans.map(({ field }) => field)))
  const isApart = left !== undefined && right !== undefined && left.isDisjointFrom(right)
  if (isApart) return 'both are there, but in different fields'
  return query.isOrdered
    ? 'both are there, but nowhere as near and in the order that is asked for'
    : 'both are there, but nowhere as near as is asked for'
}
