import { foldPlural, listFoldedForms, type PluralLanguage } from './fold-plural.ts'

/** The keys that words of one language are compared by, remembered because texts repeat their words. */
export type PluralKeys = {
  readonly keyOf: (folded: string) => string
  /** The forms that patterns with wildcards are held against. */
  readonly formsOf: (folded: string) => readonly string[]
}

/** Distinct words to remember before starting anew; a year of news has more, a day has not. */
const REMEMBERED_WORDS = 50_000
/** Longer ones are no words, and would fill the memory. */
const LONGEST_REMEMBERED = 60
/** More letters than a word of a rule may have: endings are taken off one by one, which in a word of a million takes long. */
const LONGEST_FOLDED = 1_000

export function createPluralKeys(language: PluralLanguage): PluralKeys {
  const keys = new Map<string, string>()
  return {
    formsOf: (folded) =>
      folded.length > LONGEST_REMEMBERED ? [folded] : listFoldedForms(folded, language),
    keyOf(folded): string {
      const known = keys.get(folded)
      if (known !== undefined) return known
      if (folded.length > LONGEST_FOLDED) return folded
      if (folded.length > LONGEST_REMEMBERED) return foldPlural(folded, language)
      if (keys.size >= REMEMBERED_WORDS) keys.clear()
      const key = foldPlural(folded, language)
      keys.set(folded, key)
      return key
    },
  }
}
