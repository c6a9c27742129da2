/** The beginning of a text decides; the rest of a very long one is not looked at. */
const MAX_COMPARED_CHARS = 60_000

const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}\p{M}]+/gu

/**
 * The words of a text as stories are compared by them: without case, white space and punctuation. A Han or kana
 * character is a word, for no spaces part them.
 */
export function storyWordsOf(text: string): readonly string[] {
  return text.slice(0, MAX_COMPARED_CHARS).normalize('NFKC').toLowerCase().match(WORD) ?? []
}
