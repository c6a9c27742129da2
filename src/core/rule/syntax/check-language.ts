import { nameOfLanguage } from '../../text/name-of-language.ts'
import { languageOfCountry } from './country-language.ts'
import { type RuleProblem, ruleError, ruleWarning } from './rule-problem.ts'

type Span = { readonly start: number; readonly end: number }

/** Languages whose names are understood, with those of most of the feeds first. */
const NAMED = 'en ko ja zh fr de es it pt nl ru uk pl sv da fi no cs el tr ar he hi id vi th'.split(
  ' ',
)

/** Codes for what is no one language; no item has them. */
const NO_LANGUAGE: ReadonlySet<string> = new Set(['und', 'mul', 'zxx', 'mis'])

/** What is wrong with a value of lang:, which would find nothing; items have the shortest code of their language. */
export function checkLanguage(text: string, at: Span): readonly RuleProblem[] {
  const code = text.trim().toLowerCase()
  const [, language = ''] = /^([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*$/.exec(code) ?? []
  const country = languageOfCountry(code)
  if (country !== null) {
    return [
      ruleWarning(
        'country-for-language',
        at,
        `${text} is the code of a country, not of its language`,
        `write lang:${country}`,
      ),
    ]
  }
  const meant = language === '' ? languageNamed(code) : shortCode(language)
  if (isLanguage(language) && (meant === null || meant === language)) return []
  return [
    ruleError(
      'unknown-language',
      at,
      'this is no language code',
      meant === null || !isLanguage(meant)
        ? 'write a code such as en, ko or zh-hant'
        : `did you mean ${meant}?`,
    ),
  ]
}

/** Whether a word can only be meant as a language: en, zh-hant; fra may be an abbreviation. */
export function isLanguageTag(word: string): boolean {
  const [, language = ''] = /^([a-z]{2})(?:[-_][A-Za-z0-9]{2,8})*$/.exec(word) ?? []
  return isLanguage(language)
}

/** Whether a code of two or three letters is that of a language. */
function isLanguage(code: string): boolean {
  return code !== '' && !NO_LANGUAGE.has(code) && nameOfLanguage(code) !== code
}

function languageNamed(name: string): string | null {
  return NAMED.find((code) => nameOfLanguage(code).toLowerCase() === name) ?? null
}

/** kor is ko, iw is he, and fil has no other code. */
function shortCode(language: string): string | null {
  const [canonical = language] = Intl.getCanonicalLocales(language)
  return canonical.split('-')[0] ?? null
}
