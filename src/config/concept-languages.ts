/** The languages in which shipped concepts have terms; `zh` holds both scripts. */
export const CONCEPT_LANGUAGES = ['en', 'ko', 'ja', 'zh', 'fr', 'de', 'es'] as const

export type ConceptLanguage = (typeof CONCEPT_LANGUAGES)[number]

/** Where a term belongs: to a language, or to all of them, as acronyms do. */
export type TermLanguage = ConceptLanguage | 'any'
