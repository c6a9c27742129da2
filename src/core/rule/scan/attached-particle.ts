import { isParticleChain } from '../korean/korean-particles.ts'
import { CharacterClass, isWhiteSpace } from './character-class.ts'
import { type Characters, classAt, codeAt } from './characters.ts'
import type { DocumentScan } from './document-scan.ts'
import { Gap } from './gap.ts'
import { spellAhead } from './spell.ts'
import { TokenKind } from './tokens.ts'

/** Whether a token is nothing but Korean particles that hang on what stands before it: 은 in SMR은, (MOU)은 and 15%은. */
export function isAttachedParticle(scan: DocumentScan, token: number): boolean {
  const { characters, tokens } = scan
  if (token <= 0 || token >= tokens.count || tokens.kindAt(token) !== TokenKind.hangul) return false
  const gap = tokens.gapAt(token)
  const from = tokens.from[token] ?? 0
  if (gap === Gap.break || !(gap === Gap.none || isBehindCloser(characters, from))) return false
  return isParticleChain(spellAhead(characters, from, tokens.to[token] ?? 0))
}

/** Signs behind which a particle belongs to what they close or measure; quotes are looked at apart. */
const CLOSERS: ReadonlySet<number> = new Set(
  [...')]}>》〉】〕％%‰°′″®'].map((sign) => sign.codePointAt(0) ?? 0),
)
const OPENING_QUOTES: ReadonlySet<number> = new Set(
  [...'“‘„‟‛«‹「『〝'].map((sign) => sign.codePointAt(0) ?? 0),
)

/** Whether a bracket or quote that closes, or the sign of a measure, stands directly before a place. */
export function isBehindCloser(characters: Characters, at: number): boolean {
  // nearly everything stands behind a space
  if (at < 2 || isWhiteSpace(classAt(characters, at - 1))) return false
  const code = codeAt(characters, at - 1)
  if (CLOSERS.has(code) || isTradeMark(characters, at)) return true
  const value = classAt(characters, at - 1)
  if (value !== CharacterClass.quote && value !== CharacterClass.apostrophe) return false
  // a straight quote behind a space opens
  return !OPENING_QUOTES.has(code) && !isWhiteSpace(classAt(characters, at - 2))
}

const SMALL_T = 0x74
const SMALL_M = 0x6d

/** Whether ™ stands before a place: as it is read it is two signs. */
function isTradeMark(characters: Characters, at: number): boolean {
  const isSign = (index: number, code: number): boolean =>
    codeAt(characters, index) === code && classAt(characters, index) === CharacterClass.sign
  return isSign(at - 1, SMALL_M) && isSign(at - 2, SMALL_T)
}
