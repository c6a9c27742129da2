import { CharacterClass, isCharacterwise, isWhiteSpace, isWordClass } from './character-class.ts'
import { type Characters, classAt, codeAt, isCapitalAt } from './characters.ts'

/** Ends of host names that are no words, so that "over.it" is not taken for an address. */
const TOP_LEVEL_DOMAINS: ReadonlySet<string> = new Set(
  'com org net gov edu mil int eu kr jp cn uk fr de es sg au ca tw hk nz ch ru br eg ng'.split(' '),
)

const AT = 0x40
const COLON = 0x3a
const DOT = 0x2e
const UNDERSCORE = 0x5f
const SLASH = 0x2f

/**
 * The end of the run of characters at `from` if nothing in it can belong to an address, which goes for nearly
 * all words; `from` if a closer look is needed.
 */
export function endOfPlainRun(characters: Characters, from: number, limit: number): number {
  let at = from
  for (; at < limit; at += 1) {
    const value = classAt(characters, at)
    if (isWordClass(value)) continue
    const code = codeAt(characters, at)
    if (endsRun(value, code, false)) return at
    if (code === AT || (code === COLON && isDoubleSlash(characters, at + 1))) return from
    if (value === CharacterClass.dot && at + 1 < limit && isWordClass(classAt(characters, at + 1)))
      return from
  }
  return at
}

/** What stands at a place: an address (`isAddress`), or something whose end needs no second look. */
export type AddressCheck = { readonly isAddress: boolean; readonly end: number }

/**
 * Looks whether the characters from `from` on, up to the next white space, are a URL, an e-mail address or a
 * host name. The answer holds for the whole run, so a caller that skips to `end` asks once for each character.
 */
export function checkAddress(characters: Characters, from: number, limit: number): AddressCheck {
  let hasScheme = false
  let hasAt = false
  let end = from
  for (; end < limit; end += 1) {
    const code = codeAt(characters, end)
    if (endsRun(classAt(characters, end), code, hasScheme)) break
    if (code === AT && end > from && isAsciiWord(codeAt(characters, end + 1))) hasAt = true
    if (code === COLON && isDoubleSlash(characters, end + 1)) hasScheme = true
  }
  while (end > from && isTrailingSign(classAt(characters, end - 1), codeAt(characters, end - 1)))
    end -= 1
  return { isAddress: hasScheme || hasAt || isHostName(characters, from, end), end }
}

/**
 * The end of the handle that an @ at `at` begins (@korea_official, @user@host.org), or `at` where none follows: what it
 * names is an account, and no mention of its words.
 */
export function endOfHandle(characters: Characters, at: number, limit: number): number {
  if (codeAt(characters, at) !== AT) return at
  let end = at + 1
  if (end >= limit || !isAsciiLetter(codeAt(characters, end))) return at
  while (end < limit && isInHandle(characters, end, limit)) end += 1
  return end
}

/** Letters, digits and underscores; a dot or a further @ between them. */
function isInHandle(characters: Characters, at: number, limit: number): boolean {
  const code = codeAt(characters, at)
  if (isAsciiWord(code) || code === UNDERSCORE) return true
  const mayJoin = code === AT || code === DOT
  return mayJoin && at + 1 < limit && isAsciiWord(codeAt(characters, at + 1))
}

function endsRun(value: number, code: number, hasScheme: boolean): boolean {
  if (isWhiteSpace(value) || isCharacterwise(value) || value === CharacterClass.quote) return true
  if (value === CharacterClass.comma || code === 0x3b) return !hasScheme
  return isBracket(code)
}

function isBracket(code: number): boolean {
  return code < 0x80 && '<>(){}[]|'.includes(String.fromCharCode(code))
}

function isDoubleSlash(characters: Characters, at: number): boolean {
  return codeAt(characters, at) === SLASH && codeAt(characters, at + 1) === SLASH
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
    const code = codeAt(characters, index)
    if (isCapitalAt(characters, index)) return false
    if (code === SLASH || code === COLON) break
    if (classAt(characters, index) === CharacterClass.dot) {
      if (label === '') return false
      if (labelCount === 0) first = label
      labelCount += 1
      label = ''
    } else if (isAsciiWord(code) || classAt(characters, index) === CharacterClass.hyphen) {
      label += String.fromCodePoint(code)
    } else {
      return false
    }
  }
  return labelCount >= 1 && label !== '' && (first === 'www' || TOP_LEVEL_DOMAINS.has(label))
}

function isAsciiWord(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || isAsciiLetter(code)
}

function isAsciiLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a
}
