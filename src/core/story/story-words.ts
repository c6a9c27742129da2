/** The beginning of a text decides; the rest of a very long one is not looked at. */
const MAX_COMPARED_CHARS = 60_000

/** Texts below this many letters are not recognised by themselves: a standard sentence, a notice. */
const MIN_TELLING_LETTERS = 200

const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}\p{M}]+/gu

/**
 * The words of a text as stories are compared by them: without case, white space and punctuation. A Han or kana
 * character is a word, for no spaces part them.
 */
export function storyWordsOf(text: string): readonly string[] {
  return comparedPartOf(text).match(WORD) ?? []
}

/** As much of a text as is compared, folded; a character may unfold to eighteen, so that the end is cut twice. */
export function comparedPartOf(text: string): string {
  const beginning = text.slice(0, MAX_COMPARED_CHARS)
  return beginning.normalize('NFKC').toLowerCase().slice(0, MAX_COMPARED_CHARS)
}

/** The letters of a text that is long enough to be recognised by itself; null for a shorter one. */
export function tellingLettersOf(text: string): string | null {
  const letters = storyWordsOf(text).join('')
  return letters.length < MIN_TELLING_LETTERS ? null : letters
}

export function isTellingText(text: string): boolean {
  return tellingLettersOf(text) !== null
}
