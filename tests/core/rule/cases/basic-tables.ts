import {
  ENGLISH_ACRONYMS,
  ENGLISH_OPERATORS,
  ENGLISH_PHRASES,
  ENGLISH_WILDCARDS,
  ENGLISH_WORDS,
} from './english.ts'
import { KOREAN } from './korean.ts'
import type { MatchingCase } from './matching-case.ts'
import { CHINESE, FRENCH, GERMAN, JAPANESE, OTHER_SCRIPTS, SPANISH } from './other-languages.ts'

/** A table of cases, what it is about, and the language of its texts. */
export type MatchingTable = readonly [
  subject: string,
  language: string | null,
  cases: readonly MatchingCase[],
]

/** The grammar and the basics of each language, for every way of using the engine. */
export const BASIC_TABLES: readonly MatchingTable[] = [
  ['English words', 'en', ENGLISH_WORDS],
  ['English acronyms', 'en', ENGLISH_ACRONYMS],
  ['English phrases', 'en', ENGLISH_PHRASES],
  ['operators', 'en', ENGLISH_OPERATORS],
  ['wildcards and exactness', 'en', ENGLISH_WILDCARDS],
  ['Korean', 'ko', KOREAN],
  ['Japanese', 'ja', JAPANESE],
  ['Chinese', 'zh-Hans', CHINESE],
  ['French', 'fr', FRENCH],
  ['German', 'de-AT', GERMAN],
  ['Spanish', 'es', SPANISH],
  ['other scripts', null, OTHER_SCRIPTS],
]
