import { isAttachedParticle } from '../scan/attached-particle.ts'
import { Gap } from '../scan/gap.ts'
import { mayContinue } from '../scan/may-continue.ts'
import type { SearchedDocument } from '../scan/searched-document.ts'
import type { CharacterPlace } from './character-place.ts'
import { exactHit } from './exact-text.ts'
import { matchCharacters } from './match-characters.ts'
import { matchWords } from './match-words.ts'
import type { PatternPiece, TermPattern } from './term-pattern.ts'
import type { TermRange } from './term-range.ts'

/** How far a term has been found: the token where it would go on, and the end of its last character. */
type Reached = { readonly nextToken: number; readonly to: number }

/** All hits of a term that begin at a place. */
export function matchPattern(
  document: SearchedDocument,
  pattern: TermPattern,
  start: CharacterPlace,
): readonly TermRange[] {
  let reached: readonly Reached[] = [{ nextToken: start.token, to: start.at }]
  for (const [index, piece] of pattern.pieces.entries()) {
    const next: Reached[] = []
    for (const from of reached) {
      const starts = index === 0 ? [start] : placesBehind(document, from, piece.gap)
      for (const place of starts) {
        for (const end of matchPiece(document, pattern, index, place)) {
          if (!next.some((other) => other.to === end.to)) next.push(end)
        }
      }
    }
    if (next.length === 0) return []
    reached = next
  }
  const { exact } = pattern
  return reached.flatMap(({ nextToken, to }) => {
    const hit = { firstToken: start.token, nextToken, from: start.at, to }
    return (exact === null ? hit : exactHit(document.scan, exact, hit)) ?? []
  })
}

function matchPiece(
  document: SearchedDocument,
  pattern: TermPattern,
  index: number,
  start: CharacterPlace,
): readonly Reached[] {
  const piece = pattern.pieces[index]
  const { tokens } = document.scan
  if (piece === undefined) return []
  if (piece.kind === 'words') {
    return [...matchWords(document, piece, start.token)].map((nextToken) => ({
      nextToken,
      to: tokens.to[nextToken - 1] ?? start.at,
    }))
  }
  const next: PatternPiece | undefined = pattern.pieces[index + 1]
  return matchCharacters(document, piece, start, {
    isExact: pattern.exact !== null,
    isFirst: index === 0,
    isLast: next === undefined,
    nextGap: next?.gap ?? Gap.none,
  }).map((end) => ({ nextToken: end.token + 1, to: end.at + 1 }))
}

/** Where the next piece may begin: at the next token, or behind particles where the rule has a space. */
function placesBehind(
  document: SearchedDocument,
  from: Reached,
  gap: Gap,
): readonly CharacterPlace[] {
  const { scan } = document
  const token = from.nextToken
  if (!mayContinue(scan, token, gap)) return []
  const places = [{ token, at: scan.tokens.from[token] ?? 0 }]
  const after = token + 1
  if (gap >= Gap.space && isAttachedParticle(scan, token) && mayContinue(scan, after, gap)) {
    places.push({ token: after, at: scan.tokens.from[after] ?? 0 })
  }
  return places
}
