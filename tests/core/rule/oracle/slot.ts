/** A word, an address, a syllable of Hangul, or a Han or kana character. */
export type Slot = {
  readonly kind: 'word' | 'address' | 'syllable' | 'character'
  /** Range in the text as read. */
  readonly from: number
  readonly to: number
  /** Folded. */
  readonly letters: string
  /** What parts it from the slot before. */
  readonly gap: number
  /** The number of its word, eojeol or character: the syllables of an eojeol share one. */
  readonly run: number
  /** In half words, of the whole eojeol: what NEAR counts. */
  readonly position: number
  readonly positionEnd: number
  readonly form: WordForm | null
  /** The hyphenated word, or the number in groups, that it is part of: its first slot, and the one behind its last. */
  readonly chain: Chain | null
}

export type Chain = { readonly first: number; readonly next: number; readonly isGrouped: boolean }

export type WordForm = {
  readonly folded: string
  /** Without the s of several SMRs or F-35s. */
  readonly core: string
  readonly capitalCount: number
  readonly isDotted: boolean
  /** Whether an & holds it to the one before it: the D of R & D. */
  readonly isBehindAnd: boolean
}

/** The syllables behind a slot in the same eojeol. */
export function restOfEojeol(slots: readonly Slot[], at: number): string {
  const run = slots[at]?.run
  return slots
    .slice(at + 1)
    .filter((slot) => slot.kind === 'syllable' && slot.run === run)
    .map((slot) => slot.letters)
    .join('')
}

/** The syllables of the eojeol that begins at a slot. */
export function eojeolAt(slots: readonly Slot[], at: number): string {
  return slots[at]?.kind === 'syllable' ? slots[at].letters + restOfEojeol(slots, at) : ''
}
