import type { Gap } from '../scan/gap.ts'

/** A Hangul, Han or kana character of a document: its token, and its index in the scan. */
export type CharacterPlace = { readonly token: number; readonly at: number }

/** Where a piece stands within its term; borders are asked for only where the term begins or ends. */
export type PiecePlace = {
  readonly isExact: boolean
  readonly isFirst: boolean
  readonly isLast: boolean
  /** What parts the next piece from this one. */
  readonly nextGap: Gap
}
