/** What stands between a token and the one before it; a greater number parts more. */
export const Gap = {
  none: 0,
  /** A middle dot, or a hyphen between characters: 한·중·일. */
  middleDot: 1,
  space: 2,
  /** Commas, brackets, slashes: words still stand side by side, characters no longer make up one word. */
  punctuation: 3,
  /** The end of a sentence, paragraph or field: nothing runs across it. */
  break: 4,
} as const

export type Gap = (typeof Gap)[keyof typeof Gap]
