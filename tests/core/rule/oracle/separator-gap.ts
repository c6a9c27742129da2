import type { ReadText } from './read-text.ts'
import type { Slot } from './slot.ts'

/** What stands between two slots; a greater number parts more. */
export const Gap = {
  none: 0,
  /** A middle dot, or a hyphen between characters. */
  dot: 1,
  space: 2,
  /** Commas, brackets and other signs. */
  sign: 3,
  /** The end of a sentence or paragraph. */
  stop: 4,
} as const

/** How far the separator from `from` to `to` parts what stands on either side; `before` is the word or eojeol before it. */
export function gapBetween(
  read: ReadText,
  from: number,
  to: number,
  before: readonly Slot[],
): number {
  if (from === to) return before.length === 0 ? Gap.stop : Gap.none
  if (before.length === 0) return Gap.stop
  const signs = [...read.shapes.slice(from, to)].map((_, index) =>
    gapOfSign(read, from + index, before),
  )
  // a middle dot parts less than the spaces around it: 한 · 중 · 일
  const widest = Math.max(...signs)
  if (isBlankLine(read.shapes.slice(from, to))) return Gap.stop
  return widest === Gap.space && signs.includes(Gap.dot) ? Gap.dot : widest
}

function isBlankLine(separator: string): boolean {
  return /¶|\n *\n/.test(separator)
}

function gapOfSign(read: ReadText, at: number, before: readonly Slot[]): number {
  const isSpaced = (index: number): boolean => /[\s¶]/.test(read.shapes[index] ?? ' ')
  const spaces = Number(isSpaced(at - 1)) + Number(isSpaced(at + 1))
  switch (read.shapes[at]) {
    case '!':
    case '—':
      return Gap.stop
    case ' ':
    case '\n':
    case '¶':
    case '"':
    case "'":
    case 'n':
      return Gap.space
    case '·':
      return isBullet(read, at) ? Gap.stop : Gap.dot
    case '+':
      return Gap.dot
    case '-':
      // with spaces on both sides it is a dash, as two are
      if (read.shapes[at - 1] === '-' || read.shapes[at + 1] === '-') return Gap.stop
      return [Gap.dot, Gap.space, Gap.stop][spaces] ?? Gap.stop
    case '.':
      if (endsSentence(read, at, before)) return Gap.stop
      return isBetweenSyllables(read, at, before) ? Gap.dot : Gap.sign
    case '#':
      return isBullet(read, at) ? Gap.stop : Gap.sign
    default:
      return Gap.sign
  }
}

/** Whether a sign begins a line as a point of a list; a middle dot or an asterisk does before a space alone. */
function isBullet(read: ReadText, at: number): boolean {
  const begins = /[\n¶] *$/.test(read.shapes.slice(0, at))
  const isSure = /[•▪■□▲△▶○●◆◇★☆※‣\uf0b7]/.test(read.letters[at] ?? '')
  const mayBe = /[·*]/.test(read.shapes[at] === '·' ? '·' : (read.letters[at] ?? ''))
  return begins && (isSure || (mayBe && /[\s¶]/.test(read.shapes[at + 1] ?? '')))
}

/** Those that the random texts and the named cases use, and single and doubled letters. */
const ABBREVIATION =
  /^(?:(\p{L})\1?|amb|art|ave|brig|co|col|corp|dept|dna|dr|drs|feb|fed|gen|hon|lt|mar|mr|mt|no|nr|num|paras|pub|reg|rt|sec|sept|sr|st|ziff)$/u

/** DNA is not Dña. */
function isAbbreviation({ form }: Slot): boolean {
  if (form === null || (form.folded === 'dna' && form.capitalCount > 1)) return false
  return ABBREVIATION.test(form.folded)
}

function endsSentence(read: ReadText, at: number, before: readonly Slot[]): boolean {
  const last = before.at(-1)
  const isDirect = last?.to === at
  const behind = read.shapes.slice(at + 1)
  if (/^["'^n)]*(?:[\s¶]|$)/.test(behind)) {
    return !(isDirect && isAbbreviation(last))
  }
  if (!isDirect) return false
  if (last.kind === 'syllable') return before.length > 1 && behind.startsWith('h')
  // done.Then
  const isWord = last.kind === 'word' && last.letters.length >= 3
  return (
    isWord &&
    /[lgco.]\.[lgco][lgco1]/.test(read.shapes.slice(at - 1, at + 3)) &&
    read.capitals.slice(at - 1, at + 2).replace(/^(.)./, '$1') === 'aA'
  )
}

/** 한.미.일 is written for 한·미·일. */
function isBetweenSyllables(read: ReadText, at: number, before: readonly Slot[]): boolean {
  const last = before.at(-1)
  const isSyllable = last?.kind === 'syllable' && last.to === at && before.length === 1
  return isSyllable && /[hzkr]/.test(read.shapes[at + 1] ?? '')
}

/** Whether a bracket or quote that closes, or the sign of a measure, stands directly before: 15%의, (MOU)은. */
export function isBehindCloser(read: ReadText, at: number): boolean {
  if (at < 2) return false
  const sign = read.source.slice(read.starts[at - 1], read.ends[at - 1]).normalize('NFC')
  if (/^[)\]}>》〉】〕％%‰°″™®）］｝＞]/.test(sign)) return true
  const isQuote = /["']/.test(read.shapes[at - 1] ?? '') && !/^[“‘„‟‛«‹「『〝]/.test(sign)
  return isQuote && !/[\s¶]/.test(read.shapes[at - 2] ?? ' ')
}
