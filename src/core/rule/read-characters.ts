import { CharacterClass, classOf, isCapital } from './character-class.ts'
import { foldCode } from './fold-character.ts'

/**
 * A text as the scanner reads it: one entry for each folded character, invisible ones left out, in parallel
 * lists. `starts` and `ends` are UTF-16 offsets into the text as stored, so that what is found in folded
 * characters is highlighted exactly: an entry of decomposed Hangul spans three units, and the two letters
 * that ß folds to share one.
 */
export type Characters = {
  readonly codes: number[]
  readonly classes: number[]
  readonly isCapital: boolean[]
  readonly starts: number[]
  readonly ends: number[]
}

export function emptyCharacters(): Characters {
  return { codes: [], classes: [], isCapital: [], starts: [], ends: [] }
}

/** Appends the characters of a text; offsets are counted from `offset`. */
export function readCharacters(text: string, into: Characters, offset = 0): void {
  let at = 0
  while (at < text.length) {
    let end = clusterEnd(text, at)
    const code = codeOfCluster(text, at, end)
    const value = classOf(code)
    if (value === CharacterClass.mark) {
      extendLast(into, at + offset, end + offset)
    } else if (value !== CharacterClass.invisible) {
      const isNote = isSuperscript(code) && !isBehindMetre(into)
      const told = isNote ? CharacterClass.sign : value
      append(into, code, told, at + offset, end + offset)
    } else if (code === SOFT_HYPHEN) {
      end = afterLineBreak(text, end)
    }
    at = end
  }
}

const SOFT_HYPHEN = 0xad

/** ¹ behind a word is the mark of a note, ² behind a metre is part of the unit: km² is km2. */
function isSuperscript(code: number): boolean {
  return code === 0xb9 || code === 0xb2 || code === 0xb3 || (code >= 0x2070 && code <= 0x2079)
}

const METRE = 0x6d
const PREFIXES_OF_METRE: ReadonlySet<number> = new Set([...'kcmdnh'].map((c) => c.charCodeAt(0)))

function isBehindMetre({ codes, classes }: Characters): boolean {
  const last = codes.length - 1
  if (codes[last] !== METRE) return false
  const isLetterAt = (at: number): boolean => classes[at] === CharacterClass.latin
  return (
    !isLetterAt(last - 1) || (PREFIXES_OF_METRE.has(codes[last - 1] ?? 0) && !isLetterAt(last - 2))
  )
}

function append(into: Characters, code: number, value: number, start: number, end: number): void {
  const capital = isCapital(code)
  for (const folded of foldCode(code)) {
    into.codes.push(folded)
    into.classes.push(value)
    into.isCapital.push(capital)
    into.starts.push(start)
    into.ends.push(end)
  }
}

/** An accent that stands behind its letter is highlighted with it. */
function extendLast(into: Characters, start: number, end: number): void {
  const last = into.ends.length - 1
  if (into.ends[last] === start) into.ends[last] = end
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
