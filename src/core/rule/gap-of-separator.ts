import { CharacterClass, isCharacterwise, isWhiteSpace } from './character-class.ts'
import { Gap, type Token } from './document-scan.ts'
import type { Characters } from './read-characters.ts'
import { isSentenceEnd } from './sentence-end.ts'

/** How far the sign, or the white space, at `at` parts what stands on either side; and where it ends. */
export function gapOfSeparator(
  characters: Characters,
  at: number,
  limit: number,
  before: Token | undefined,
): { readonly gap: Gap; readonly next: number } {
  const value = characters.classes[at] ?? 0
  if (isWhiteSpace(value)) return gapOfWhiteSpace(characters, at, limit)
  return { gap: gapOfSign(characters, at, limit, before), next: at + 1 }
}

function gapOfWhiteSpace(
  characters: Characters,
  from: number,
  limit: number,
): { readonly gap: Gap; readonly next: number } {
  let lineCount = 0
  let at = from
  for (; at < limit && isWhiteSpace(characters.classes[at] ?? 0); at += 1) {
    const value = characters.classes[at]
    if (value === CharacterClass.paragraph) lineCount += 2
    const isPairedReturn = characters.codes[at] === 0x0d && characters.codes[at + 1] === 0x0a
    if (value === CharacterClass.newline && !isPairedReturn) lineCount += 1
  }
  return { gap: lineCount >= 2 ? Gap.break : Gap.space, next: at }
}

function gapOfSign(
  characters: Characters,
  at: number,
  limit: number,
  before: Token | undefined,
): Gap {
  switch (characters.classes[at]) {
    case CharacterClass.stop:
    case CharacterClass.dash:
      return Gap.break
    case CharacterClass.quote:
    case CharacterClass.apostrophe:
      return Gap.space
    case CharacterClass.middleDot:
    case CharacterClass.joiner:
      return Gap.middleDot
    case CharacterClass.hyphen:
      return gapOfHyphen(characters, at, limit)
    case CharacterClass.dot:
      if (isSentenceEnd(characters, at, limit, before)) return Gap.break
      return isDotBetweenSyllables(characters, at, limit, before) ? Gap.middleDot : Gap.punctuation
    default:
      return Gap.punctuation
  }
}

/** A hyphen with spaces on both sides is a dash; one between characters counts as a middle dot. */
function gapOfHyphen(characters: Characters, at: number, limit: number): Gap {
  const isSpaced = (index: number): boolean =>
    index < 0 || index >= limit || isWhiteSpace(characters.classes[index] ?? 0)
  if (isSpaced(at - 1) && isSpaced(at + 1)) return Gap.break
  return isSpaced(at - 1) || isSpaced(at + 1) ? Gap.space : Gap.middleDot
}

/** 한.미.일 is written for 한·미·일. */
function isDotBetweenSyllables(
  characters: Characters,
  at: number,
  limit: number,
  before: Token | undefined,
): boolean {
  if (before === undefined || before.to !== at || before.kind !== 'hangul') return false
  return (
    before.to - before.from === 1 &&
    at + 1 < limit &&
    isCharacterwise(characters.classes[at + 1] ?? 0)
  )
}
