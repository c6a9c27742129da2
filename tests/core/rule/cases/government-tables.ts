import { htmlToText } from '../../../../src/core/text/html-to-text.ts'
import {
  COUNTRY_LETTERS,
  INSTITUTIONS,
  SHORTENED_WORDS,
  SUMMITS_AND_SUBJECTS,
} from './abbreviations.ts'
import type { MatchingTable } from './basic-tables.ts'
import { CHINESE_TEXTS, JAPANESE_TEXTS, TRADITIONAL_CHINESE_TEXTS } from './east-asian.ts'
import {
  FRENCH_TEXTS,
  GERMAN_TEXTS,
  OTHER_EUROPEAN_TEXTS,
  SPANISH_TEXTS,
} from './european-languages.ts'
import { EAST_ASIAN_HTML, ENGLISH_HTML } from './html-texts.ts'
import {
  KOREAN_CHARACTERS,
  KOREAN_ENDINGS,
  KOREAN_MINISTRIES,
  KOREAN_SIGNS,
  KOREAN_SPACING,
} from './korean-government.ts'
import { HAN_WITH_LATIN, KOREAN_WITH_LATIN } from './mixed-scripts.ts'
import { ACCENTED_NAMES, NAMES_WITH_APOSTROPHES, ROMANISED_NAMES, TITLED_NAMES } from './names.ts'
import {
  DATES,
  DOCUMENT_NUMBERS,
  ENGLISH_NUMBERS,
  GLUED_WORDS,
  KOREAN_NUMBERS,
} from './numbers-and-units.ts'
import { FORMS, LOGIC, NEARNESS, NEARNESS_IN_CELLS } from './operators-in-texts.ts'
import {
  ENGLISH_LISTS,
  ENGLISH_TABLES,
  KOREAN_LISTS,
  SIGNS_BESIDE_WORDS,
} from './tables-and-lists.ts'

/** What press releases of governments are written like, for every way of using the engine. */
export const GOVERNMENT_TABLES: readonly MatchingTable[] = [
  ['English tables', 'en', ENGLISH_TABLES],
  ['English lists', 'en', ENGLISH_LISTS],
  ['signs beside words', 'en', SIGNS_BESIDE_WORDS],
  ['Korean lists', 'ko', KOREAN_LISTS],
  ['Korean ministries', 'ko', KOREAN_MINISTRIES],
  ['Chinese characters in Korean', 'ko', KOREAN_CHARACTERS],
  ['Korean spacing', 'ko', KOREAN_SPACING],
  ['Korean endings', 'ko', KOREAN_ENDINGS],
  ['Korean signs', 'ko', KOREAN_SIGNS],
  ['numbers', 'en', ENGLISH_NUMBERS],
  ['numbers of documents', 'en', DOCUMENT_NUMBERS],
  ['dates', 'en', DATES],
  ['glued words', 'en', GLUED_WORDS],
  ['Korean numbers', 'ko', KOREAN_NUMBERS],
  ['romanised names', 'en', ROMANISED_NAMES],
  ['names with accents', 'en', ACCENTED_NAMES],
  ['names with apostrophes', 'en', NAMES_WITH_APOSTROPHES],
  ['names with titles', 'en', TITLED_NAMES],
  ['letters of countries', 'en', COUNTRY_LETTERS],
  ['letters of institutions', 'en', INSTITUTIONS],
  ['letters of summits and subjects', 'en', SUMMITS_AND_SUBJECTS],
  ['shortened words', 'en', SHORTENED_WORDS],
  ['Korean with Latin', 'ko', KOREAN_WITH_LATIN],
  ['Han with Latin', 'ja', HAN_WITH_LATIN],
  ['French', 'fr', FRENCH_TEXTS],
  ['German', 'de', GERMAN_TEXTS],
  ['Spanish', 'es', SPANISH_TEXTS],
  ['other languages of Europe', null, OTHER_EUROPEAN_TEXTS],
  ['Japanese', 'ja', JAPANESE_TEXTS],
  ['Chinese', 'zh-CN', CHINESE_TEXTS],
  ['traditional Chinese', 'zh-TW', TRADITIONAL_CHINESE_TEXTS],
  ['nearness', 'en', NEARNESS],
  ['logic', 'en', LOGIC],
  ['forms of terms', 'en', FORMS],
  ['nearness in cells', 'en', NEARNESS_IN_CELLS],
]

/** The same in HTML, which the texts of these cases are. */
const HTML_TABLES: readonly MatchingTable[] = [
  ['English HTML', 'en', ENGLISH_HTML],
  ['East Asian HTML', 'ko', EAST_ASIAN_HTML],
]

/** Those tables with the texts that the HTML makes. */
export const READ_HTML_TABLES: readonly MatchingTable[] = HTML_TABLES.map(
  ([subject, language, cases]) => [
    subject,
    language,
    cases.map(([name, rule, html, holds]) => [name, rule, htmlToText(html), holds] as const),
  ],
)
