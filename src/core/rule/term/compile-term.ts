import { CharacterClass, isCharacterwise, isWordClass } from '../scan/character-class.ts'
import { classAt, codeAt, type GrowingCharacters, packCharacter } from '../scan/characters.ts'
import type { DocumentScan } from '../scan/document-scan.ts'
import { Gap } from '../scan/gap.ts'
import { isGrouped, joinedAt } from '../scan/joined-words.ts'
import { endOfStored } from '../scan/read-characters.ts'
import { DocumentScanner } from '../scan/scan-document.ts'
import { spell } from '../scan/spell.ts'
import { TokenKind } from '../scan/tokens.ts'
import { readWordForm, type WordForm } from '../scan/word-form.ts'
import { endOfLetters, readExactText } from './exact-text.ts'
import type {
  CapitalsNeed,
  ExactText,
  PatternPiece,
  TermPattern,
  WordNeed,
} from './term-pattern.ts'
import { ANY_CHARACTER, ANY_CHARACTER_CODE, ANY_RUN, isQuestionMark, isStar } from './wildcards.ts'

/** Beyond this many parts a hyphenated word is read only in parts and as a whole. */
const MAX_SPLIT_PARTS = 4

const SMALL_LETTERS = /\p{Ll}\p{Ll}/u

/** Takes a term apart. A text without a letter or digit gives a pattern without pieces, which matches nothing. */
export function compileTerm(text: string, isExact: boolean): TermPattern {
  const pieces: PatternPiece[] = []
  let gap: Gap = Gap.none
  for (const [chunk] of text.matchAll(CHUNK)) {
    gap = appendChunk(pieces, chunk, gap)
  }
  return {
    text,
    exact: isExact ? exactTextOf(text) : null,
    // most terms have small letters, which is quickly seen
    pieces: !SMALL_LETTERS.test(text) && isShouted(pieces) ? pieces.map(withoutCapitals) : pieces,
  }
}

/** What stands between two white spaces; the spaces of J. D., R & D, Ph. D. and 10 000 part nothing. */
const CHUNK =
  /\p{Nd}{1,3}(?:[^\S\t\n\r]\p{Nd}{3})+(?!\p{Nd})[^\s\u0085]*|(?:\p{Lu}\.(?:\s\p{Lu}\.)+|\p{Lu}(?:\s?&\s?\p{Lu})+|Ph\.\sD\.?)(?![^\s\u0085])|[^\s\u0085]+/gu

function exactTextOf(text: string): ExactText {
  const { characters, tokens } = scanTerm(text)
  const start = characters.starts[tokens.from[0] ?? 0] ?? 0
  const last = endOfLetters(characters, tokens.to[tokens.count - 1] ?? 0) - 1
  return readExactText(text, start, endOfStored(text, characters.starts[last] ?? start))
}

/** Adds what stands between two white spaces; returns what parts the next chunk from it. */
function appendChunk(pieces: PatternPiece[], chunk: string, gapBefore: Gap): Gap {
  const isOpenStart = isStar(chunk[0])
  const isOpenEnd = chunk.length > 1 && isStar(chunk.at(-1))
  const body = chunk.slice(isOpenStart ? 1 : 0, isOpenEnd ? -1 : undefined)
  const scan = scanTerm(body)
  const { characters, tokens } = scan
  for (let index = 0; index < tokens.count; ) {
    const end = endOfChain(scan, index)
    const isFirst = index === 0
    const isLast = end === tokens.count
    const gap = isFirst ? gapBefore : tokens.gapAt(index)
    const kind = tokens.kindAt(index)
    const open = { start: isOpenStart && isFirst, end: isOpenEnd && isLast }
    if (kind === TokenKind.hangul || kind === TokenKind.character) {
      appendCharacters(pieces, codesOf(scan, index), gap, open)
    } else {
      const readings =
        kind === TokenKind.address ? readAddress(scan, index) : readChain(scan, index, end)
      pieces.push({
        kind: 'words',
        gap,
        readings: readings.map((needs) => openReading(needs, open)),
      })
    }
    index = end
  }
  if (pieces.length === 0) return Gap.none
  const gapAfter = gapOfLastSign(characters)
  // a chunk of signs alone (the & of "R & D") adds to what stood before it
  return tokens.count === 0 && gapBefore > gapAfter ? gapBefore : gapAfter
}

/** One for all terms: a scanner of its own for each would take most of the time of compiling them. */
const scanner = new DocumentScanner()

function scanTerm(text: string): DocumentScan {
  return scanner.scanPiece(text, (characters) => {
    if (/[?？]/.test(text)) markWildcards(characters)
  })
}

function codesOf({ characters, tokens }: DocumentScan, token: number): readonly number[] {
  const codes: number[] = []
  for (let at = tokens.from[token] ?? 0; at < (tokens.to[token] ?? 0); at += 1) {
    codes.push(codeAt(characters, at))
  }
  return codes
}

/** A ? is a letter like its neighbour, so that the scanner keeps the word whole. */
function markWildcards(characters: GrowingCharacters): void {
  const { length } = characters
  const mark = (index: number, neighbour: number): void => {
    if (!isQuestionMark(String.fromCodePoint(codeAt(characters, index)))) return
    if (!isWordClass(neighbour) && !isCharacterwise(neighbour)) return
    characters.packed[index] = packCharacter(ANY_CHARACTER_CODE, neighbour, false)
  }
  for (let index = 1; index < length; index += 1) mark(index, classAt(characters, index - 1))
  for (let index = length - 2; index >= 0; index -= 1) mark(index, classAt(characters, index + 1))
}

function endOfChain(scan: DocumentScan, from: number): number {
  let end = from + 1
  for (const { nextToken } of joinedAt(scan, from)) end = Math.max(end, nextToken)
  return end
}

function appendCharacters(
  pieces: PatternPiece[],
  codes: readonly number[],
  gap: Gap,
  open: { readonly start: boolean; readonly end: boolean },
): void {
  const gaps = codes.map((_, index) => (index === 0 ? gap : Gap.none))
  const before = pieces.at(-1)
  if (before?.kind === 'characters' && !before.isOpenEnd && !open.start) {
    pieces[pieces.length - 1] = {
      ...before,
      codes: [...before.codes, ...codes],
      gaps: [...before.gaps, ...gaps],
      isOpenEnd: open.end,
    }
    return
  }
  pieces.push({
    kind: 'characters',
    gap,
    codes,
    gaps,
    isCounted: gap === Gap.none && endsInNumber(before),
    isOpenStart: open.start,
    isOpenEnd: open.end,
  })
}

function endsInNumber(piece: PatternPiece | undefined): boolean {
  const need = piece?.kind === 'words' ? piece.readings.at(-1)?.at(-1) : undefined
  return need?.kind === 'word' && /^\d[\d.,]*$/.test(need.form.folded)
}

/** An address as a whole, and, but for a handle, the words in it, for what only looks like an address: Booking.com. */
function readAddress(scan: DocumentScan, token: number): readonly (readonly WordNeed[])[] {
  const folded = spell(scan.characters, scan.tokens.from[token] ?? 0, scan.tokens.to[token] ?? 0)
  const whole: readonly WordNeed[] = [{ kind: 'address', folded }]
  if (folded.startsWith('@')) return [whole]
  const words = folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  return [
    whole,
    words.map((word) => ({
      kind: 'word',
      form: { folded: word, core: word, capitalCount: 0, isDotted: false },
      capitals: 'any',
    })),
  ]
}

/** All ways to read the tokens of a hyphenated word, parts alone or joined; the parts alone come last. */
function readChain(
  scan: DocumentScan,
  from: number,
  end: number,
): readonly (readonly WordNeed[])[] {
  const parts: WordNeed[] = []
  for (let token = from; token < end; token += 1) {
    const form = readWordForm(scan, token)
    if (form !== null) parts.push(needOf(form))
  }
  if (parts.length === 1) return [parts]
  const whole = joinedAt(scan, from).find((joined) => joined.nextToken === end)
  if (whole !== undefined && isGrouped(scan.tokens, from)) return [[needOf(whole.form)]]
  if (parts.length > MAX_SPLIT_PARTS) {
    return whole === undefined ? [parts] : [[needOf(whole.form)], parts]
  }
  const readings: (readonly WordNeed[])[] = []
  const extend = (index: number, needs: readonly WordNeed[]): void => {
    const need = parts[index - from]
    if (need === undefined) {
      readings.push(needs)
      return
    }
    for (const joined of joinedAt(scan, index)) {
      if (joined.nextToken <= end) extend(joined.nextToken, [...needs, needOf(joined.form)])
    }
    extend(index + 1, [...needs, need])
  }
  extend(from, [])
  return readings
}

function needOf(form: WordForm): WordNeed {
  if (form.folded.includes(ANY_CHARACTER)) return { kind: 'wildcard', pattern: form.folded }
  return { kind: 'word', form, capitals: capitalsOf(form) }
}

/** Two to four capitals are an acronym, digits aside; five and more (UNESCO) are also written as a name. */
function capitalsOf(form: WordForm): CapitalsNeed {
  if (form.capitalCount < 2) return form.isDotted ? 'dotted' : 'any'
  const letterCount = [...form.core].filter((letter) => /\p{L}/u.test(letter)).length
  const isAcronym = letterCount >= 2 && letterCount <= 4 && form.capitalCount === letterCount
  if (isAcronym) return 'capitals'
  return form.isDotted ? 'dotted' : 'any'
}

function openReading(
  needs: readonly WordNeed[],
  open: { readonly start: boolean; readonly end: boolean },
): readonly WordNeed[] {
  return needs.map((need, index) => {
    const before = open.start && index === 0 ? ANY_RUN : ''
    const after = open.end && index === needs.length - 1 ? ANY_RUN : ''
    if (before + after === '' || need.kind === 'address') return need
    const middle = need.kind === 'word' ? need.form.folded : need.pattern
    return { kind: 'wildcard', pattern: before + middle + after }
  })
}

/** A sign at the end of a chunk allows the text to have it too: "Yahoo! Japan" runs over a sentence end. */
function gapOfLastSign(characters: GrowingCharacters): Gap {
  switch (classAt(characters, characters.length - 1)) {
    case CharacterClass.stop:
    case CharacterClass.dot:
    case CharacterClass.dash:
      return Gap.break
    case CharacterClass.hyphen:
      return isDash(characters) ? Gap.break : Gap.space
    case CharacterClass.comma:
    case CharacterClass.sign:
    case CharacterClass.ampersand:
      return Gap.punctuation
    default:
      return Gap.space
  }
}

/** Whether the hyphen at the end of a chunk is a dash: because it stands alone, or beside another. */
function isDash(characters: GrowingCharacters): boolean {
  const { length } = characters
  return length === 1 || classAt(characters, length - 2) === CharacterClass.hyphen
}

/** FREE TRADE AGREEMENT is a phrase in capitals and none of its words an acronym. */
function isShouted(pieces: readonly PatternPiece[]): boolean {
  const needs = pieces.flatMap((piece) =>
    piece.kind === 'words' ? (piece.readings.at(-1) ?? []) : [],
  )
  const words = needs.flatMap((need) => (need.kind === 'word' ? [need.form] : []))
  const isLong = (form: WordForm): boolean => form.core.length > 4
  const isCapital = (form: WordForm): boolean => form.capitalCount >= form.core.length
  return (
    words.length > 1 &&
    words.length === needs.length &&
    words.every(isCapital) &&
    words.some(isLong)
  )
}

function withoutCapitals(piece: PatternPiece): PatternPiece {
  if (piece.kind === 'characters') return piece
  const readings = piece.readings.map((needs) =>
    needs.map((need): WordNeed => (need.kind === 'word' ? { ...need, capitals: 'any' } : need)),
  )
  return { ...piece, readings }
}
