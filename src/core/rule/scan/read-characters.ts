import { copyUnits, makeUnitRoom } from '../../text/unit-room.ts'
import { CharacterClass, classOf, isCapital } from './character-class.ts'
import {
  appendCharacter,
  type Characters,
  classAt,
  codeAt,
  type GrowingCharacters,
  packCharacter,
  reserveCharacters,
} from './characters.ts'
import { foldCode } from './fold-character.ts'
import { lettersOfSign } from './letters-of-sign.ts'

/** What `plain` holds for a unit that more has to be known about, and for one not met yet. */
const SPECIAL = -1
const UNKNOWN = 0
/** The packed character of every UTF-16 unit that always gives exactly one, filled as units are met. */
const plain = new Int32Array(0x10000)

/** Units that are looked at together. */
const CHUNK = 8_192
const room = makeUnitRoom(CHUNK)
const { units } = room

/** Appends the characters of a text; offsets are counted from `offset`. */
export function readCharacters(text: string, into: GrowingCharacters, offset = 0): void {
  for (let at = 0; at < text.length; ) {
    const chunk = at
    const chunkEnd = copyUnits(text, chunk, room)
    while (at < chunkEnd) {
      // folding may have given more characters than were expected
      reserveCharacters(into, into.length + text.length - at)
      const end = chunk + readPlain(at - chunk, chunkEnd - chunk, into, chunk + offset)
      into.length += end - at
      at = end
      if (at === chunkEnd) break
      const unit = units[at - chunk] ?? 0
      // a unit that was not met yet is read once it is known
      if (plain[unit] !== UNKNOWN || learn(unit) === SPECIAL)
        at = readSpecial(text, at, into, offset)
    }
  }
}

/** Reads units that give one character each; returns the place of the first that is something else. */
function readPlain(
  from: number,
  to: number,
  { packed, starts, length }: GrowingCharacters,
  offset: number,
): number {
  const shift = length - from
  for (let at = from; at < to; at += 1) {
    const entry = plain[units[at] ?? 0] ?? SPECIAL
    if (entry <= UNKNOWN) return at
    packed[at + shift] = entry
    starts[at + shift] = at + offset
  }
  return to
}

/** The offset behind the stored character at `start`, with all that belongs to it: accents, jamo, voicing marks. */
export function endOfStored(text: string, start: number): number {
  let end = start + (isPair(text, start) ? 2 : 1)
  while (end < text.length) {
    const unit = text.charCodeAt(end)
    if (classOf(unit) !== CharacterClass.mark && !composes(text, start, end)) break
    end += 1
  }
  return end
}

function learn(unit: number): number {
  const entry = isSpecial(unit)
    ? SPECIAL
    : packCharacter(foldCode(unit)[0] ?? 0, classOf(unit), isCapital(unit))
  plain[unit] = entry
  return entry
}

function isSpecial(unit: number): boolean {
  if ((unit >= 0xd800 && unit <= 0xdbff) || isJoiningUnit(unit) || isSuperscript(unit)) return true
  const value = classOf(unit)
  if (value === CharacterClass.mark || value === CharacterClass.invisible) return true
  return foldCode(unit).length !== 1 || lettersOfSign(unit) !== null
}

/** Reads what is no plain unit; returns where reading goes on. */
function readSpecial(text: string, at: number, into: GrowingCharacters, offset: number): number {
  if (composeWithLast(text, at, into, offset)) return at + 1
  const end = at + (isPair(text, at) ? 2 : 1)
  const code = text.codePointAt(at) ?? 0
  const value = classOf(code)
  if (code === SOFT_HYPHEN) return afterLineBreak(text, end)
  if (value !== CharacterClass.mark && value !== CharacterClass.invisible) {
    const isNote = isSuperscript(code) && !endsInExponentBase(into)
    append(into, code, isNote ? CharacterClass.sign : value, at + offset)
  }
  return end
}

const SOFT_HYPHEN = 0xad

function append(into: GrowingCharacters, code: number, value: number, start: number): void {
  const letters = lettersOfSign(code)
  if (letters !== null) {
    for (const letter of letters) {
      const each = letter.codePointAt(0) ?? 0
      append(into, each, classOf(each), start)
    }
    return
  }
  for (const folded of foldCode(code)) {
    appendCharacter(into, packCharacter(folded, value, isCapital(code)), start)
  }
}

/** Makes one character of the last one and the unit at `at`, where they are jamo of a syllable, a kana and its voicing, or й. */
function composeWithLast(
  text: string,
  at: number,
  into: GrowingCharacters,
  offset: number,
): boolean {
  const last = into.length - 1
  if (last < 0 || !isJoiningUnit(text.charCodeAt(at))) return false
  const start = (into.starts[last] ?? 0) - offset
  if (start < 0 || !composes(text, start, at)) return false
  const code = composed(text, start, at).charCodeAt(0)
  into.length = last
  append(into, code, classOf(code), start + offset)
  return true
}

/** Whether the units from `start` to `at` are one character to a reader. */
function composes(text: string, start: number, at: number): boolean {
  if (at - start > 2 || !isJoiningUnit(text.charCodeAt(at))) return false
  return composed(text, start, at).length === 1
}

function composed(text: string, start: number, at: number): string {
  return text.slice(start, at + 1).normalize('NFKC')
}

/** Vowel and trailing jamo, marks of voicing, and the breve of й: they make another letter of the one before. */
function isJoiningUnit(unit: number): boolean {
  return (
    unit === 0x0306 ||
    (unit >= 0x1161 && unit <= 0x1175) ||
    (unit >= 0x11a8 && unit <= 0x11c2) ||
    unit === 0x3099 ||
    unit === 0x309a ||
    unit === 0xff9e ||
    unit === 0xff9f
  )
}

/** Two halves of a code point beyond the basic plane. */
function isPair(text: string, at: number): boolean {
  return (text.codePointAt(at) ?? 0) > 0xffff
}

/** ¹ behind a word is the mark of a note, ² behind a unit of length is part of it: km² is km2. */
function isSuperscript(code: number): boolean {
  return code === 0xb9 || code === 0xb2 || code === 0xb3 || (code >= 0x2070 && code <= 0x2079)
}

/** CO² is how many write CO₂. */
const EXPONENT_BASES: ReadonlySet<string> = new Set('m km hm dm cm mm nm ft mi co'.split(' '))
const LONGEST_BASE = 2

/** Whether the last word, numbers before it aside, is one that an exponent belongs to. */
function endsInExponentBase(characters: Characters): boolean {
  let base = ''
  for (let at = characters.length - 1; at >= 0; at -= 1) {
    if (classAt(characters, at) !== CharacterClass.latin) break
    if (base.length === LONGEST_BASE) return false
    base = String.fromCodePoint(codeAt(characters, at)) + base
  }
  return EXPONENT_BASES.has(base)
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
