import { CharacterClass } from './character-class.ts'
import type { CharacterPlace, PiecePlace } from './character-place.ts'
import { type DocumentScan, Gap } from './document-scan.ts'
import { countsInEojeol } from './korean-borders.ts'
import { isParticleChain } from './korean-particles.ts'
import { spellAhead } from './spell.ts'
import type { SearchedDocument } from './term-hit.ts'
import type { CharactersPiece } from './term-pattern.ts'

/** A katakana term of this length counts within a longer run: エネルギー in 再生可能エネルギー. */
const MIN_FREE_KATAKANA = 5
/** Han terms up to this length must lie on the borders of words: 京都 is not in 東京都. */
const MAX_BORDERED_HAN = 2

/** Whether what was found from `start` to `end` is the term, and no chance part of other words. */
export function hasCharacterBorders(
  document: SearchedDocument,
  piece: CharactersPiece,
  start: CharacterPlace,
  end: CharacterPlace,
  place: PiecePlace,
): boolean {
  const { scan } = document
  const startsHangul = scan.characters.classes[start.at] === CharacterClass.hangul
  const endsHangul = scan.characters.classes[end.at] === CharacterClass.hangul
  if (!place.isLast && !endsBeforeNextPiece(scan, piece, end, place)) return false
  if (startsHangul || endsHangul) {
    const counts = countsInEojeol({
      length: piece.codes.length,
      isStart: !startsHangul || !place.isFirst || start.at === scan.tokens[start.token]?.from,
      rest: endsHangul && place.isLast ? restOfRun(scan, end) : '',
      isExact: place.isExact,
      isOpenStart: piece.isOpenStart,
      isOpenEnd: piece.isOpenEnd,
    })
    if (!counts) return false
  }
  const isLeftFree = startsHangul || !place.isFirst || piece.isOpenStart
  const isRightFree = endsHangul || !place.isLast || piece.isOpenEnd
  return (
    (isLeftFree || isHanBorder(document, piece, start.token, start.at)) &&
    (isRightFree || isHanBorder(document, piece, end.token + 1, end.at))
  )
}

/** What stands behind the place in the same run of Hangul, as far as it may be particles. */
function restOfRun(scan: DocumentScan, end: CharacterPlace): string {
  return spellAhead(scan.characters, end.at + 1, scan.tokens[end.token]?.to ?? 0)
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
  const { scan } = document
  const here = scan.tokens[token]
  const before = scan.tokens[token - 1]
  if (here?.kind !== 'character' || before?.kind !== 'character' || here.gap !== Gap.none)
    return true
  const { classes } = scan.characters
  const isKatakana = (index: number): boolean => classes[index] === CharacterClass.katakana
  if (isKatakana(here.from) && isKatakana(before.from)) return isLongKatakana(piece)
  if (isKatakana(at) || piece.codes.length > MAX_BORDERED_HAN) return true
  return document.borders.isBorder(token)
}

function isLongKatakana(piece: CharactersPiece): boolean {
  return (
    piece.codes.length >= MIN_FREE_KATAKANA &&
    piece.codes.every((code) => code >= 0x30a1 && code <= 0x30ff)
  )
}
