import { foldDottedNumber, foldLongDottedNumber } from './fold-number.ts'
import { foldEnglishPlural, listEnglishForms } from './plural-english.ts'
import { foldFrenchPlural } from './plural-french.ts'
import { foldGermanPlural, listGermanForms } from './plural-german.ts'
import { foldSpanishPlural } from './plural-spanish.ts'

/** Languages whose plurals are folded; texts in any other are folded like English. */
export const PLURAL_LANGUAGES = ['en', 'fr', 'de', 'es'] as const
export type PluralLanguage = (typeof PLURAL_LANGUAGES)[number]

export function pluralLanguageOf(language: string | null): PluralLanguage {
  const primary = (language ?? '').slice(0, 3).toLowerCase().split(/[-_]/)[0]
  return primary === 'fr' || primary === 'de' || primary === 'es' ? primary : 'en'
}

/** The key by which a folded word is compared. Numbers lose the dots between thousands; anything but small Latin letters stays as it is. */
export function foldPlural(folded: string, language: PluralLanguage): string {
  if (/^[a-z]+$/.test(folded)) return FOLDERS[language](folded)
  if (!/^\d/.test(folded)) return folded
  return language === 'en' ? foldLongDottedNumber(folded) : foldDottedNumber(folded)
}

/** What patterns with wildcards are held against: the word, its key, and what lies between where endings are folded one by one. */
export function listFoldedForms(folded: string, language: PluralLanguage): readonly string[] {
  if (/^[a-z]+$/.test(folded)) {
    if (language === 'de') return listGermanForms(folded)
    if (language === 'en') return listEnglishForms(folded)
  }
  const key = foldPlural(folded, language)
  return key === folded ? [folded] : [folded, key]
}

const FOLDERS: Readonly<Record<PluralLanguage, (word: string) => string>> = {
  en: foldEnglishPlural,
  fr: foldFrenchPlural,
  de: foldGermanPlural,
  es: foldSpanishPlural,
}
