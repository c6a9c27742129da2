import { CharacterClass } from '../scan/character-class.ts'
import { type Characters, classAt, codeAt } from '../scan/characters.ts'
import type { DocumentScan } from '../scan/document-scan.ts'
import { Gap } from '../scan/gap.ts'
import { TokenKind } from '../scan/tokens.ts'
import type { CharacterPlace } from './character-place.ts'
import type { CharactersPiece } from './term-pattern.ts'

/*
 * First characters that belong to what stands before them, whatever word they would begin: 日 to its number, and the bound noun
 * 수 to its verb.
 */

const codeOf = (character: string): number => character.codePointAt(0) ?? 0
const [YEAR = 0, MONTH = 0, DAY = 0, DEGREE = 0] = [...'年月日度'].map(codeOf)
const LONGEST_YEAR = 4
const LONGEST_DAY = 2
const ZERO = 0x30
const NINE = 0x39

/** Whether what begins there begins with the end of a date: 日本 in 3月1日本院, not in 2025日本. 年度 is a word behind a number too. */
export function beginsInDate({ characters }: DocumentScan, at: number): boolean {
  const code = codeAt(characters, at)
  if (code !== YEAR && code !== MONTH && code !== DAY) return false
  if (code === YEAR && codeAt(characters, at + 1) === DEGREE) return false
  const digits = countDigitsBefore(characters, at)
  if (digits === 0 || digits > (code === YEAR ? LONGEST_YEAR : LONGEST_DAY)) return false
  // the number of G7 counts no days
  return classAt(characters, at - digits - 1) !== CharacterClass.latin
}

function countDigitsBefore(characters: Characters, at: number): number {
  let count = 0
  while (count <= LONGEST_YEAR && isDigit(codeAt(characters, at - 1 - count))) count += 1
  return count
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE
}

type BoundNoun = { readonly codes: readonly number[]; readonly verbs: readonly number[] }

/** Bound nouns with their particles that are spelled like a noun, and how the verbs begin that go with them. */
const BOUND_NOUNS: readonly BoundNoun[] = [
  ['수도', '있없'],
  ['수가', '있없'],
  ['지도', '모몰'],
].map(([noun = '', verbs = '']) => ({
  codes: [...noun].map(codeOf),
  verbs: [...verbs].map(codeOf),
}))

/** Whether a term is a bound noun between its verbs: 수도 in 발생할 수도 있다. */
export function isBoundNoun(
  scan: DocumentScan,
  { codes }: CharactersPiece,
  start: CharacterPlace,
  end: CharacterPlace,
): boolean {
  if (codes.length !== 2 || start.token !== end.token) return false
  for (const noun of BOUND_NOUNS) {
    if (noun.codes[0] !== codes[0] || noun.codes[1] !== codes[1]) continue
    return isBehindFuture(scan, start) && isBeforeVerb(scan, end, noun.verbs)
  }
  return false
}

const FIRST_SYLLABLE = 0xac00
const FINALS = 28
const FINAL_L = 8

/** Whether an eojeol begins there, and the one before it ends in ㄹ as 할 and 될 do. */
function isBehindFuture(
  { characters, tokens }: DocumentScan,
  { token, at }: CharacterPlace,
): boolean {
  if (tokens.from[token] !== at || tokens.gapAt(token) !== Gap.space) return false
  if (token === 0 || tokens.kindAt(token - 1) !== TokenKind.hangul) return false
  const last = codeAt(characters, (tokens.to[token - 1] ?? 0) - 1)
  return (last - FIRST_SYLLABLE) % FINALS === FINAL_L
}

function isBeforeVerb(
  { characters, tokens }: DocumentScan,
  { token, at }: CharacterPlace,
  verbs: readonly number[],
): boolean {
  if (tokens.to[token] !== at + 1) return verbs.includes(codeAt(characters, at + 1))
  if (token + 1 >= tokens.count || tokens.gapAt(token + 1) !== Gap.space) return false
  return verbs.includes(codeAt(characters, tokens.from[token + 1] ?? 0))
}
