import type { SearchedText } from '../feed/item.ts'
import type { Excerpt } from './alert-content.ts'

/** Why a rule hit, as it was when it hit: kept with the match, for the item's text may change afterwards. */
export type Evidence = {
  readonly searched: SearchedText
  /** Terms that hit, each once, in the order of their first hit. */
  readonly variants: readonly { readonly term: string; readonly concept: string | null }[]
  readonly excerpts: readonly Excerpt[]
}
