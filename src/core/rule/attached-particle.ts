import type { DocumentScan } from './document-scan.ts'
import { Gap } from './gap.ts'
import { isParticleChain } from './korean-particles.ts'
import { spellAhead } from './spell.ts'
import { TokenKind } from './tokens.ts'

/** Whether a token is nothing but Korean particles that hang on the word before it: the 은 of SMR은. */
export function isAttachedParticle({ characters, tokens }: DocumentScan, token: number): boolean {
  if (token >= tokens.count || tokens.kindAt(token) !== TokenKind.hangul) return false
  if (tokens.gapAt(token) !== Gap.none) return false
  return isParticleChain(spellAhead(characters, tokens.from[token] ?? 0, tokens.to[token] ?? 0))
}
