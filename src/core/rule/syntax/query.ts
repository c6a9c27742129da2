import type { DocumentField } from '../match-document.ts'

/**
 * The tree that a rule is read into. Every node knows where it stands in the rule (UTF-16 offsets, end
 * exclusive). A field written before a group, or on one side of NEAR, has already been handed down to the
 * terms and concepts that it binds.
 */
export type Query = TermQuery | ConceptQuery | GroupQuery | NotQuery | NearQuery | AtLeastQuery

/** What is looked for: a word, or several words that stand side by side. */
export type TermQuery = {
  readonly kind: 'term'
  /** As written, without quotes and without the sign of exactness. */
  readonly text: string
  /** Where `text` begins in the rule: after the quote or the `=`. */
  readonly textStart: number
  readonly isQuoted: boolean
  /** Written with `=`: case and form exactly. */
  readonly isExact: boolean
  /** null: title and text. */
  readonly field: DocumentField | null
  readonly start: number
  readonly end: number
}

/** Any term of a concept of config.yaml. */
export type ConceptQuery = {
  readonly kind: 'concept'
  /** Without the @. */
  readonly name: string
  readonly field: DocumentField | null
  readonly start: number
  readonly end: number
}

/** All, or any, of two or more children. */
export type GroupQuery = {
  readonly kind: 'and' | 'or'
  readonly children: readonly Query[]
  readonly start: number
  readonly end: number
}

export type NotQuery = {
  readonly kind: 'not'
  readonly child: Query
  readonly start: number
  readonly end: number
}

/** Both sides in one field with at most `distance` words between them. */
export type NearQuery = {
  readonly kind: 'near'
  readonly left: Query
  readonly right: Query
  readonly distance: number
  /** ONEAR: the left side comes first. */
  readonly isOrdered: boolean
  /** NOT NEAR: some mention of the left side that has no mention of the right side nearby. */
  readonly isNegated: boolean
  readonly start: number
  readonly end: number
}

/** At least `count` of the children. */
export type AtLeastQuery = {
  readonly kind: 'atLeast'
  readonly count: number
  readonly children: readonly Query[]
  readonly start: number
  readonly end: number
}

/** A tree of clauses, as far as it says what is below a node: of a rule as it was read, and of one that is compiled. */
type Tree<Node> =
  | { readonly kind: 'term' | 'concept' | 'leaf' }
  | { readonly kind: 'and' | 'or' | 'atLeast'; readonly children: readonly Node[] }
  | { readonly kind: 'not'; readonly child: Node }
  | { readonly kind: 'near'; readonly left: Node; readonly right: Node }

/** The nodes directly below, in the order of the rule. */
export function childrenOf<Node>(tree: Tree<Node>): readonly Node[] {
  switch (tree.kind) {
    case 'term':
    case 'concept':
    case 'leaf':
      return []
    case 'and':
    case 'or':
    case 'atLeast':
      return tree.children
    case 'not':
      return [tree.child]
    case 'near':
      return [tree.left, tree.right]
  }
}

/** Where a query names concepts. */
export function conceptsIn(query: Query): readonly ConceptQuery[] {
  return query.kind === 'concept' ? [query] : childrenOf(query).flatMap(conceptsIn)
}
