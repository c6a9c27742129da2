import { isParticleChain } from '../korean/korean-particles.ts'
import { isAttachedParticle } from '../scan/attached-particle.ts'
import { codeAt } from '../scan/characters.ts'
import type { DocumentScan } from '../scan/document-scan.ts'
import { Gap } from '../scan/gap.ts'
import { mayContinue } from '../scan/may-continue.ts'
import type { SearchedDocument } from '../scan/searched-document.ts'
import { spellAhead } from '../scan/spell.ts'
import { TokenKind, type Tokens } from '../scan/tokens.ts'
import { hasCharacterBorders } from './character-borders.ts'
import type { CharacterPlace, PiecePlace } from './character-place.ts'
import { firstEnds } from './first-ends.ts'
import type { CharactersPiece } from './term-pattern.ts'
import { ANY_CHARACTER_CODE } from './wildcards.ts'

/** Terms of up to this many syllables are never looked for with spaces inside: 한국 is not 한 국. */
const MAX_SOLID_SYLLABLES = 3

/** The last characters of each way in which the piece stands at a place. */
export function matchCharacters(
  document: SearchedDocument,
  piece: CharactersPiece,
  start: CharacterPlace,
  place: PiecePlace,
): readonly CharacterPlace[] {
  return walk(document.scan, piece, start).filter((end) =>
    hasCharacterBorders(document, piece, start, end, place),
  )
}

/** The same without looking at borders: what is there to be found at all. */
export function walk(
  scan: DocumentScan,
  piece: CharactersPiece,
  start: CharacterPlace,
): readonly CharacterPlace[] {
  const widest = widestGap(piece)
  const { length } = piece.codes
  let ways: readonly CharacterPlace[] = [start]
  for (let first = 0; ; ) {
    const next = endOfSolid(piece, first)
    const ends: CharacterPlace[] = []
    for (const way of ways) {
      const end = solidEnd(scan, piece, widest, first, next, way)
      if (end !== null) ends.push(end)
    }
    if (next >= length || ends.length === 0) return ends
    ways = placesBehindSpace(scan, ends, Math.max(widest, piece.gaps[next] ?? Gap.none))
    first = next
  }
}

/** The index behind the characters from `first` on that the rule has no space within. */
function endOfSolid({ gaps, codes }: CharactersPiece, first: number): number {
  let next = first + 1
  while (next < codes.length && (gaps[next] ?? Gap.none) < Gap.space) next += 1
  return next
}

/** The place of the last of the characters from `first` to before `next`, if they stand from a place on. */
function solidEnd(
  scan: DocumentScan,
  piece: CharactersPiece,
  widest: Gap,
  first: number,
  next: number,
  start: CharacterPlace,
): CharacterPlace | null {
  let place = start
  for (let index = first; fitsAt(scan, piece, index, place); ) {
    index += 1
    if (index === next) return place
    const behind = nextPlace(scan, place)
    if (behind === null || behind.gap > Math.max(widest, piece.gaps[index] ?? Gap.none)) return null
    place = behind.place
  }
  return null
}

/** Where a piece may go on behind a space of the rule: at the next characters, or behind particles. */
function placesBehindSpace(
  scan: DocumentScan,
  ends: readonly CharacterPlace[],
  gap: number,
): readonly CharacterPlace[] {
  const places: CharacterPlace[] = []
  for (const end of ends) {
    const next = nextPlace(scan, end)
    if (next !== null && next.gap <= gap) places.push(next.place)
    const afterParticle = placeAfterParticle(scan, end)
    if (afterParticle !== null) places.push(afterParticle)
  }
  return firstEnds(places)
}

function fitsAt(
  scan: DocumentScan,
  piece: CharactersPiece,
  index: number,
  place: CharacterPlace,
): boolean {
  const wanted = piece.codes[index]
  return wanted === ANY_CHARACTER_CODE || wanted === codeAt(scan.characters, place.at)
}

/** What may stand between two characters where the rule has nothing. */
export function widestGap(piece: CharactersPiece): Gap {
  const isHangul = piece.codes.every((code) => code === ANY_CHARACTER_CODE || isHangulCode(code))
  // 3500억달러 is written 3500억 달러 by the rules of spelling
  const isSolid = isHangul && piece.codes.length <= MAX_SOLID_SYLLABLES && !piece.isCounted
  return isSolid ? Gap.middleDot : Gap.space
}

/** The character behind a place, and what parts them; null if none of Hangul, Han or kana follows. */
function nextPlace(
  scan: DocumentScan,
  place: CharacterPlace,
): { readonly place: CharacterPlace; readonly gap: Gap } | null {
  const { tokens } = scan
  if (place.at + 1 < (tokens.to[place.token] ?? 0))
    return { place: { token: place.token, at: place.at + 1 }, gap: Gap.none }
  const next = place.token + 1
  // a break of the rule allows one of the text, but not the border between two fields
  if (!isOfCharacters(tokens, next) || !mayContinue(scan, next, Gap.break)) return null
  const gap = tokens.gapAt(next)
  return { place: { token: next, at: tokens.from[next] ?? 0 }, gap }
}

/** Where a space of the rule leads if particles stand before the space of the text: 양해각서를 체결. */
export function placeAfterParticle(
  scan: DocumentScan,
  place: CharacterPlace,
): CharacterPlace | null {
  const { tokens } = scan
  const to = tokens.to[place.token] ?? 0
  // behind Han, a bracket or a quote, the particles are a token of their own
  const isApart = place.at + 1 >= to
  const next = place.token + (isApart ? 2 : 1)
  if (!isOfCharacters(tokens, next) || tokens.gapAt(next) !== Gap.space) return null
  const isBehindParticle = isApart
    ? isAttachedParticle(scan, place.token + 1)
    : tokens.kindAt(place.token) === TokenKind.hangul &&
      isParticleChain(spellAhead(scan.characters, place.at + 1, to))
  return isBehindParticle ? { token: next, at: tokens.from[next] ?? 0 } : null
}

/** Whether the token is Hangul, Han or kana. */
export function isOfCharacters(tokens: Tokens, token: number): boolean {
  const kind = token < tokens.count ? tokens.kindAt(token) : TokenKind.word
  return kind === TokenKind.hangul || kind === TokenKind.character
}

function isHangulCode(code: number): boolean {
  return (
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0x1100 && code <= 0x11ff) ||
    (code >= 0x3131 && code <= 0x318e)
  )
}
