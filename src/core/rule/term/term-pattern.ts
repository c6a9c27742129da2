import type { Gap } from '../scan/gap.ts'
import type { WordForm } from '../scan/word-form.ts'

/**
 * A term of a rule, taken apart by the same scanner as the documents: a row of pieces that must stand side by
 * side. "AI 반도체" is a piece of words and a piece of characters.
 */
export type TermPattern = {
  /** As written in the rule or concept. */
  readonly text: string
  /** What the text must be to the letter; null unless written with `=`. */
  readonly exact: ExactText | null
  readonly pieces: readonly PatternPiece[]
}

/** A term as it is written, in its exact form: the signs that it begins with, its words with wildcards, the signs at its end. */
export type ExactText = { readonly before: string; readonly words: string; readonly after: string }

export type PatternPiece = WordsPiece | CharactersPiece

/** A word, which hyphens give several readings: free-trade is [free, trade] and [freetrade]. */
export type WordsPiece = {
  readonly kind: 'words'
  /** What parts it from the piece before. */
  readonly gap: Gap
  readonly readings: readonly (readonly WordNeed[])[]
}

/** What one token must be. */
export type WordNeed =
  | { readonly kind: 'word'; readonly form: WordForm; readonly capitals: CapitalsNeed }
  | { readonly kind: 'wildcard'; readonly pattern: string }
  | { readonly kind: 'address'; readonly folded: string }

/**
 * `any`: case does not matter. `capitals`: an acronym, only tokens with two capitals count. `dotted`: typed as
 * u.s., only tokens with two capitals or dots.
 */
export type CapitalsNeed = 'any' | 'capitals' | 'dotted'

/** A run of Hangul, Han and kana, through which spaces and middle dots of the text may go. */
export type CharactersPiece = {
  readonly kind: 'characters'
  readonly gap: Gap
  readonly codes: readonly number[]
  /** What parts each character from the one before it in the rule; none for the first. */
  readonly gaps: readonly Gap[]
  /** Whether it says what a number directly before it counts: the 만 of 100만. */
  readonly isCounted: boolean
  /** A * stands before it, or behind it: no border is asked for. */
  readonly isOpenStart: boolean
  readonly isOpenEnd: boolean
}

/** Whether the term is a single word that matches only in capitals. */
export function isAcronym(pattern: TermPattern): boolean {
  const [piece, second] = pattern.pieces
  if (piece?.kind !== 'words' || second !== undefined) return false
  const needs = piece.readings.at(-1) ?? []
  return (
    needs.length === 1 &&
    needs.every((need) => need.kind === 'word' && need.capitals === 'capitals')
  )
}
