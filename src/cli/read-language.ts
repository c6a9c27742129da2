import { languageOfCountry } from '../core/rule/syntax/country-language.ts'
import { LANGUAGES_BY_WORDS } from '../core/text/detect-language.ts'
import { nameOfLanguage } from '../core/text/name-of-language.ts'
import { type CommandCall, UsageError } from './command.ts'

/** Languages with rules of their own, which are named first. */
const FIRST = ['en', 'ko', 'ja', 'zh', 'fr', 'de', 'es']

/**
 * The value of --lang, as a feed would say it; null where it is left out. Throws a UsageError with the codes that there are
 * for anything that is no language: it would be taken for a language about which nothing is known.
 */
export function readLanguage({ option }: CommandCall): string | null {
  const code = option('lang')
  if (code === null) return null
  const meant = languageOfCountry(code)
  if (meant !== null) {
    throw new UsageError(`--lang ${code} is the code of a country`, `write --lang ${meant}`)
  }
  if (isLanguage(code)) return code
  const named = listKnown().find((known) => isNameOf(known, code))
  throw new UsageError(
    `--lang ${code} is no language`,
    named === undefined
      ? `write a code such as ${listKnown().join(', ')}, with a region if need be (en-us); or leave it out to have it detected`
      : `write --lang ${named}`,
  )
}

function isLanguage(code: string): boolean {
  const [, language = ''] = /^([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*$/i.exec(code) ?? []
  return language !== '' && nameOfLanguage(language) !== language
}

function listKnown(): readonly string[] {
  return [...new Set([...FIRST, ...[...LANGUAGES_BY_WORDS].sort()])]
}

function isNameOf(code: string, name: string): boolean {
  return nameOfLanguage(code).toLowerCase() === name.toLowerCase()
}
