import type { CompiledLeaf, CompiledQuery } from './compiled-query.ts'
import type { DocumentField } from './match-document.ts'
import type { PropertyField } from './property-index.ts'
import type { ConceptQuery, Query, TermQuery } from './query.ts'
import type { ConceptTerm } from './rule-concepts.ts'
import { fieldBit } from './term-hits.ts'
import type { TermTable } from './term-table.ts'

/** Where a term without a field looks. */
const DEFAULT_FIELDS = fieldBit('title') | fieldBit('text')

/** What compiling needs to know: the numbers of terms, leaves made before, and what concepts stand for. */
export type QueryContext = {
  readonly terms: TermTable
  readonly leaves: Map<number, CompiledLeaf>
  readonly termsOf: (concept: string) => readonly ConceptTerm[]
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
  { terms, leaves }: QueryContext,
): CompiledLeaf {
  const term = numberOf(terms, field, text, isExact)
  const fields = fieldsOf(field)
  // rules share their leaves: most terms stand in several
  const key = term * MAX_FIELD_SETS + fields
  const known = leaves.get(key)
  if (known !== undefined) return known
  const variants = [{ term, text: isExact ? `=${text}` : text, concept: null }]
  const leaf: CompiledLeaf = { kind: 'leaf', fields, variants }
  leaves.set(key, leaf)
  return leaf
}

const MAX_FIELD_SETS = 128

/** The terms of a concept, as one leaf. */
function compileConcept({ name, field }: ConceptQuery, context: QueryContext): CompiledQuery {
  const leaves = context
    .termsOf(name)
    .map((term) => compileConceptTerm({ name, field }, term, context))
  return {
    kind: 'leaf',
    fields: fieldsOf(field),
    variants: leaves.flatMap(({ variants }) => variants),
  }
}

/** One term of a concept. */
export function compileConceptTerm(
  { name, field }: Pick<ConceptQuery, 'name' | 'field'>,
  { text, words, isExact }: ConceptTerm,
  { terms }: QueryContext,
): CompiledLeaf {
  const variants = [{ term: numberOf(terms, field, words, isExact), text, concept: name }]
  return { kind: 'leaf', fields: fieldsOf(field), variants }
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
