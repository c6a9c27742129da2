import { isPrefix } from './korean-affixes.ts'
import {
  cutsThroughTerm,
  endsInParticle,
  type HangulPlace,
  partsBehindCounter,
} from './korean-division.ts'
import type { KoreanLexicon } from './korean-lexicon.ts'
import { endsPartOfLaw, isBeforePartOfLaw, isCounterAndParticle } from './korean-numbers.ts'
import { isParticleChain } from './korean-particles.ts'
import { isVerbEnding } from './korean-verb-forms.ts'

/**
 * How a Korean term stands in its eojeol. A term that runs over several, as 소형 모듈 원자로를 does, is looked at where it
 * begins and where it ends; what lies between is covered whole.
 */
export type EojeolPlace = HangulPlace & {
  /** Which part of the term this is; the sides on which the term goes on have no border. */
  readonly part: 'whole' | 'beginning' | 'end'
  /** Whether the term goes on beyond a space where the rule has none. */
  readonly isTorn: boolean
  /** Syllables of the whole term. */
  readonly length: number
  /** Whether the rule has a number directly before it. */
  readonly isCounted: boolean
  readonly isExact: boolean
  readonly isOpenStart: boolean
  readonly isOpenEnd: boolean
}

/** How many syllables before and behind a term its place has to show. */
export const EOJEOL_WINDOW = 14

/** Iran, and a particle that explains what stands before it: 탄소중립이란. */
const NAME_AND_PARTICLE = '이란'

/**
 * Whether a term that is part of an eojeol counts. Compounds are written solid, so it counts wherever it stands, unless
 * the eojeol divides better in a way that cuts through it (korean-division.ts): 원전 in 원전수출 and 신규원전건설,
 * not in 회원전용. Without a lexicon, three syllables count anywhere, two at the start of the eojeol or as its last
 * noun. A single syllable has to be the whole noun.
 */
export function countsInEojeol(place: EojeolPlace, lexicon: KoreanLexicon | null): boolean {
  const { run, from, to, part } = place
  const isStart = from === 0 || part === 'end'
  const rest = part === 'beginning' ? '' : run.slice(to)
  if (place.isOpenStart && place.isOpenEnd) return true
  if (place.isOpenStart && !place.isExact) return endsNoun(rest)
  if (place.isOpenEnd && !place.isExact) return isStart
  if (place.isExact) {
    const isBordered = (isStart || place.isOpenStart) && (place.isOpenEnd || isParticleChain(rest))
    if (!isBordered || place.isOpenStart || place.isOpenEnd) return isBordered
  }
  if (isTornApart(place, rest, lexicon) || isParticle(place, rest)) return false
  if (place.length === 1) return isWholeNoun(place, rest, lexicon)
  if (part === 'whole' && isCountedByChance(place)) return false
  if (lexicon === null) return place.length > 2 || isStart || endsNoun(rest)
  const seen = part === 'beginning' ? run.slice(0, to) : run
  return !cutsThroughTerm({ run: seen, from, to, follows: place.follows }, lexicon)
}

function isWholeNoun(place: EojeolPlace, rest: string, lexicon: KoreanLexicon | null): boolean {
  const { run, from, part, follows } = place
  if (from > 0 && part !== 'end') {
    return part === 'beginning' && follows === 'number' && endsPartOfLaw(run.slice(0, from))
  }
  return isParticleChain(rest) || (place.isCounted && isCounterBefore(place, rest, lexicon))
}

/** Whether a number counts by the beginning of the term, and particles follow: 대만 in 10대만. */
function isCountedByChance({ run, from, follows, isCounted }: EojeolPlace): boolean {
  return follows === 'number' && from === 0 && !isCounted && isCounterAndParticle(run)
}

/** What numbers in ten thousands and hundreds of millions count. */
const COUNTED =
  /^(?:여|명|원|달러|불|엔|유로|위안|파운드|대|개|건|톤|가구|호|세대|평|마리|병|곳|척|배럴|주|권|부|표|장|회|인)/

/**
 * Whether a syllable that a number counts by ends before `rest`: 100만 in 100만명을, 3차 in 3차회의; not 3천 in 3천만, nor
 * 2차 in 2차관.
 */
function isCounterBefore(
  { run, from, to, follows }: EojeolPlace,
  rest: string,
  lexicon: KoreanLexicon | null,
): boolean {
  if (follows !== 'number') return false
  if (isBeforePartOfLaw(run.slice(from, to), rest)) return true
  if (/^[십백천만억조]$/.test(run.slice(from, to))) return COUNTED.test(rest)
  if (lexicon === null || rest.length < 2) return false
  return partsBehindCounter(run, to, lexicon)
}

function endsNoun(rest: string): boolean {
  return isParticleChain(rest) || isVerbEnding(rest)
}

/**
 * Whether a space that the rule does not have parts the term where no one would write it: behind a particle, or before its
 * last syllable alone. 한국은행 is not in 한국은 행복하다.
 */
function isTornApart(place: EojeolPlace, rest: string, lexicon: KoreanLexicon | null): boolean {
  if (!place.isTorn) return false
  const part = place.run.slice(place.from, place.to)
  if (place.part === 'end') return part.length === 1 && !isParticleChain(rest)
  return lexicon === null ? endsInSureParticle(part) : endsInParticle(part, lexicon)
}

/** Particles that end few nouns: 은 and 을 behind a consonant, 는 and 를 behind a vowel. */
function endsInSureParticle(part: string): boolean {
  if (part.length < 3) return false
  const hasFinal = (part.charCodeAt(part.length - 2) - 0xac00) % 28 > 0
  return (hasFinal ? '은을' : '는를').includes(part.charAt(part.length - 1))
}

/** Whether the term is Iran in the rule and a particle in the text. 대이란 and 반이란 are about Iran. */
function isParticle({ run, from, to, part, follows }: EojeolPlace, rest: string): boolean {
  if (part !== 'whole' || rest !== '' || run.slice(from, to) !== NAME_AND_PARTICLE) return false
  return from === 0 ? follows !== 'nothing' : from > 1 || !isPrefix(run.charAt(0))
}
