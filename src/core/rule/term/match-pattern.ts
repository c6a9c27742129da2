import { isAttachedParticle } from '../scan/attached-particle.ts'
import { Gap } from '../scan/gap.ts'
import { mayContinue } from '../scan/may-continue.ts'
import type { SearchedDocument } from '../scan/searched-document.ts'
import type { CharacterPlace } from './character-place.ts'
import { exactHit } from './exact-text.ts'
import { firstEnds } from './first-ends.ts'
import { matchCharacters } from './match-characters.ts'
import { matchWords } from './match-words.ts'
import type { PatternPiece, TermPattern } from './term-pattern.ts'
import type { TermRange } from './term-range.ts'

/** All hits of a term that begin at a place. */
export function matchPattern(
  document: SearchedDocument,
  pattern: TermPattern,
  start: CharacterPlace,
): readonly TermRange[] {
  const { pieces, exact } = pattern
  let ends = matchPiece(document, pattern, 0, start)
  for (let index = 1; index < pieces.length && ends.length > 0; index += 1) {
    const places = placesBehind(document, ends, pieces[index]?.gap ?? Gap.none)
    ends = endsFrom(document, pattern, index, places)
  }
  return ends.flatMap(({ token, at }) => {
    const hit = { firstToken: start.token, nextToken: token + 1, from: start.at, to: at + 1 }
    return (exact === null ? hit : exactHit(document.scan, exact, hit)) ?? []
  })
}

/** The last characters of each way in which a piece stands at one of some places. */
function endsFrom(
  document: SearchedDocument,
  pattern: TermPattern,
  index: number,
  places: readonly CharacterPlace[],
): readonly CharacterPlace[] {
  let ends: readonly CharacterPlace[] = []
  for (const place of places) {
    const more = matchPiece(document, pattern, index, place)
    ends = ends.length === 0 ? more : [...ends, ...more]
  }
  return firstEnds(ends)
}

/** The last characters of each way in which a piece stands at a place. */
function matchPiece(
  document: SearchedDocument,
  pattern: TermPattern,
  index: number,
  start: CharacterPlace,
): readonly CharacterPlace[] {
  const piece = pattern.pieces[index]
  const { tokens } = document.scan
  if (piece === undefined) return []
  if (piece.kind === 'words') {
    const ends = matchWords(document, piece, start.token)
    return ends.map((next) => ({ token: next - 1, at: (tokens.to[next - 1] ?? 0) - 1 }))
  }
  const next: PatternPiece | undefined = pattern.pieces[index + 1]
  return matchCharacters(document, piece, start, {
    isExact: pattern.exact !== null,
    isFirst: index === 0,
    isLast: next === undefined,
    nextGap: next?.gap ?? Gap.none,
  })
}

/** Where the next piece may begin: at the next token, or behind particles where the rule has a space. */
function placesBehind(
  { scan }: SearchedDocument,
  ends: readonly CharacterPlace[],
  gap: Gap,
): readonly CharacterPlace[] {
  const { from } = scan.tokens
  const places: CharacterPlace[] = []
  for (const end of ends) {
    const token = end.token + 1
    if (!mayContinue(scan, token, gap)) continue
    places.push({ token, at: from[token] ?? 0 })
    const after = token + 1
    if (gap >= Gap.space && isAttachedParticle(scan, token) && mayContinue(scan, after, gap)) {
      places.push({ token: after, at: from[after] ?? 0 })
    }
  }
  return firstEnds(places)
}
