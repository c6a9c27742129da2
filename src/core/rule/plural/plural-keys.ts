import {
  foldPlural,
  listFoldedForms,
  PLURAL_LANGUAGES,
  type PluralLanguage,
} from './fold-plural.ts'

/** Longer ones are no words. */
const LONGEST_WORD = 60
/** More letters than a word of a rule may have: endings are taken off one by one, which in a word of a million takes long. */
const LONGEST_FOLDED = 1_000

/** The key that a word of a text in some language is compared by. */
function pluralKeyOf(folded: string, language: PluralLanguage): string {
  return folded.length > LONGEST_FOLDED ? folded : foldPlural(folded, language)
}

/** The keys of a word in all languages, in the order of PLURAL_LANGUAGES. */
export function pluralKeysOf(folded: string): readonly string[] {
  return PLURAL_LANGUAGES.map((language) =>
    mayDiffer(folded) ? pluralKeyOf(folded, language) : folded,
  )
}

/** Whether a key may be another than the word: of letters alone, or a number with dots. */
function mayDiffer(folded: string): boolean {
  return !HAS_NUMBER.test(folded) || folded.includes('.')
}

const HAS_NUMBER = /\d/

/** The forms that patterns with wildcards are held against. */
export function wildcardFormsOf(folded: string, language: PluralLanguage): readonly string[] {
  return folded.length > LONGEST_WORD ? [folded] : listFoldedForms(folded, language)
}

/** Distinct words to remember before starting anew; a year of news has more, a day has not. */
const REMEMBERED_WORDS = 50_000

/** pluralKeyOf for one language, with its answers remembered: for who asks about all words of a text again and again. */
export function createPluralKeys(language: PluralLanguage): (folded: string) => string {
  const keys = new Map<string, string>()
  return (folded) => {
    const known = keys.get(folded)
    if (known !== undefined) return known
    const key = pluralKeyOf(folded, language)
    if (folded.length > LONGEST_WORD) return key
    if (keys.size >= REMEMBERED_WORDS) keys.clear()
    keys.set(folded, key)
    return key
  }
}
