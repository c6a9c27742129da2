import { isParticleChain, isVerbEnding } from '../../../../src/core/rule/korean-particles.ts'
import type { LettersPiece } from './read-term.ts'
import type { Section } from './section.ts'
import { Gap } from './separator-gap.ts'
import type { Slot } from './slot.ts'

/** Where a piece stands within its term. */
type PiecePlace = {
  readonly isExact: boolean
  readonly isFirst: boolean
  /** What parts the next piece from it; null if it is the last. */
  readonly nextGap: number | null
}

/** Slots behind each way in which Hangul, Han or kana of a term stand at a slot. */
export function endsOfLetters(
  section: Section,
  piece: LettersPiece,
  at: number,
  place: PiecePlace,
): readonly number[] {
  return endsFrom(section.slots, piece, 0, at).filter((end) =>
    isWhole(section, piece, at, end, place),
  )
}

function endsFrom(
  slots: readonly Slot[],
  piece: LettersPiece,
  index: number,
  at: number,
): readonly number[] {
  const slot = slots[at]
  const wanted = piece.letters[index]
  if (slot === undefined || wanted === undefined || !isOfLetters(slot)) return []
  if (wanted.letter !== '?' && wanted.letter !== slot.letters) return []
  const next = piece.letters[index + 1]
  if (next === undefined) return [at + 1]
  const isSolid = piece.letters.length <= 3 && piece.letters.every(({ letter }) => isHangul(letter))
  const widest = Math.max(next.gap, isSolid ? Gap.dot : Gap.space)
  const after = slots[at + 1]
  const ways = after !== undefined && after.gap <= widest ? [at + 1] : []
  const rest = restOfEojeol(slots, at)
  const isParticle = next.gap >= Gap.space && rest !== '' && isParticleChain(rest)
  const behind = at + 1 + rest.length
  if (isParticle && slots[behind]?.gap === Gap.space) ways.push(behind)
  return [...new Set(ways.flatMap((way) => endsFrom(slots, piece, index + 1, way)))]
}

/** Whether what stands there is the term, and no chance part of other words. */
function isWhole(
  section: Section,
  piece: LettersPiece,
  from: number,
  to: number,
  place: PiecePlace,
): boolean {
  const { slots } = section
  const first = slots[from]!
  const last = slots[to - 1]!
  const rest = restOfEojeol(slots, to - 1)
  const { nextGap } = place
  if (nextGap !== null && rest !== '' && !piece.isOpenEnd) {
    if (nextGap < Gap.space || !isParticleChain(rest)) return false
  }
  const startsHangul = first.kind === 'syllable'
  const endsHangul = last.kind === 'syllable'
  if (startsHangul || endsHangul) {
    const isStart = !startsHangul || !place.isFirst || slots[from - 1]?.run !== first.run
    const behind = nextGap === null ? rest : ''
    if (!countsInEojeol(piece, isStart, behind, place.isExact)) return false
  }
  const isLeftFree = startsHangul || !place.isFirst || piece.isOpenStart
  const isRightFree = endsHangul || nextGap !== null || piece.isOpenEnd
  return (
    (isLeftFree || isBorder(section, piece, from, from)) &&
    (isRightFree || isBorder(section, piece, to, to - 1))
  )
}

/**
 * Three syllables count wherever they stand, two at the start of an eojeol or as its last noun, one as the
 * whole noun; a * frees its side, and what is exact takes nothing but particles.
 */
function countsInEojeol(
  piece: LettersPiece,
  isStart: boolean,
  rest: string,
  isExact: boolean,
): boolean {
  const { isOpenStart, isOpenEnd } = piece
  const isNounEnd = isParticleChain(rest) || isVerbEnding(rest)
  if (isOpenStart && isOpenEnd) return true
  if (isExact) return (isStart || isOpenStart) && (isOpenEnd || isParticleChain(rest))
  if (isOpenStart) return isNounEnd
  if (isOpenEnd) return isStart
  switch (piece.letters.length) {
    case 1:
      return isStart && isParticleChain(rest)
    case 2:
      return isStart || isNounEnd
    default:
      return true
  }
}

/** Whether a Han or kana term may begin or end before slot `at`; `inner` is its slot on this side. */
function isBorder(section: Section, piece: LettersPiece, at: number, inner: number): boolean {
  const { slots } = section
  const here = slots[at]
  const before = slots[at - 1]
  if (here?.kind !== 'character' || before?.kind !== 'character' || here.gap !== Gap.none)
    return true
  if (isKatakana(here.letters) && isKatakana(before.letters)) {
    return piece.letters.length >= 5 && piece.letters.every(({ letter }) => isKatakana(letter))
  }
  if (isKatakana(slots[inner]?.letters ?? '') || piece.letters.length > 2) return true
  return isWordStart(section, at)
}

/** Whether the dictionary of Intl.Segmenter begins a word before the slot. */
function isWordStart({ slots, language }: Section, at: number): boolean {
  let first = at
  while (slots[first]?.gap === Gap.none && slots[first - 1]?.kind === 'character') first -= 1
  let next = at
  while (slots[next]?.kind === 'character' && (next === at || slots[next]?.gap === Gap.none))
    next += 1
  const textOf = (from: number, to: number): string =>
    slots
      .slice(from, to)
      .map((slot) => slot.letters)
      .join('')
  const locale = language?.startsWith('zh') === true ? 'zh' : 'ja'
  const words = new Intl.Segmenter(locale, { granularity: 'word' }).segment(textOf(first, next))
  return [...words].some(({ index }) => index === textOf(first, at).length)
}

function restOfEojeol(slots: readonly Slot[], at: number): string {
  const run = slots[at]?.run
  return slots
    .slice(at + 1)
    .filter((slot) => slot.kind === 'syllable' && slot.run === run)
    .map((slot) => slot.letters)
    .join('')
}

function isOfLetters(slot: Slot): boolean {
  return slot.kind === 'syllable' || slot.kind === 'character'
}

function isHangul(letter: string): boolean {
  return letter === '?' || /\p{Script=Hangul}/u.test(letter)
}

function isKatakana(letter: string): boolean {
  return /^[\u30a1-\u30ff]$/.test(letter)
}
