import {
  countsInEojeol,
  EOJEOL_WINDOW,
  type EojeolPlace,
} from '../../../../src/core/rule/korean/korean-borders.ts'
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
  const { letters, isCounted, isOpenStart, isOpenEnd } = piece
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
        isCounted,
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
  section: Section,
  ofTerm: readonly number[],
): Pick<EojeolPlace, 'run' | 'from' | 'to' | 'follows'> {
  const { slots } = section
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
    follows: start === 0 ? neighbourOf(section, slots[first]!.from) : 'nothing',
  }
}

/** What an eojeol hangs on: a number, or a word, bracket or quote that ends there. */
function neighbourOf({ read }: Section, at: number): EojeolPlace['follows'] {
  const clusterAt = (index: number): string =>
    read.source.slice(read.starts[index] ?? 0, read.ends[index] ?? 0)
  const last = at === 0 ? '' : clusterAt(at - 1)
  if (/^\p{Nd}/u.test(last)) return 'number'
  if (/^[①-⓿❶-➓㈀-㋿]/.test(last)) return 'nothing'
  const before = last.normalize('NFKC').replace(/(?<=\p{L})\p{M}+$/u, '')
  if (/^["'`]/.test(before)) {
    const opener =
      at < 2
        ? ''
        : clusterAt(at - 2)
            .normalize('NFKC')
            .slice(0, 1)
    return /^[\s([{「『《〈【“‘«‹]?$/.test(opener) ? 'nothing' : 'word'
  }
  const isHan = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]$/u
  return /[\p{L}\p{N}%℃)\]}」』》〉】”’»›]$/u.test(before) && !isHan.test(before)
    ? 'word'
    : 'nothing'
}
