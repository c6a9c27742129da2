import { EOJEOL_WINDOW, type EojeolPlace } from '../korean/korean-borders.ts'
import type { HangulPlace } from '../korean/korean-division.ts'
import { neighbourOf } from '../korean/korean-neighbour.ts'
import { CharacterClass } from '../scan/character-class.ts'
import { classAt, codeAt } from '../scan/characters.ts'
import { type DocumentScan, sectionOfToken } from '../scan/document-scan.ts'
import { Gap } from '../scan/gap.ts'
import { spell } from '../scan/spell.ts'
import type { CharacterPlace, PiecePlace } from './character-place.ts'
import type { CharactersPiece } from './term-pattern.ts'
import { ANY_CHARACTER_CODE } from './wildcards.ts'

type Range = { readonly token: number; readonly from: number; readonly to: number }

/**
 * The eojeols in which a piece of a term that was found from `start` to `end` begins and ends, as far as it does so
 * in Hangul: one place if it begins and ends in the same.
 */
export function eojeolPlaces(
  scan: DocumentScan,
  piece: CharactersPiece,
  start: CharacterPlace,
  end: CharacterPlace,
  place: PiecePlace,
): readonly EojeolPlace[] {
  const begins = place.isFirst && isHangul(scan, start.at)
  const ends = place.isLast && isHangul(scan, end.at)
  const isOne = start.token === end.token
  const placeOf = (part: EojeolPlace['part'], range: Range, isTorn: boolean): EojeolPlace => ({
    ...spellAround(scan, range),
    part,
    isTorn,
    length: piece.codes.length,
    isCounted: piece.isCounted,
    isExact: place.isExact,
    isOpenStart: piece.isOpenStart,
    isOpenEnd: piece.isOpenEnd,
  })
  const last = { token: end.token, from: start.at, to: end.at + 1 }
  if (isOne && begins && ends) return [placeOf('whole', last, false)]

  const places: EojeolPlace[] = []
  if (begins) {
    const count = isOne ? end.at + 1 - start.at : countBeforeGap(scan, piece, start)
    const range = { token: start.token, from: start.at, to: start.at + count }
    const reachesEnd = range.to === scan.tokens.to[start.token]
    const isTorn = !isOne && reachesEnd && isSpaceOfText(scan, piece, start.token + 1, count)
    places.push(placeOf('beginning', range, isTorn))
  }
  if (ends) {
    const from = isOne ? start.at : (scan.tokens.from[end.token] ?? 0)
    const index = piece.codes.length - (last.to - from)
    const isTorn = !isOne && isSpaceOfText(scan, piece, end.token, index)
    places.push(placeOf('end', { ...last, from }, isTorn))
  }
  return places
}

/** How many syllables of the piece stand in its first eojeol; behind them may be particles where the rule has a space. */
function countBeforeGap(scan: DocumentScan, piece: CharactersPiece, start: CharacterPlace): number {
  const limit = (scan.tokens.to[start.token] ?? 0) - start.at
  let count = 0
  while (count < limit && count < piece.codes.length) {
    const wanted = piece.codes[count]
    if (wanted !== ANY_CHARACTER_CODE && wanted !== codeAt(scan.characters, start.at + count)) break
    count += 1
  }
  if (count === limit) return count
  const gapOfRule = piece.gaps.findLastIndex(
    (gap, index) => index > 0 && index <= count && gap >= Gap.space,
  )
  return gapOfRule > 0 ? gapOfRule : count
}

/** Whether a space of the text stands before the token, and none of the rule before that character of the piece. */
function isSpaceOfText(
  scan: DocumentScan,
  piece: CharactersPiece,
  token: number,
  index: number,
): boolean {
  return scan.tokens.gapAt(token) === Gap.space && (piece.gaps[index] ?? Gap.none) < Gap.space
}

function spellAround(scan: DocumentScan, range: Range): HangulPlace {
  const { tokens } = scan
  const from = tokens.from[range.token] ?? 0
  const first = Math.max(from, range.from - EOJEOL_WINDOW)
  const next = Math.min(tokens.to[range.token] ?? 0, range.to + EOJEOL_WINDOW)
  return {
    run: readRun(scan, range.token, first, next),
    from: range.from - first,
    to: range.to - first,
    follows: first === from ? neighbourOf(scan, range.token) : 'nothing',
  }
}

/** The folded characters of a run; a piece of the text itself where they are the same, which saves making a string. */
function readRun(scan: DocumentScan, token: number, first: number, next: number): string {
  const { characters } = scan
  const section = sectionOfToken(scan, token)
  if (section !== null) {
    const start = (characters.starts[first] ?? 0) - section.offset
    const { text } = section
    let at = first
    while (at < next && text.charCodeAt(start + at - first) === codeAt(characters, at)) at += 1
    if (at === next) return text.slice(start, start + next - first)
  }
  return spell(characters, first, next)
}

function isHangul(scan: DocumentScan, at: number): boolean {
  return classAt(scan.characters, at) === CharacterClass.hangul
}
