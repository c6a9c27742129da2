import type { DocumentField } from './match-document.ts'
import type { ConceptQuery, Query, TermQuery } from './query.ts'

/**
 * A rule ready to be held against documents: the tree of the query, its leaves replaced by what to look for.
 * Terms that look like each other are one term in the table of the matcher, whatever rules they stand in.
 */
export type CompiledQuery =
  | CompiledLeaf
  | CompiledGroup
  | CompiledNot
  | CompiledNear
  | CompiledAtLeast

/** A term, or all terms of a concept. */
export type CompiledLeaf = {
  readonly kind: 'leaf'
  readonly query: TermQuery | ConceptQuery
  /** null: title and text. */
  readonly field: DocumentField | null
  readonly variants: readonly TermVariant[]
}

export type TermVariant = {
  /** Number of the term in the table; null in fields that are compared as a whole (tag, lang, url). */
  readonly term: number | null
  /** As written in the rule or the concept, for whoever reads the alert. */
  readonly text: string
  readonly words: string
  readonly isExact: boolean
  readonly concept: string | null
}

export type CompiledGroup = {
  readonly kind: 'and' | 'or'
  readonly query: Query
  readonly children: readonly CompiledQuery[]
}

export type CompiledNot = {
  readonly kind: 'not'
  readonly query: Query
  readonly child: CompiledQuery
}

export type CompiledNear = {
  readonly kind: 'near'
  readonly query: Query
  readonly left: CompiledQuery
  readonly right: CompiledQuery
  readonly distance: number
  readonly isOrdered: boolean
  readonly isNegated: boolean
}

export type CompiledAtLeast = {
  readonly kind: 'atLeast'
  readonly query: Query
  readonly children: readonly CompiledQuery[]
  readonly count: number
}

/** The nodes directly below, in the order of the rule. */
export function compiledChildren(query: CompiledQuery): readonly CompiledQuery[] {
  switch (query.kind) {
    case 'leaf':
      return []
    case 'and':
    case 'or':
    case 'atLeast':
      return query.children
    case 'not':
      return [query.child]
    case 'near':
      return [query.left, query.right]
  }
}

/** The fields that a rule looks into. */
export function compiledFields(query: CompiledQuery): ReadonlySet<DocumentField> {
  if (query.kind !== 'leaf') {
    return new Set(compiledChildren(query).flatMap((child) => [...compiledFields(child)]))
  }
  return new Set(query.field === null ? ['title', 'text'] : [query.field])
}
