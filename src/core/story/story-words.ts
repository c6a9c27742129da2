import { plainLettersOf } from './plain-letters.ts'
import { MAX_COMPARED_CHARS, STORY_WORD } from './story-word.ts'

/** Texts below this many letters are not recognised by themselves: a standard sentence, a notice. */
const MIN_TELLING_LETTERS = 200

/** The words of a text as stories are compared by them: without case, white space and punctuation. */
export function storyWordsOf(text: string): readonly string[] {
  return comparedPartOf(text).match(STORY_WORD) ?? []
}

/** As much of a text as is compared, folded; a character may unfold to eighteen, so that the end is cut twice. */
export function comparedPartOf(text: string): string {
  const beginning = text.slice(0, MAX_COMPARED_CHARS)
  return beginning.normalize('NFKC').toLowerCase().slice(0, MAX_COMPARED_CHARS)
}

/** The letters of a text that is long enough to be recognised by itself; null for a shorter one. */
export function tellingLettersOf(text: string): string | null {
  const letters = plainLettersOf(text) ?? storyWordsOf(text).join('')
  return letters.length < MIN_TELLING_LETTERS ? null : letters
}

export function isTellingText(text: string): boolean {
  return tellingLettersOf(text) !== null
}
