import type { DocumentField } from '../match-document.ts'

/** The words and signs of a rule. */
export type RuleToken = RuleTokenBody & { readonly start: number; readonly end: number }

export type RuleTokenBody =
  | { readonly kind: 'open' | 'close' | 'comma' | 'and' | 'or' | 'not' }
  | {
      readonly kind: 'near'
      readonly distance: number
      readonly isOrdered: boolean
      /** Whether the distance was written, and not left to the default. */
      readonly isCounted: boolean
    }
  | { readonly kind: 'atLeast'; readonly count: number }
  | { readonly kind: 'field'; readonly field: DocumentField }
  | { readonly kind: 'concept'; readonly name: string }
  | {
      readonly kind: 'term'
      readonly text: string
      readonly textStart: number
      readonly isQuoted: boolean
      readonly isExact: boolean
      /** The n of "a b"~n. */
      readonly slop: number | null
    }
