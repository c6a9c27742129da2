import { isWhiteSpace } from '../scan/character-class.ts'
import { classAt } from '../scan/characters.ts'
import { type DocumentScan, type ScannedSection, sectionOfToken } from '../scan/document-scan.ts'
import type { Stretch } from './korean-price.ts'

const DIGIT = /\p{Nd}/u
const LETTER_OR_CLOSING = /[\p{L}\p{N}%℃)\]}」』》〉】”’»›]$/u
const CHARACTERWISE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]$/u
/** ① and ㈜ stand before what they count or name, and are no part of it. */
const ENCLOSED = /[\u2460-\u24ff\u2776-\u2793\u3200-\u32ff]/
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
  const at = scan.tokens.from[token] ?? 0
  // most eojeols stand behind a space
  if (at <= section.from || isWhiteSpace(classAt(scan.characters, at - 1))) return 'nothing'
  const stored = storedAt(scan, section, at - 1)
  if (DIGIT.test(stored)) return 'number'
  if (ENCLOSED.test(stored)) return 'nothing'
  const before = stored.normalize('NFKC')
  if (STRAIGHT_QUOTE.test(before)) {
    return BEFORE_OPENING.test(storedAt(scan, section, at - 2).normalize('NFKC'))
      ? 'nothing'
      : 'word'
  }
  return LETTER_OR_CLOSING.test(before) && !CHARACTERWISE.test(before) ? 'word' : 'nothing'
}

/** A character of the scan as it is stored, without its accents; nothing beyond the borders of its text. */
function storedAt({ characters }: DocumentScan, section: ScannedSection, at: number): string {
  if (at < section.from) return ''
  const code = section.text.codePointAt((characters.starts[at] ?? 0) - section.offset)
  return code === undefined ? '' : String.fromCodePoint(code)
}
