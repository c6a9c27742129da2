import { countsInEojeol } from '../korean/korean-borders.ts'
import { isParticleChain } from '../korean/korean-particles.ts'
import { CharacterClass } from '../scan/character-class.ts'
import { classAt, codeAt } from '../scan/characters.ts'
import type { DocumentScan } from '../scan/document-scan.ts'
import { Gap } from '../scan/gap.ts'
import type { SearchedDocument } from '../scan/searched-document.ts'
import { continuesRun } from '../scan/segment-borders.ts'
import { spell, spellAhead } from '../scan/spell.ts'
import { beginsInDate, isBoundNoun } from './bound-characters.ts'
import type { CharacterPlace, PiecePlace } from './character-place.ts'
import { eojeolPlaces } from './eojeol-places.ts'
import { isInKnownWord, KNOWN_WORD_WINDOW, placeInKnownWords } from './han-known-words.ts'
import type { CharactersPiece } from './term-pattern.ts'

/** A katakana term of this length counts within a longer run: エネルギー in 再生可能エネルギー. */
const MIN_FREE_KATAKANA = 5
/** Han terms up to this length must lie on the borders of words: 京都 is not in 東京都. */
const MAX_BORDERED_HAN = 2

/** A piece that is the whole term. */
export const WHOLE_TERM: PiecePlace = {
  isExact: false,
  isFirst: true,
  isLast: true,
  nextGap: Gap.none,
}

/** Whether what was found from `start` to `end` is the term, and no chance part of other words. */
export function hasCharacterBorders(
  document: SearchedDocument,
  piece: CharactersPiece,
  start: CharacterPlace,
  end: CharacterPlace,
  place: PiecePlace,
): boolean {
  const { scan } = document
  const startsHangul = classAt(scan.characters, start.at) === CharacterClass.hangul
  if (isBoundToWhatPrecedes(scan, piece, start, end, place)) return false
  if (startsHangul && start.token === end.token && isPlain(piece, place)) {
    return countsInOneEojeol(document, piece, start, end)
  }
  const endsHangul = classAt(scan.characters, end.at) === CharacterClass.hangul
  if (!place.isLast && !endsBeforeNextPiece(scan, piece, end, place)) return false
  const places = eojeolPlaces(scan, piece, start, end, place)
  if (!places.every((one) => countsInEojeol(one, document.korean))) return false
  if (!startsHangul && !endsHangul) {
    const known = placeInNames(scan, piece, start, end)
    if (known !== 'apart') return known === 'bordered'
  }
  const isLeftFree = startsHangul || !place.isFirst || piece.isOpenStart
  const isRightFree =
    endsHangul || !place.isLast || piece.isOpenEnd || endsDate(scan, piece, end.at)
  return (
    (isLeftFree || isHanBorder(document, piece, start.token, start.at)) &&
    (isRightFree || isHanBorder(document, piece, end.token + 1, end.at))
  )
}

function isBoundToWhatPrecedes(
  scan: DocumentScan,
  piece: CharactersPiece,
  start: CharacterPlace,
  end: CharacterPlace,
  place: PiecePlace,
): boolean {
  if (!place.isFirst || piece.isOpenStart) return false
  if (beginsInDate(scan, start.at)) return true
  return place.isLast && !piece.isOpenEnd && isBoundNoun(scan, piece, start, end)
}

/** Whether the term is nothing but this piece, and nothing is said of its borders. */
function isPlain(piece: CharactersPiece, place: PiecePlace): boolean {
  const isWhole = place.isFirst && place.isLast && !place.isExact
  return isWhole && !piece.isOpenStart && !piece.isOpenEnd && !piece.isCounted
}

function countsInOneEojeol(
  document: SearchedDocument,
  piece: CharactersPiece,
  start: CharacterPlace,
  end: CharacterPlace,
): boolean {
  const { scan, eojeols } = document
  const known = eojeols.find(scan, start.token, start.at, end.at + 1)
  if (known !== null) return known
  const counts = eojeolPlaces(scan, piece, start, end, WHOLE_TERM).every((one) =>
    countsInEojeol(one, document.korean),
  )
  eojeols.add(scan, { token: start.token, from: start.at, to: end.at + 1 }, counts)
  return counts
}

const [YEAR, ...MONTH_AND_DAY] = [...'年月日'].map((character) => character.codePointAt(0) ?? 0)
/** 年代 is a decade, and 年生, 年級 and 年齢 are no dates. */
const NO_DATE: ReadonlySet<number> = new Set(
  [...'代生级級龄齢'].map((character) => character.codePointAt(0) ?? 0),
)

/** Whether a date ends at a place, which any word may follow: 2030年 is in 2030年末 and 2030年度. */
function endsDate({ characters }: DocumentScan, piece: CharactersPiece, at: number): boolean {
  const [code = 0, second] = piece.codes
  if (!piece.isCounted || second !== undefined) return false
  return code === YEAR ? !NO_DATE.has(codeAt(characters, at + 1)) : MONTH_AND_DAY.includes(code)
}

/** How the term lies in known names of Han or kana; a * asks for no border. */
function placeInNames(
  scan: DocumentScan,
  piece: CharactersPiece,
  start: CharacterPlace,
  end: CharacterPlace,
): ReturnType<typeof placeInKnownWords> {
  const { characters } = scan
  if (!isInKnownWord(codeAt(characters, start.at)) && !isInKnownWord(codeAt(characters, end.at))) {
    return 'apart'
  }
  const first = piece.isOpenStart ? start.at : Math.max(0, start.at - KNOWN_WORD_WINDOW)
  const next = piece.isOpenEnd ? end.at + 1 : end.at + 1 + KNOWN_WORD_WINDOW
  const text = spell(characters, first, Math.min(next, characters.length))
  return placeInKnownWords(text, start.at - first, end.at + 1 - first)
}

/** What stands behind the place in the same run of Hangul, as far as it may be particles. */
function restOfRun(scan: DocumentScan, end: CharacterPlace): string {
  return spellAhead(scan.characters, end.at + 1, scan.tokens.to[end.token] ?? 0)
}

/** Another piece of the term follows: only particles may stand between, and only where the rule has a space. */
function endsBeforeNextPiece(
  scan: DocumentScan,
  piece: CharactersPiece,
  end: CharacterPlace,
  place: PiecePlace,
): boolean {
  const rest = restOfRun(scan, end)
  if (rest === '' || piece.isOpenEnd) return true
  return place.nextGap >= Gap.space && isParticleChain(rest)
}

/** Whether a Han or kana term may begin, or end, before the token; `at` is its character on the inner side. */
function isHanBorder(
  document: SearchedDocument,
  piece: CharactersPiece,
  token: number,
  at: number,
): boolean {
  const { characters, tokens } = document.scan
  if (!continuesRun(document.scan, token)) return true
  const isKatakana = (index: number): boolean =>
    classAt(characters, index) === CharacterClass.katakana
  const here = tokens.from[token] ?? 0
  if (isKatakana(here) && isKatakana(here - 1)) return isLongKatakana(piece)
  if (isKatakana(at) || piece.codes.length > MAX_BORDERED_HAN) return true
  return document.borders.isBorder(token)
}

function isLongKatakana(piece: CharactersPiece): boolean {
  return (
    piece.codes.length >= MIN_FREE_KATAKANA &&
    piece.codes.every((code) => code >= 0x30a1 && code <= 0x30ff)
  )
}
