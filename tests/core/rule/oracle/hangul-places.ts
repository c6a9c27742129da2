import {
  countsInEojeol,
  EOJEOL_WINDOW,
  type EojeolPlace,
} from '../../../../src/core/rule/korean-borders.ts'
import type { LettersPiece, PiecePlace } from './read-term.ts'
import type { Section } from './section.ts'
import { Gap } from './separator-gap.ts'

/** Whether a piece counts in the eojeols in which it begins and ends; `way` is the slot of each letter. */
export function countsIn(
  section: Section,
  piece: LettersPiece,
  way: readonly number[],
  { isExact, isFirst, nextGap }: PiecePlace,
): boolean {
  const { slots, lexicon } = section
  const { letters, isOpenStart, isOpenEnd } = piece
  const runOf = (index: number): number => slots[way.at(index)!]!.run
  const isHangul = (index: number): boolean => slots[way.at(index)!]!.kind === 'syllable'
  const begins = isFirst && isHangul(0)
  const ends = nextGap === null && isHangul(-1)
  const counts = (part: EojeolPlace['part'], ofTerm: readonly number[], isTorn: boolean): boolean =>
    countsInEojeol(
      {
        ...around(section, ofTerm),
        part,
        isTorn,
        length: letters.length,
        isExact,
        isOpenStart,
        isOpenEnd,
      },
      lexicon,
    )
  /** Whether the text has a space before a letter of the term, and the rule none. */
  const isSpaced = (index: number): boolean =>
    slots[way[index] ?? -1]?.gap === Gap.space && letters[index]!.gap < Gap.space

  const head = way.filter((slot) => slots[slot]!.run === runOf(0))
  const tail = way.filter((slot) => slots[slot]!.run === runOf(-1))
  if (begins && ends && head.length === way.length) return counts('whole', way, false)
  return (
    (!begins || counts('beginning', head, isSpaced(head.length))) &&
    (!ends || counts('end', tail, tail.length < way.length && isSpaced(way.length - tail.length)))
  )
}

/** What stands around some syllables in their eojeol, as far as it is looked at. */
function around(
  { slots, read }: Section,
  ofTerm: readonly number[],
): Pick<EojeolPlace, 'run' | 'from' | 'to' | 'follows'> {
  const { run } = slots[ofTerm[0]!]!
  const first = slots.findIndex((slot) => slot.run === run)
  const from = ofTerm[0]! - first
  const to = from + ofTerm.length
  const start = Math.max(0, from - EOJEOL_WINDOW)
  const eojeol = slots.filter((slot) => slot.run === run).map((slot) => slot.letters)
  return {
    run: eojeol.slice(start, to + EOJEOL_WINDOW).join(''),
    from: from - start,
    to: to - start,
    follows:
      start === 0 ? neighbourOf(read.source.slice(0, read.starts[slots[first]!.from])) : 'nothing',
  }
}

/** What an eojeol hangs on: a number, or a word, bracket or quote that ends there. */
function neighbourOf(before: string): EojeolPlace['follows'] {
  if (/\p{Nd}$/u.test(before)) return 'number'
  if (/["'`]$/.test(before))
    return /(?:^|[\s([{「『《〈【“‘«‹])["'`]$/.test(before) ? 'nothing' : 'word'
  const isHan = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]$/u
  return /[\p{L}\p{N}%℃)\]}」』》〉】”’»›]$/u.test(before) && !isHan.test(before)
    ? 'word'
    : 'nothing'
}
