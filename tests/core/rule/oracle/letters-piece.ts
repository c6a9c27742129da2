import { isParticleChain } from '../../../../src/core/rule/korean/korean-particles.ts'
import {
  KNOWN_WORD_WINDOW,
  placeInKnownWords,
} from '../../../../src/core/rule/term/han-known-words.ts'
import { isAttached } from './attached.ts'
import { countsIn } from './hangul-places.ts'
import type { LettersPiece, PiecePlace } from './read-term.ts'
import type { Section } from './section.ts'
import { Gap } from './separator-gap.ts'
import { eojeolAt, restOfEojeol, type Slot } from './slot.ts'

/** Slots behind each way in which Hangul, Han or kana of a term stand at a slot. */
export function endsOfLetters(
  section: Section,
  piece: LettersPiece,
  at: number,
  place: PiecePlace,
): readonly number[] {
  return waysFrom(section, piece, 0, at)
    .filter((way) => isWhole(section, piece, way, place))
    .map((way) => way.at(-1)! + 1)
}

/** For each way in which the letters from `index` on stand at a slot, the slot of each letter. */
function waysFrom(
  section: Section,
  piece: LettersPiece,
  index: number,
  at: number,
): readonly (readonly number[])[] {
  const { slots } = section
  const slot = slots[at]
  const wanted = piece.letters[index]
  if (slot === undefined || wanted === undefined || !isOfLetters(slot)) return []
  if (wanted.letter !== '?' && wanted.letter !== slot.letters) return []
  const next = piece.letters[index + 1]
  if (next === undefined) return [[at]]
  const isShort = piece.letters.length <= 3 && piece.letters.every(({ letter }) => isHangul(letter))
  const isSolid = isShort && !piece.isCounted
  const widest = Math.max(next.gap, isSolid ? Gap.dot : Gap.space)
  const after = slots[at + 1]
  const starts = after !== undefined && after.gap <= widest ? [at + 1] : []
  const rest = restOfEojeol(slots, at)
  const isParticle =
    slot.kind === 'syllable' && rest !== '' ? isParticleChain(rest) : isAttached(section, at + 1)
  const behind = at + 1 + (rest === '' ? eojeolAt(slots, at + 1).length : rest.length)
  if (next.gap >= Gap.space && isParticle && slots[behind]?.gap === Gap.space) starts.push(behind)
  return [...new Set(starts)].flatMap((start) =>
    waysFrom(section, piece, index + 1, start).map((way) => [at, ...way]),
  )
}

/** Whether what stands there is the term, and no chance part of other words. */
function isWhole(
  section: Section,
  piece: LettersPiece,
  way: readonly number[],
  place: PiecePlace,
): boolean {
  const { slots } = section
  const from = way[0]!
  const last = way.at(-1)!
  const rest = restOfEojeol(slots, last)
  const { nextGap } = place
  if (place.isFirst && !piece.isOpenStart && isBound(section, piece, way, place)) return false
  if (nextGap !== null && rest !== '' && !piece.isOpenEnd) {
    if (nextGap < Gap.space || !isParticleChain(rest)) return false
  }
  if (!countsIn(section, piece, way, place)) return false
  if (slots[from]!.kind === 'character' && slots[last]!.kind === 'character') {
    const known = placeInNames(section, piece, from, last)
    if (known !== 'apart') return known === 'bordered'
  }
  const isLeftFree = slots[from]!.kind === 'syllable' || !place.isFirst || piece.isOpenStart
  const isRightFree =
    slots[last]!.kind === 'syllable' ||
    nextGap !== null ||
    piece.isOpenEnd ||
    endsDate(section, piece, last)
  return (
    (isLeftFree || isBorder(section, piece, from, from)) &&
    (isRightFree || isBorder(section, piece, last + 1, last))
  )
}

/** Whether the first character belongs to what stands before: 日 in 3月1日本院, 수 in 발생할 수도 있다. */
function isBound(
  { read, slots }: Section,
  { letters, isOpenEnd }: LettersPiece,
  way: readonly number[],
  { nextGap }: PiecePlace,
): boolean {
  const [from = 0] = way
  const at = slots[from]!.from
  const before = read.letters.slice(0, at)
  const behind = read.letters.slice(at)
  if (/^[日月]/.test(behind) && /(?<![\p{Script=Latin}\d])\d{1,2}$/u.test(before)) return true
  if (/^年(?!度)/.test(behind) && /(?<![\p{Script=Latin}\d])\d{1,4}$/u.test(before)) return true
  const last = way.at(-1)!
  if (nextGap !== null || isOpenEnd || slots[last]!.run !== slots[from]!.run) return false
  const verbs = BOUND_NOUNS[letters.map(({ letter }) => letter).join('')]
  if (slots[from]!.gap !== Gap.space || slots[from - 1]?.run === slots[from]!.run) return false
  const next = slots[last + 1]
  const isSpaced = next?.gap === Gap.space || next?.run === slots[last]!.run
  const isBehindL = /[\u1100-\u1112][\u1161-\u1175]\u11af$/u.test(
    slots[from - 1]?.letters.normalize('NFD') ?? '',
  )
  return verbs !== undefined && isBehindL && isSpaced && verbs.includes(next?.letters ?? ' ')
}

const BOUND_NOUNS: Readonly<Record<string, string>> = { 수도: '있없', 수가: '있없', 지도: '모몰' }

/** How the term lies in names that hold another by chance; a * asks for no border. */
function placeInNames(
  { read, slots }: Section,
  piece: LettersPiece,
  from: number,
  last: number,
): ReturnType<typeof placeInKnownWords> {
  const start = slots[from]!.from
  const end = slots[last]!.to
  const first = piece.isOpenStart ? start : Math.max(0, start - KNOWN_WORD_WINDOW)
  const next = piece.isOpenEnd ? end : end + KNOWN_WORD_WINDOW
  return placeInKnownWords(read.letters.slice(first, next), start - first, end - first)
}

/** Whether a number and 年, 月 or 日 end there: 2030年 in 2030年末 and 2030年度, not in 2030年代. */
function endsDate({ slots }: Section, piece: LettersPiece, last: number): boolean {
  const [only, ...others] = piece.letters
  if (!piece.isCounted || others.length > 0 || !/[年月日]/.test(only?.letter ?? '')) return false
  return only?.letter !== '年' || !/^[代生级級龄齢]/.test(slots[last + 1]?.letters ?? '')
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

function isOfLetters(slot: Slot): boolean {
  return slot.kind === 'syllable' || slot.kind === 'character'
}

function isHangul(letter: string): boolean {
  return letter === '?' || /\p{Script=Hangul}/u.test(letter)
}

function isKatakana(letter: string): boolean {
  return /^[\u30a1-\u30ff]$/.test(letter)
}
