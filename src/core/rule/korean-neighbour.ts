import { type DocumentScan, sectionOfToken } from './document-scan.ts'
import type { Stretch } from './korean-price.ts'

const DIGIT = /\p{Nd}/u
const LETTER_OR_CLOSING = /[\p{L}\p{N}%℃)\]}」』》〉】”’»›]/u
const CHARACTERWISE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const STRAIGHT_QUOTE = /["'`]/
/** What stands before a quote that opens. */
const BEFORE_OPENING = /^[\s([{「『《〈【“‘«‹]?$/

/**
 * What a run of Hangul directly follows. Behind a Latin word, or a bracket or quote that closes, it may be nothing but
 * particles, as in SMR이란 and ‘탄소중립’이란; behind a number it may begin with what is counted. Han does not matter:
 * 對이란 is written like 대이란.
 */
export function neighbourOf(scan: DocumentScan, token: number): Stretch['follows'] {
  const section = sectionOfToken(scan, token)
  if (section === null) return 'nothing'
  const start = scan.characters.starts[scan.tokens.from[token] ?? 0] ?? 0
  const at = start - section.offset
  const before = section.text.charAt(at - 1)
  // most eojeols stand behind a space
  if (before === ' ' || before === '\n' || before === '') return 'nothing'
  if (DIGIT.test(before)) return 'number'
  if (STRAIGHT_QUOTE.test(before)) {
    return BEFORE_OPENING.test(section.text.charAt(at - 2)) ? 'nothing' : 'word'
  }
  return LETTER_OR_CLOSING.test(before) && !CHARACTERWISE.test(before) ? 'word' : 'nothing'
}
