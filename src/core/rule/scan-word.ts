import { CharacterClass, isWordClass } from './character-class.ts'
import { type Characters, classAt, codeAt, isCapitalAt } from './characters.ts'
import { Gap } from './gap.ts'
import { HASH_START, hashCode } from './hash-word.ts'
import { type Tokens, WORD_WIDTH, WordMark } from './tokens.ts'
import { isSeveralOfANumber } from './word-form.ts'

/**
 * Reads the word at `from`, which is a letter or digit, with all parts that hyphens, apostrophes or zero-width
 * spaces hold together, and adds them to the tokens. Returns where reading goes on.
 */
export function scanWord(
  characters: Characters,
  tokens: Tokens,
  place: { readonly from: number; readonly limit: number; readonly gap: Gap; position: number },
): number {
  const { limit } = place
  const first = tokens.count
  let isJoinable = true
  let at = place.from
  for (;;) {
    const from = at
    const dottedEnd = endOfDottedLetters(characters, from, limit)
    at = dottedEnd ?? endOfPart(characters, from, limit)
    const gap = from === place.from ? place.gap : Gap.none
    addWord(characters, tokens, { from, to: at, gap, position: place.position }, dottedEnd !== null)
    place.position += WORD_WIDTH
    const part = { from, to: at }
    const possessiveEnd = endOfPossessive(characters, at, limit)
    if (possessiveEnd > at) {
      at = possessiveEnd
      isJoinable = false
    }
    const next = nextPart(characters, at, limit) ?? nextDoubled(characters, part, limit)
    if (next === null) break
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
  let capitalCount = 0
  for (let index = from; index < to; index += 1) {
    if (isDotted && classAt(characters, index) === CharacterClass.dot) continue
    hash = hashCode(hash, codeAt(characters, index))
    if (isCapitalAt(characters, index)) capitalCount += 1
  }
  const hasPlural = !isDotted && endsInPluralS(characters, from, to, capitalCount)
  const marks = isDotted ? WordMark.dotted : hasPlural ? WordMark.pluralS : 0
  tokens.addWord(from, to, word.gap, word.position, hash, capitalCount, marks)
}

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
  if (to - from < 2 || classAt(characters, to - 2) !== CharacterClass.digit) return false
  return isSeveralOfANumber(spellEnd(characters, from, to))
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

function isScriptBorder(before: number, value: number): boolean {
  if (before === CharacterClass.digit || value === CharacterClass.digit) return false
  return isWordClass(before) && before !== value
}

/** The end of S.M.R. or U.S., its last dot included; null where no two single letters with dots stand. */
function endOfDottedLetters(characters: Characters, from: number, limit: number): number | null {
  const isLetter = (index: number): boolean => {
    const value = index < limit ? classAt(characters, index) : 0
    return isWordClass(value) && value !== CharacterClass.digit
  }
  let end = from
  let letterCount = 0
  while (isLetter(end) && !(end + 1 < limit && isWordClass(classAt(characters, end + 1)))) {
    letterCount += 1
    end += 1
    if (end >= limit || classAt(characters, end) !== CharacterClass.dot) break
    end += 1
  }
  const dotCount = end - from - letterCount
  return letterCount >= 2 && dotCount >= letterCount - 1 ? end : null
}

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

/** Spanish doubles the letters of an abbreviation in the plural: EE.UU. and EE. UU. are also EEUU. */
function nextDoubled(
  characters: Characters,
  part: { readonly from: number; readonly to: number },
  limit: number,
): number | null {
  if (part.to >= limit || classAt(characters, part.to) !== CharacterClass.dot) return null
  const next = part.to + (classAt(characters, part.to + 1) === CharacterClass.space ? 2 : 1)
  const isEnd = next + 2 >= limit || !isWordClass(classAt(characters, next + 2))
  const isPair = isDoubled(characters, part.from, part.to) && isDoubled(characters, next, next + 2)
  return next + 2 <= limit && isEnd && isPair ? next : null
}

function isDoubled(characters: Characters, from: number, to: number): boolean {
  return (
    to - from === 2 &&
    codeAt(characters, from) === codeAt(characters, from + 1) &&
    isCapitalAt(characters, from)
  )
}

function afterLineBreak(characters: Characters, from: number, limit: number): number {
  let at = from
  if (at < limit && codeAt(characters, at) === 0x0d) at += 1
  if (at < limit && classAt(characters, at) === CharacterClass.newline) at += 1
  if (at === from) return from
  while (at < limit && classAt(characters, at) === CharacterClass.space) at += 1
  return at
}
