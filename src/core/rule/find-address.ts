import { CharacterClass, isCharacterwise, isWhiteSpace } from './character-class.ts'
import type { Characters } from './read-characters.ts'

/** Ends of host names that are no words, so that "over.it" is not taken for an address. */
const TOP_LEVEL_DOMAINS: ReadonlySet<string> = new Set(
  'com org net gov edu mil int eu kr jp cn uk fr de es sg au ca tw hk nz ch ru br eg ng'.split(' '),
)

const AT = 0x40
const COLON = 0x3a
const SLASH = 0x2f

/** What stands at a place: an address (`isAddress`), or something whose end needs no second look. */
export type AddressCheck = { readonly isAddress: boolean; readonly end: number }

/**
 * Looks whether the characters from `from` on, up to the next white space, are a URL, an e-mail address or a
 * host name. The answer holds for the whole run, so a caller that skips to `end` asks once for each character.
 */
export function checkAddress(characters: Characters, from: number, limit: number): AddressCheck {
  const { codes, classes } = characters
  let hasScheme = false
  let hasAt = false
  let end = from
  for (; end < limit; end += 1) {
    const value = classes[end] ?? 0
    if (endsRun(value, codes[end] ?? 0, hasScheme)) break
    if (codes[end] === AT && end > from && isAsciiWord(codes[end + 1])) hasAt = true
    if (codes[end] === COLON && codes[end + 1] === SLASH && codes[end + 2] === SLASH)
      hasScheme = true
  }
  while (end > from && isTrailingSign(classes[end - 1] ?? 0, codes[end - 1] ?? 0)) end -= 1
  return { isAddress: hasScheme || hasAt || isHostName(characters, from, end), end }
}

function endsRun(value: number, code: number, hasScheme: boolean): boolean {
  if (isWhiteSpace(value) || isCharacterwise(value) || value === CharacterClass.quote) return true
  if (value === CharacterClass.comma || code === 0x3b) return !hasScheme
  return '<>(){}[]|'.includes(String.fromCodePoint(code))
}

function isTrailingSign(value: number, code: number): boolean {
  return (
    value === CharacterClass.dot ||
    value === CharacterClass.comma ||
    value === CharacterClass.stop ||
    value === CharacterClass.apostrophe ||
    code === COLON
  )
}

/** A host name in small letters: at least two labels, the last of them well known, or `www.` before it. */
function isHostName(characters: Characters, from: number, end: number): boolean {
  let label = ''
  let labelCount = 0
  let first = ''
  for (let index = from; index < end; index += 1) {
    const code = characters.codes[index] ?? 0
    if (characters.capitals[index] === 1) return false
    if (code === SLASH || code === COLON) break
    if (characters.classes[index] === CharacterClass.dot) {
      if (label === '') return false
      if (labelCount === 0) first = label
      labelCount += 1
      label = ''
    } else if (isAsciiWord(code) || characters.classes[index] === CharacterClass.hyphen) {
      label += String.fromCodePoint(code)
    } else {
      return false
    }
  }
  return labelCount >= 1 && label !== '' && (first === 'www' || TOP_LEVEL_DOMAINS.has(label))
}

function isAsciiWord(code: number | undefined): boolean {
  if (code === undefined) return false
  return (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a)
}
