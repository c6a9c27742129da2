import type { KoreanLexicon } from '../../../../src/core/rule/korean/korean-lexicon.ts'
import { cutText } from './cut-text.ts'
import { type ReadText, readText } from './read-text.ts'
import type { Slot } from './slot.ts'

/** One text of a document: what stands in another is never side by side or near. */
export type Section = {
  readonly read: ReadText
  readonly slots: readonly Slot[]
  readonly language: string | null
  readonly lexicon: KoreanLexicon | null
}

export function sectionOf(
  text: string,
  language: string | null,
  lexicon: KoreanLexicon | null,
): Section {
  const read = readText(text, false)
  return { read, slots: cutText(read), language, lexicon }
}
