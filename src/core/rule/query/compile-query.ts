import type { DocumentField } from '../match-document.ts'
import { fielded } from '../syntax/bind-field.ts'
import type { ConceptTerm } from '../syntax/concept-term.ts'
import type { ConceptQuery, Query, TermQuery } from '../syntax/query.ts'
import type { PropertyField } from '../term/property-index.ts'
import { fieldBit, termInFields } from '../term/term-hits.ts'
import type { TermTable } from '../term/term-table.ts'
import {
  type CompiledLeaf,
  type CompiledQuery,
  leafOf,
  type TermVariant,
} from './compiled-query.ts'

/** Where a term without a field looks. */
const DEFAULT_FIELDS = fieldBit('title') | fieldBit('text')

/** What compiling needs to know: the numbers of terms, leaves made before, and what concepts stand for. */
export type QueryContext = {
  readonly terms: TermTable
  readonly leaves: Map<number, CompiledLeaf>
  /** Concepts compiled before, by field and name; rules share them. */
  readonly concepts: Map<string, CompiledQuery>
  readonly termsOf: (concept: string) => readonly ConceptTerm[]
  /** The concept of the rule that is being compiled, whose name all hits within it carry; null outside of concepts. */
  readonly concept: string | null
}

/** Replaces terms by their numbers and concepts by their terms. */
export function compileQuery(query: Query, context: QueryContext): CompiledQuery {
  switch (query.kind) {
    case 'term':
      return compileTermQuery(query, context)
    case 'concept':
      return compileConcept(query, context)
    case 'and':
    case 'or':
      return {
        kind: query.kind,
        children: query.children.map((child) => compileQuery(child, context)),
      }
    case 'atLeast':
      return {
        kind: 'atLeast',
        count: query.count,
        children: query.children.map((child) => compileQuery(child, context)),
      }
    case 'not':
      return { kind: 'not', child: compileQuery(query.child, context) }
    case 'near':
      return {
        kind: 'near',
        left: compileQuery(query.left, context),
        right: compileQuery(query.right, context),
        distance: query.distance,
        isOrdered: query.isOrdered,
        isNegated: query.isNegated,
      }
  }
}

function compileTermQuery(
  { field, text, isExact }: TermQuery,
  { terms, leaves, concept }: QueryContext,
): CompiledLeaf {
  const term = numberOf(terms, field, text, isExact)
  const fields = fieldsOf(field)
  const variants = [{ term, text: isExact ? `=${text}` : text, concept }]
  if (concept !== null) return leafOf(fields, variants)
  // rules share their leaves: most terms stand in several
  const key = termInFields(term, fields)
  const known = leaves.get(key)
  if (known !== undefined) return known
  const leaf = leafOf(fields, variants)
  leaves.set(key, leaf)
  return leaf
}

/** The plain terms of a concept as one leaf, beside those that carry a guard. */
function compileConcept(query: ConceptQuery, context: QueryContext): CompiledQuery {
  // within another concept its hits carry the name of that one
  if (context.concept !== null) return compileTermsOf(query, context)
  const key = `${query.field ?? ''}:${query.name}`
  const known = context.concepts.get(key)
  if (known !== undefined) return known
  const compiled = compileTermsOf(query, context)
  context.concepts.set(key, compiled)
  return compiled
}

function compileTermsOf(query: ConceptQuery, context: QueryContext): CompiledQuery {
  const within = withinConcept(query, context)
  const variants: TermVariant[] = []
  const guarded: CompiledQuery[] = []
  for (const term of context.termsOf(query.name)) {
    const compiled = compileConceptTerm(query, term, within)
    if (term.kind === 'query' || compiled.kind !== 'leaf') guarded.push(compiled)
    else for (const variant of compiled.variants) variants.push(variant)
  }
  const leaf = leafOf(fieldsOf(query.field), variants)
  const [first, second] = guarded
  if (first === undefined) return leaf
  if (variants.length > 0) return { kind: 'or', children: [leaf, ...guarded] }
  return second === undefined ? first : { kind: 'or', children: guarded }
}

/** What each of a concept's terms was compiled to, in their order: the parts of what the concept was compiled to. */
export function partsOfConcept(
  terms: readonly ConceptTerm[],
  compiled: CompiledQuery,
): readonly CompiledQuery[] {
  const guardCount = terms.filter(({ kind }) => kind === 'query').length
  const isAlone = guardCount === 0 || (guardCount === 1 && terms.length === 1)
  const parts = isAlone || compiled.kind !== 'or' ? [compiled] : compiled.children
  const [first] = parts
  const hasLeaf = guardCount < terms.length && first?.kind === 'leaf'
  const leaves = hasLeaf ? first.variants.map((variant) => ({ ...first, variants: [variant] })) : []
  const next = { term: leaves.values(), query: parts.slice(hasLeaf ? 1 : 0).values() }
  return terms.flatMap(({ kind }) => next[kind].next().value ?? [])
}

/** The context for the terms of a concept; a concept within a guard is a part of the one that the rule names. */
function withinConcept({ name }: ConceptQuery, context: QueryContext): QueryContext {
  return context.concept === null ? { ...context, concept: name } : context
}

/** One term of a concept, in the field in which the concept is looked for. */
function compileConceptTerm(
  { field }: ConceptQuery,
  term: ConceptTerm,
  context: QueryContext,
): CompiledQuery {
  if (term.kind === 'query') return compileQuery(guardInField(term.query, field), context)
  const { text, words, isExact } = term
  const number = numberOf(context.terms, field, words, isExact)
  const variants = [{ term: number, text, concept: context.concept }]
  return leafOf(fieldsOf(field), variants)
}

/**
 * A guard where its concept looks. What is compared as a whole, such as a tag, has no words around it: nothing is near,
 * and of NOT NEAR its left side is left.
 */
export function guardInField(query: Query, field: DocumentField | null): Query {
  if (field === null) return query
  const bound = fielded(query, field)
  return isProperty(field) ? withoutNotNear(bound) : bound
}

function withoutNotNear(query: Query): Query {
  if (query.kind === 'near') return query.isNegated ? withoutNotNear(query.left) : query
  if (query.kind !== 'or') return query
  return { ...query, children: query.children.map(withoutNotNear) }
}

function fieldsOf(field: DocumentField | null): number {
  return field === null ? DEFAULT_FIELDS : fieldBit(field)
}

function numberOf(
  terms: TermTable,
  field: DocumentField | null,
  words: string,
  isExact: boolean,
): number {
  return terms.numberOf({ field: isProperty(field) ? field : null, words, isExact })
}

/** Whether a field is compared as a whole; the others hold prose. */
function isProperty(field: DocumentField | null): field is PropertyField {
  return field === 'tag' || field === 'lang' || field === 'url'
}
