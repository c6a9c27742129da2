import { CharacterClass, classOf, isWhiteSpace } from '../scan/character-class.ts'

/**
 * What closes a quotation, by what opened it. Typographic quotes are used differently by every language, and
 * word processors mix them with straight ones, so each opener has its usual closers.
 */
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['“', '”“"'],
  ['„', '“”"‟'],
  ['”', '”"'],
  ['‟', '”"'],
  ['«', '»'],
  ['»', '«»'],
  ['「', '」'],
  ['『', '』'],
  ['〝', '〞〟"'],
  ['‹', '›'],
  ['›', '‹›'],
  ['《', '》'],
  ['〈', '〉'],
  ['【', '】'],
  ['｢', '｣'],
  ['❝', '❞'],
  ['″', '″'],
])

/** Quotes that only close. */
const ONLY_CLOSING = new Set('」』〞〟》〉】｣❞')

/** Brackets that serve as quotes: they cannot be mistaken for one another, wherever they stand. */
const PAIRED = new Set('「『《〈【｢»›')

/** Whether a character is a double quote of any kind, which is part of no word. */
export function isDoubleQuote(character: string): boolean {
  return CLOSERS.has(character) || ONLY_CLOSING.has(character)
}

/** Whether it is plain which sign closes what this one opens. */
export function isPairedQuote(character: string): boolean {
  return PAIRED.has(character)
}

/** Whether a quotation begins: any double quote, or a single one before a word. */
export function isOpeningQuote(text: string, at: number): boolean {
  const character = text[at] ?? ''
  return CLOSERS.has(character) || character === LOW_QUOTE || isSingleQuote(character)
}

/** Where the quotation that begins at `open` is closed; null if nowhere. */
export function closingQuote(text: string, open: number): number | null {
  const opener = text[open] ?? ''
  if (isSingleQuote(opener) || opener === LOW_QUOTE) return closingSingleQuote(text, open)
  const closers = CLOSERS.get(opener) ?? ''
  // a straight quote may have been closed by a word processor with a curly one
  return firstOf(text, open + 1, closers) ?? (opener === '"' ? firstOf(text, open + 1, '”“') : null)
}

function firstOf(text: string, from: number, closers: string): number | null {
  if (closers.length === 1) {
    const found = text.indexOf(closers, from)
    return found < 0 ? null : found
  }
  for (let at = from; at < text.length; at += 1) {
    if (closers.includes(text[at] ?? '')) return at
  }
  return null
}

/** Opens a quotation in German; to the scanner it is a sign as any other. */
const LOW_QUOTE = '\u201a'

/** An apostrophe closes only where the word ends: 'O'Brien said'. */
function closingSingleQuote(text: string, open: number): number | null {
  for (let at = open + 1; at < text.length; at += 1) {
    if (!isSingleQuote(text[at] ?? '')) continue
    const next = text[at + 1]
    if (next === undefined || '),|~'.includes(next) || isWhiteSpace(classOf(next.charCodeAt(0))))
      return at
  }
  return null
}

/** ʻ and its like are letters of Polynesian and Arabic names, and quote nothing. */
export function isSingleQuote(character: string): boolean {
  if (character === '' || /\p{L}/u.test(character)) return false
  return classOf(character.charCodeAt(0)) === CharacterClass.apostrophe
}
