import { foldToText } from './fold-character.ts'
import { lettersOfSign } from './letters-of-sign.ts'

/**
 * What a character is to the scanner. Letters are told apart by script because a change of script is a word
 * border; signs are told apart by what they do between words.
 */
export const CharacterClass = {
  space: 1,
  newline: 2,
  /** Ends a paragraph by itself. */
  paragraph: 3,
  latin: 4,
  greek: 5,
  cyrillic: 6,
  letter: 7,
  digit: 8,
  hangul: 9,
  /** Han, and the other scripts that write no spaces: Thai, Lao, Khmer, Burmese. */
  han: 10,
  katakana: 11,
  hiragana: 12,
  hyphen: 13,
  /** A zero-width space: it parts and joins like a hyphen. */
  joiner: 14,
  apostrophe: 15,
  dot: 16,
  comma: 17,
  ampersand: 18,
  middleDot: 19,
  /** Ends a sentence. */
  stop: 20,
  /** A long dash, or the bar between cells of a table, which ends a phrase. */
  dash: 21,
  quote: 22,
  /** Any other sign. */
  sign: 23,
  /** Soft hyphens, joiners, byte order marks, marks of direction: as if they were not there. */
  invisible: 24,
  /** A combining mark that folding drops; it belongs to the character before it. */
  mark: 25,
} as const

export type CharacterClass = (typeof CharacterClass)[keyof typeof CharacterClass]

const UPPER = 0x80
/** One byte for every character of the basic plane, filled as characters are met: class, and a bit for capitals. */
const known = new Uint8Array(0x10000)

/** The class of a code point. */
export function classOf(code: number): CharacterClass {
  // the table holds only what classify returned
  return (entryOf(code) & ~UPPER) as CharacterClass
}

/** Whether the code point is a capital letter; full-width and mathematical capitals are. */
export function isCapital(code: number): boolean {
  return (entryOf(code) & UPPER) !== 0
}

/** Letters and digits of the scripts that part words by spaces. */
export function isWordClass(value: number): boolean {
  return value >= CharacterClass.latin && value <= CharacterClass.digit
}

export function isLetterClass(value: number): boolean {
  return isWordClass(value) && value !== CharacterClass.digit
}

/** Hangul, Han and kana: matched character by character. */
export function isCharacterwise(value: number): boolean {
  return value >= CharacterClass.hangul && value <= CharacterClass.hiragana
}

export function isWhiteSpace(value: number): boolean {
  return value >= CharacterClass.space && value <= CharacterClass.paragraph
}

function entryOf(code: number): number {
  if (code > 0xffff) return classify(code)
  const entry = known[code] ?? 0
  if (entry !== 0) return entry
  const fresh = classify(code)
  known[code] = fresh
  return fresh
}

const SIGNS: ReadonlyMap<string, CharacterClass> = new Map(
  (
    [
      ['\u200b', CharacterClass.joiner],
      ['-‐‑‒–−﹣－⁃', CharacterClass.hyphen],
      ['—―⸺⸻|｜¦│┃', CharacterClass.dash],
      ["'’‘‛ʼʻʽʾʿꞌ＇′`´", CharacterClass.apostrophe],
      ['.．', CharacterClass.dot],
      [',，', CharacterClass.comma],
      ['&＆', CharacterClass.ampersand],
      ['·ㆍ・･‧⋅•ᆞ․∙⸱⸳⦁', CharacterClass.middleDot],
      ['!?。！？｡;；…‥‼⁇⁈⁉؟।', CharacterClass.stop],
      ['"“”„‟«»‹›「」『』＂〝〞', CharacterClass.quote],
      ['\n\r\u2028\u0085', CharacterClass.newline],
      ['\u2029\f', CharacterClass.paragraph],
      // prolonged sound, iteration and zero marks, which belong to no single script
      ['ーｰ', CharacterClass.katakana],
      ['々〇', CharacterClass.han],
      ['ﾞﾟ', CharacterClass.mark],
    ] as const
  ).flatMap(([signs, value]) => [...signs].map((sign) => [sign, value] as const)),
)

/** ①, ⑴, ❶, ㈀, ㊀: they number what follows, and are no digit or letter of it. */
const NUMBERED = /[\u2460-\u24ff\u2776-\u2793\u3200-\u32ff]/

function classify(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return CharacterClass.sign
  const character = String.fromCodePoint(code)
  const sign = SIGNS.get(character)
  if (sign !== undefined) return sign
  const letters = lettersOfSign(code)
  if (letters !== null) return entryOf(letters.codePointAt(0) ?? 0) & ~UPPER
  if (NUMBERED.test(character)) return CharacterClass.sign
  if (/[\p{Default_Ignorable_Code_Point}\p{Cf}]/u.test(character)) return CharacterClass.invisible
  if (/[\s\p{Cc}]/u.test(character)) return CharacterClass.space
  if (
    /\p{M}/u.test(character) &&
    /[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Cyrillic}]/u.test(character)
  ) {
    return CharacterClass.mark
  }
  const folded = foldToText(character)
  if (/\p{S}/u.test(character)) {
    // the radicals of dictionaries count as symbols, and look like the character that was meant
    return /^\p{Script=Han}$/u.test(folded) ? CharacterClass.han : CharacterClass.sign
  }
  const value = classOfLetter(folded)
  return /[\p{Lu}\p{Lt}]/u.test(character.normalize('NFKC')) ? value | UPPER : value
}

function classOfLetter(folded: string): CharacterClass {
  if (/^\p{N}/u.test(folded)) return CharacterClass.digit
  if (/^\p{Script=Latin}/u.test(folded)) return CharacterClass.latin
  if (/^\p{Script=Hangul}/u.test(folded)) return CharacterClass.hangul
  if (
    /^[\p{Script=Han}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(folded)
  ) {
    return CharacterClass.han
  }
  if (/^\p{Script=Katakana}/u.test(folded)) return CharacterClass.katakana
  if (/^\p{Script=Hiragana}/u.test(folded)) return CharacterClass.hiragana
  if (/^\p{Script=Greek}/u.test(folded)) return CharacterClass.greek
  if (/^\p{Script=Cyrillic}/u.test(folded)) return CharacterClass.cyrillic
  return /^[\p{L}\p{M}]/u.test(folded) ? CharacterClass.letter : CharacterClass.sign
}
