/**
 * The words of Korean, as far as a division of an eojeol asks for them: nouns, adverbs and the like of two to
 * four syllables, composed (NFC). Words of five and more are compounds of such words, or names, and would hide them.
 */
export type KoreanLexicon = { readonly has: (word: string) => boolean }

/** Syllables of the shortest and longest word that a lexicon is asked for. */
export const SHORTEST_LEXICON_WORD = 2
export const LONGEST_LEXICON_WORD = 4
