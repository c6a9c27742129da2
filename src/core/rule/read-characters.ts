import { CharacterClass, classOf, isCapital } from './character-class.ts'
import { foldCode } from './fold-character.ts'

/**
 * A text as the scanner reads it: one entry for each folded character, invisible ones left out, in parallel
 * lists. `starts` and `ends` are UTF-16 offsets into the text as stored, so that what is found in folded
 * characters is highlighted exactly: an entry of decomposed Hangul spans three units, and the two letters
 * that ß folds to share one. Only the first `length` entries are filled.
 */
export type Characters = Readonly<GrowingCharacters>

/** Characters that more can be read into. Typed arrays, because a plain one takes five times the memory. */
export type GrowingCharacters = {
  codes: Uint32Array
  classes: Uint8Array
  /** 1 for a capital letter, else 0. */
  capitals: Uint8Array
  starts: Uint32Array
  ends: Uint32Array
  length: number
}

/** No characters yet, and room for as many as are expected. */
export function emptyCharacters(expected: number): GrowingCharacters {
  return {
    codes: new Uint32Array(expected),
    classes: new Uint8Array(expected),
    capitals: new Uint8Array(expected),
    starts: new Uint32Array(expected),
    ends: new Uint32Array(expected),
    length: 0,
  }
}

/** Appends the characters of a text; offsets are counted from `offset`. */
export function readCharacters(text: string, into: GrowingCharacters, offset = 0): void {
  let at = 0
  while (at < text.length) {
    let end = clusterEnd(text, at)
    const code = codeOfCluster(text, at, end)
    const value = classOf(code)
    if (value === CharacterClass.mark) {
      extendLast(into, at + offset, end + offset)
    } else if (value !== CharacterClass.invisible) {
      const isNote = isSuperscript(code) && !endsInExponentBase(into)
      append(into, code, isNote ? CharacterClass.sign : value, at + offset, end + offset)
    } else if (code === SOFT_HYPHEN) {
      end = afterLineBreak(text, end)
    }
    at = end
  }
}

const SOFT_HYPHEN = 0xad

/** ¹ behind a word is the mark of a note, ² behind a unit of length is part of it: km² is km2. */
function isSuperscript(code: number): boolean {
  return code === 0xb9 || code === 0xb2 || code === 0xb3 || (code >= 0x2070 && code <= 0x2079)
}

/** CO² is how many write CO₂. */
const EXPONENT_BASES: ReadonlySet<string> = new Set('m km hm dm cm mm nm ft mi co'.split(' '))
const LONGEST_BASE = 2

/** Whether the last word, numbers before it aside, is one that an exponent belongs to. */
function endsInExponentBase({ codes, classes, length }: Characters): boolean {
  let base = ''
  for (let at = length - 1; at >= 0 && classes[at] === CharacterClass.latin; at -= 1) {
    if (base.length === LONGEST_BASE) return false
    base = String.fromCodePoint(codes[at] ?? 0) + base
  }
  return EXPONENT_BASES.has(base)
}

function append(
  into: GrowingCharacters,
  code: number,
  value: number,
  start: number,
  end: number,
): void {
  const capital = isCapital(code) ? 1 : 0
  for (const folded of foldCode(code)) {
    if (into.length === into.codes.length) grow(into)
    const at = into.length
    into.codes[at] = folded
    into.classes[at] = value
    into.capitals[at] = capital
    into.starts[at] = start
    into.ends[at] = end
    into.length = at + 1
  }
}

/** Makes room where folding gave more characters than were expected. */
function grow(into: GrowingCharacters): void {
  const larger = emptyCharacters(into.length * 2 + SPARE_ROOM)
  for (const list of ['codes', 'classes', 'capitals', 'starts', 'ends'] as const) {
    larger[list].set(into[list])
  }
  Object.assign(into, { ...larger, length: into.length })
}

/** Titles and authors come before the first text that sets a size. */
const SPARE_ROOM = 64

/** An accent that stands behind its letter is highlighted with it. */
function extendLast(into: GrowingCharacters, start: number, end: number): void {
  const last = into.length - 1
  if (last >= 0 && into.ends[last] === start) into.ends[last] = end
}

/** A word that was parted at the end of a line goes on in the next one. */
function afterLineBreak(text: string, from: number): number {
  let at = from
  if (text[at] === '\r') at += 1
  if (text[at] === '\n') at += 1
  if (at === from) return from
  while (text[at] === ' ' || text[at] === '\t') at += 1
  return at
}

/** One code point, or several that make up one character: jamo of a syllable, a kana and its voicing, й. */
function clusterEnd(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  const next = text.charCodeAt(at + 1)
  if (unit < 0x0400) return at + 1
  if (unit >= 0xd800 && unit <= 0xdbff) return next >= 0xdc00 && next <= 0xdfff ? at + 2 : at + 1
  if (isLeadingJamo(unit) && isVowelJamo(next)) {
    return isTrailingJamo(text.charCodeAt(at + 2)) ? at + 3 : at + 2
  }
  if (isOpenSyllable(unit) && isTrailingJamo(next)) return at + 2
  if (isKana(unit) && isVoicing(next)) return at + 2
  if ((unit === 0x0438 || unit === 0x0418) && next === 0x0306) return at + 2
  return at + 1
}

function codeOfCluster(text: string, at: number, end: number): number {
  if (end === at + 1) return text.charCodeAt(at)
  if (text.charCodeAt(at) >= 0xd800 && text.charCodeAt(at) <= 0xdbff)
    return text.codePointAt(at) ?? 0
  return text.slice(at, end).normalize('NFKC').codePointAt(0) ?? 0
}

const isLeadingJamo = (unit: number): boolean => unit >= 0x1100 && unit <= 0x1112
const isVowelJamo = (unit: number): boolean => unit >= 0x1161 && unit <= 0x1175
const isTrailingJamo = (unit: number): boolean => unit >= 0x11a8 && unit <= 0x11c2
const isOpenSyllable = (unit: number): boolean =>
  unit >= 0xac00 && unit <= 0xd7a3 && (unit - 0xac00) % 28 === 0
const isKana = (unit: number): boolean =>
  (unit >= 0x3041 && unit <= 0x30ff) || (unit >= 0xff66 && unit <= 0xff9d)
const isVoicing = (unit: number): boolean =>
  unit === 0x3099 || unit === 0x309a || unit === 0xff9e || unit === 0xff9f
