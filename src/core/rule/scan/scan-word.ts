import { CharacterClass, isLetterClass, isWordClass } from './character-class.ts'
import { type Characters, classAt, codeAt, isCapitalAt } from './characters.ts'
import { endOfDottedLetters, nextAbbreviated } from './dotted-letters.ts'
import { Gap } from './gap.ts'
import { endOfGlued } from './glued-words.ts'
import { HASH_START, hashCode } from './hash-word.ts'
import { nextGroup } from './number-groups.ts'
import { spell } from './spell.ts'
import { type Tokens, WORD_WIDTH, WordMark } from './tokens.ts'
import { isUnit, LONGEST_UNIT } from './units.ts'
import { isSeveralOfANumber } from './word-form.ts'
import { HASHED, highWith, isSpelledOut, lowWith } from './word-key.ts'

/**
 * Reads the word at `from`, which is a letter or digit, with all parts that hyphens, apostrophes or zero-width
 * spaces hold together, and adds them to the tokens. Returns where reading goes on. The groups of 10 000 are parts that a
 * space parts.
 */
export function scanWord(
  characters: Characters,
  tokens: Tokens,
  place: { readonly from: number; readonly limit: number; readonly gap: Gap; position: number },
): number {
  const { limit } = place
  let first = tokens.count
  let isJoinable = true
  let groupCount = 0
  let at = place.from
  for (;;) {
    const from = at
    const isFirst = from === place.from
    const dottedEnd = endOfDottedLetters(characters, from, limit)
    const whole = dottedEnd ?? endOfPart(characters, from, limit)
    at = dottedEnd ?? endOfGlued(characters, from, endOfNumber(characters, from, whole))
    const gap = isFirst ? place.gap : groupCount > 0 ? Gap.space : Gap.none
    addWord(characters, tokens, { from, to: at, gap, position: place.position }, dottedEnd !== null)
    place.position += WORD_WIDTH
    const part = { from, to: at }
    const group = isFirst || groupCount > 0 ? nextGroup(characters, part, limit, groupCount) : null
    if (group !== null) {
      groupCount += 1
      at = group
      continue
    }
    if (groupCount > 0) break
    if (isFirst && isElided(characters, part, limit)) first = tokens.count
    const possessiveEnd = endOfPossessive(characters, at, limit)
    at = possessiveEnd
    const next =
      part.to < whole
        ? part.to
        : (nextPart(characters, at, limit) ?? nextAbbreviated(characters, part, limit))
    if (next === null) break
    if (at > part.to) isJoinable = false
    at = next
  }
  if (isJoinable && tokens.count - first > 1) {
    tokens.chain(first, tokens.count)
  }
  return at
}

function addWord(
  characters: Characters,
  tokens: Tokens,
  word: {
    readonly from: number
    readonly to: number
    readonly gap: Gap
    readonly position: number
  },
  isDotted: boolean,
): void {
  const { from, to } = word
  let hash = HASH_START
  let low = 0
  let high = 0
  let length = 0
  let isOfLetters = true
  let capitalCount = 0
  for (let index = from; index < to; index += 1) {
    if (isDotted && classAt(characters, index) === CharacterClass.dot) continue
    const code = codeAt(characters, index)
    hash = hashCode(hash, code)
    high = highWith(high, low)
    low = lowWith(low, code)
    length += 1
    if (code < SMALL_A || code > SMALL_Z) isOfLetters = false
    if (isCapitalAt(characters, index)) capitalCount += 1
  }
  if (!isOfLetters || !isSpelledOut(length)) {
    low = hash
    high = HASHED
  }
  const hasPlural = isDotted
    ? endsInDottedS(characters, to, capitalCount)
    : endsInPluralS(characters, from, to, capitalCount)
  const marks = (isDotted ? WordMark.dotted : 0) | (hasPlural ? WordMark.pluralS : 0)
  tokens.addWord(from, to, word.gap, word.position, low, high, capitalCount, marks)
}

const SMALL_A = 0x61
const SMALL_Z = 0x7a
const SMALL_S = 0x73

/** Whether the last letter is the plural s of an acronym or of a number. */
export function endsInPluralS(
  characters: Characters,
  from: number,
  to: number,
  capitalCount: number,
): boolean {
  return codeAt(characters, to - 1) === SMALL_S && isPluralS(characters, from, to, capitalCount)
}

function isPluralS(
  characters: Characters,
  from: number,
  to: number,
  capitalCount: number,
): boolean {
  if (isCapitalAt(characters, to - 1)) return false
  if (capitalCount >= 2 && isCapitalAt(characters, to - 2)) return true
  if (to - from < 2) return false
  if (classAt(characters, to - 2) !== CharacterClass.digit) {
    // the 35As of F-35As
    const isBehindDigit = to - from > 2 && classAt(characters, to - 3) === CharacterClass.digit
    return isBehindDigit && isCapitalAt(characters, to - 2)
  }
  return isSeveralOfANumber(spellEnd(characters, from, to))
}

/** Whether letters with dots end in a plural: E.V.s. */
function endsInDottedS(characters: Characters, to: number, capitalCount: number): boolean {
  if (codeAt(characters, to - 1) !== SMALL_S || isCapitalAt(characters, to - 1)) return false
  return capitalCount >= 2 && isCapitalAt(characters, to - 3)
}

/** A word, or the end of a long one, which tells as much about its plural. */
function spellEnd(characters: Characters, from: number, to: number): string {
  let text = ''
  for (let index = Math.max(from, to - LONGEST_NUMBER); index < to; index += 1) {
    text += String.fromCodePoint(codeAt(characters, index))
  }
  return text
}

const LONGEST_NUMBER = 40

function endOfPart(characters: Characters, from: number, limit: number): number {
  let to = from + 1
  while (to < limit) {
    const value = classAt(characters, to)
    const before = classAt(characters, to - 1)
    const after = to + 1 < limit ? classAt(characters, to + 1) : 0
    const isLetter = isWordClass(value) && !isScriptBorder(before, value)
    const isInNumber =
      (value === CharacterClass.dot || value === CharacterClass.comma) &&
      before === CharacterClass.digit &&
      after === CharacterClass.digit
    const isAmpersand =
      value === CharacterClass.ampersand && isWordClass(before) && isWordClass(after)
    if (!isLetter && !isInNumber && !isAmpersand) break
    to += 1
  }
  return to
}

/** The end of the number that a part begins with, if a unit is all that follows in it, else the end of the part. */
function endOfNumber(characters: Characters, from: number, to: number): number {
  if (classAt(characters, from) !== CharacterClass.digit || isBehindName(characters, from))
    return to
  let end = from + 1
  while (end < to && !isLetterClass(classAt(characters, end))) end += 1
  if (end === to || to - end > LONGEST_UNIT) return to
  return isUnit(spell(characters, end, to), end - from) ? end : to
}

/** Whether letters and a hyphen stand before a number: the 27M of Su-27M is no length. */
function isBehindName(characters: Characters, from: number): boolean {
  if (from < 2 || classAt(characters, from - 1) !== CharacterClass.hyphen) return false
  return isLetterClass(classAt(characters, from - 2))
}

function isScriptBorder(before: number, value: number): boolean {
  if (before === CharacterClass.digit || value === CharacterClass.digit) return false
  return isWordClass(before) && before !== value
}

/**
 * Whether a part is a French or Italian article or pronoun, of which one letter is left: d'IA is never written solid, and
 * días is another word. In capitals it may belong to a name, as in L'Oréal, and N'Djamena is one always.
 */
function isElided(
  characters: Characters,
  part: { readonly from: number; readonly to: number },
  limit: number,
): boolean {
  const { from, to } = part
  if (to !== from + 1 || to >= limit || isCapitalAt(characters, from)) return false
  if (classAt(characters, to) !== CharacterClass.apostrophe) return false
  return ELIDED_LETTERS.has(codeAt(characters, from))
}

const ELIDED_LETTERS: ReadonlySet<number> = new Set(
  [...'cdjlmst'].map((letter) => letter.charCodeAt(0)),
)

/** Where 's ends, if it stands at `at` and nothing of the word follows; else `at`. */
function endOfPossessive(characters: Characters, at: number, limit: number): number {
  if (at + 1 >= limit || classAt(characters, at) !== CharacterClass.apostrophe) return at
  if (codeAt(characters, at + 1) !== SMALL_S) return at
  return at + 2 < limit && isWordClass(classAt(characters, at + 2)) ? at : at + 2
}

/** Where the next part of the word begins, also when a hyphen stands at the end of a line. */
function nextPart(characters: Characters, at: number, limit: number): number | null {
  const sign = at < limit ? classAt(characters, at) : 0
  let next = at + 1
  if (sign === CharacterClass.hyphen) {
    next = afterLineBreak(characters, next, limit)
  } else if (sign !== CharacterClass.joiner && sign !== CharacterClass.apostrophe) {
    return null
  }
  return next < limit && isWordClass(classAt(characters, next)) ? next : null
}

function afterLineBreak(characters: Characters, from: number, limit: number): number {
  let at = from
  if (at < limit && codeAt(characters, at) === 0x0d) at += 1
  if (at < limit && classAt(characters, at) === CharacterClass.newline) at += 1
  if (at === from) return from
  while (at < limit && classAt(characters, at) === CharacterClass.space) at += 1
  return at
}
