import { childrenOf } from '../syntax/query.ts'

/**
 * A rule ready to be held against documents: the tree of the query, its leaves replaced by the numbers of the
 * terms to look for. Terms that look like each other are one term, whatever rules they stand in. It keeps
 * nothing of how the rule was written, because a hundred thousand of them stay in memory.
 */
export type CompiledQuery =
  | CompiledLeaf
  | CompiledGroup
  | CompiledNot
  | CompiledNear
  | CompiledAtLeast

/** A term, or the terms of a concept. */
export type CompiledLeaf = {
  readonly kind: 'leaf'
  /** Where to look, as fieldBit gives it. */
  readonly fields: number
  readonly variants: readonly TermVariant[]
  /** Its place among the leaves of the programs (query-programs.ts), which give it. */
  number: number
}

/** A leaf that no program has yet. */
export function leafOf(fields: number, variants: readonly TermVariant[]): CompiledLeaf {
  return { kind: 'leaf', fields, variants, number: -1 }
}

export type TermVariant = {
  readonly term: number
  /** As written in the rule or the concept, for whoever reads the alert. */
  readonly text: string
  readonly concept: string | null
}

export type CompiledGroup = {
  readonly kind: 'and' | 'or'
  readonly children: readonly CompiledQuery[]
}

export type CompiledNot = { readonly kind: 'not'; readonly child: CompiledQuery }

export type CompiledNear = {
  readonly kind: 'near'
  readonly left: CompiledQuery
  readonly right: CompiledQuery
  readonly distance: number
  readonly isOrdered: boolean
  readonly isNegated: boolean
}

export type CompiledAtLeast = {
  readonly kind: 'atLeast'
  readonly count: number
  readonly children: readonly CompiledQuery[]
}

/** Every leaf of a rule. */
export function leavesOf(query: CompiledQuery): readonly CompiledLeaf[] {
  return query.kind === 'leaf' ? [query] : childrenOf(query).flatMap(leavesOf)
}
