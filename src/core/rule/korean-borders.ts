import { isParticleChain, isVerbEnding } from './korean-particles.ts'

/** How a Korean term stands in its eojeol. */
export type EojeolPlace = {
  /** Syllables of the term. */
  readonly length: number
  /** Whether nothing of the eojeol stands before the term. */
  readonly isStart: boolean
  /** What of the eojeol follows the term. */
  readonly rest: string
  readonly isExact: boolean
  readonly isOpenStart: boolean
  readonly isOpenEnd: boolean
}

/**
 * Whether a term that is part of an eojeol counts. Compounds are written solid, so a term of three syllables
 * counts wherever it stands. One of two counts at the start of the eojeol, or as its last noun: 원전 in
 * 원전수출 and 신규원전에서, not in 회원전용. One of a single syllable has to be the whole noun.
 */
export function countsInEojeol(place: EojeolPlace): boolean {
  const { isStart, rest } = place
  if (place.isOpenStart && place.isOpenEnd) return true
  if (place.isExact)
    return (isStart || place.isOpenStart) && (place.isOpenEnd || isParticleChain(rest))
  if (place.isOpenStart) return endsNoun(rest)
  if (place.isOpenEnd) return isStart
  if (place.length >= 3) return true
  if (place.length === 2) return isStart || endsNoun(rest)
  return isStart && isParticleChain(rest)
}

function endsNoun(rest: string): boolean {
  return isParticleChain(rest) || isVerbEnding(rest)
}
