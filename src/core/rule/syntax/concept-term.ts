import type { Query } from './query.ts'

/** A term of a concept, ready to be looked for. */
export type ConceptTerm = PlainTerm | GuardedTerm

/** A word or a phrase. */
export type PlainTerm = {
  readonly kind: 'term'
  /** As written in the concept. */
  readonly text: string
  /** Without the sign of exactness. */
  readonly words: string
  readonly isExact: boolean
}

/** Words with what must stand near them, or must not: `AI NOT NEAR/50 "avian influenza"`. */
export type GuardedTerm = {
  readonly kind: 'query'
  /** As written in the concept; the offsets of the query count within it. */
  readonly text: string
  /** Made of terms, concepts, OR and NEAR alone, none of them in a field. */
  readonly query: Query
}
