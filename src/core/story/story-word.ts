/** A word as stories are compared by it, in a folded text. A Han or kana character is a word, for no spaces part them. */
export const STORY_WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}\p{M}]+/gu

/** The beginning of a text decides; the rest of a very long one is not looked at. */
export const MAX_COMPARED_CHARS = 60_000

/** Folding makes at most so many characters of one. */
export const MOST_UNFOLDED = 18
