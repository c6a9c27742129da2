import { CharacterClass, isCharacterwise, isWhiteSpace } from './character-class.ts'
import { type Characters, classAt, codeAt } from './characters.ts'
import { Gap } from './gap.ts'
import { endOfNote, isSentenceEnd } from './sentence-end.ts'
import { TokenKind } from './tokens.ts'
import type { WordSource } from './word-form.ts'

/** How far the sign, or the white space, at `at` parts what stands on either side; and where it ends. `scan` is read up to it. */
export function gapOfSeparator(
  scan: WordSource,
  at: number,
  limit: number,
): { readonly gap: Gap; readonly next: number } {
  const value = classAt(scan.characters, at)
  if (isWhiteSpace(value)) return gapOfWhiteSpace(scan.characters, at, limit)
  const isAfterSpace = at === 0 || isWhiteSpace(classAt(scan.characters, at - 1))
  const noteEnd = isAfterSpace ? at : endOfNote(scan.characters, at, limit)
  if (noteEnd > at) return { gap: Gap.space, next: noteEnd }
  return { gap: gapOfSign(scan, at, limit), next: at + 1 }
}

function gapOfWhiteSpace(
  characters: Characters,
  from: number,
  limit: number,
): { readonly gap: Gap; readonly next: number } {
  let lineCount = 0
  let at = from
  for (; at < limit && isWhiteSpace(classAt(characters, at)); at += 1) {
    const value = classAt(characters, at)
    if (value === CharacterClass.paragraph) lineCount += 2
    const isPairedReturn = codeAt(characters, at) === 0x0d && codeAt(characters, at + 1) === 0x0a
    if (value === CharacterClass.newline && !isPairedReturn) lineCount += 1
  }
  return { gap: lineCount >= 2 ? Gap.break : Gap.space, next: at }
}

function gapOfSign(scan: WordSource, at: number, limit: number): Gap {
  switch (classAt(scan.characters, at)) {
    case CharacterClass.stop:
    case CharacterClass.dash:
      return Gap.break
    case CharacterClass.quote:
    case CharacterClass.apostrophe:
      return Gap.space
    case CharacterClass.middleDot:
      return isBullet(scan.characters, at, limit) ? Gap.break : Gap.middleDot
    case CharacterClass.joiner:
      return Gap.middleDot
    case CharacterClass.hyphen:
      return gapOfHyphen(scan.characters, at, limit)
    case CharacterClass.dot:
      if (isSentenceEnd(scan, at, limit)) return Gap.break
      return isDotBetweenSyllables(scan, at, limit) ? Gap.middleDot : Gap.punctuation
    case CharacterClass.sign:
      return isBullet(scan.characters, at, limit) ? Gap.break : Gap.punctuation
    default:
      return Gap.punctuation
  }
}

/** Signs that begin a point of a list wherever they begin a line. */
const BULLETS: ReadonlySet<number> = new Set(
  [...'•‣◦▪▫■□▲△▶▷►▸▼▽◆◇○●◎◈◉◾◽★☆※❖➢➤✓✔✦⇒\uf0a7\uf0b7\uf0d8'].map(
    (sign) => sign.codePointAt(0) ?? 0,
  ),
)
const ASTERISK = 0x2a

/** Whether a sign begins a line as the bullet of a list; an asterisk or a middle dot does only before a space. */
function isBullet(characters: Characters, at: number, limit: number): boolean {
  const code = codeAt(characters, at)
  const isSure = BULLETS.has(code)
  const mayBe = isSure || code === ASTERISK || classAt(characters, at) === CharacterClass.middleDot
  if (!mayBe) return false
  if (!isSure && !(at + 1 < limit && isWhiteSpace(classAt(characters, at + 1)))) return false
  let before = at - 1
  while (before >= 0 && classAt(characters, before) === CharacterClass.space) before -= 1
  return before >= 0 && isWhiteSpace(classAt(characters, before))
}

/** A hyphen with spaces on both sides is a dash, as two of them are; one between characters counts as a middle dot. */
function gapOfHyphen(characters: Characters, at: number, limit: number): Gap {
  const isSpaced = (index: number): boolean =>
    index < 0 || index >= limit || isWhiteSpace(classAt(characters, index))
  const isHyphen = (index: number): boolean =>
    index >= 0 && index < limit && classAt(characters, index) === CharacterClass.hyphen
  if (isHyphen(at - 1) || isHyphen(at + 1)) return Gap.break
  if (isSpaced(at - 1) && isSpaced(at + 1)) return Gap.break
  return isSpaced(at - 1) || isSpaced(at + 1) ? Gap.space : Gap.middleDot
}

/** 한.미.일 is written for 한·미·일. */
function isDotBetweenSyllables(
  { characters, tokens }: WordSource,
  at: number,
  limit: number,
): boolean {
  const before = tokens.count - 1
  if (before < 0 || tokens.to[before] !== at || tokens.kindAt(before) !== TokenKind.hangul)
    return false
  return (
    tokens.from[before] === at - 1 && at + 1 < limit && isCharacterwise(classAt(characters, at + 1))
  )
}
