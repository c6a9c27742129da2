/**
 * How keys are written. Letters are those of the basic plane alone, so that keys sort alike by UTF-16 units and by bytes of UTF-8;
 * letters beyond it share stand-ins, and words that begin alike for forty letters share a key: both only propose more.
 */
export function keyOfWord(word: string): string {
  return inBasicPlane(word).slice(0, LONGEST_KEY)
}

const LONGEST_KEY = 40

/** Two characters of Hangul, Han or kana that follow one another; or the last one of a run, with nothing behind it. */
export function keyOfCharacters(code: number, next: number | null): string {
  return letterOf(code) + (next === null ? '' : letterOf(next))
}

/** The words of an address have keys of their own: it is no mention of what stands in it. */
export function keysOfAddress(folded: string): readonly string[] {
  return folded
    .split(ADDRESS_BORDER)
    .filter((word) => word !== '')
    .map((word) => keyOfWord(`${ADDRESS_SIGN}${word}`))
}

const ADDRESS_SIGN = '@'
// what stands beside a part of an address is looked at by UTF-16 units, so letters of two units are none there
const ADDRESS_BORDER = /(?:[^\p{L}\p{N}]|[\u{10000}-\u{10ffff}])+/u

function inBasicPlane(text: string): string {
  return BEYOND.test(text)
    ? text.replaceAll(EACH_BEYOND, (letter) => letterOf(letter.codePointAt(0) ?? 0))
    : text
}

const BEYOND = /[\u{10000}-\u{10ffff}]/u
const EACH_BEYOND = /[\u{10000}-\u{10ffff}]/gu

function letterOf(code: number): string {
  return String.fromCharCode(code > 0xffff ? PRIVATE_USE + (code % PRIVATE_SIZE) : code)
}

/** An area that no text uses for words. */
const PRIVATE_USE = 0xe000
const PRIVATE_SIZE = 0x1000
