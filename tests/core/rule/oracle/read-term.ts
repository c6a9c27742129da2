import { cutText, joinForms } from './cut-text.ts'
import { readText } from './read-text.ts'
import { Gap } from './separator-gap.ts'
import type { Slot, WordForm } from './slot.ts'

/** A term of a rule: pieces that must stand side by side. */
export type OracleTerm = {
  readonly text: string
  readonly isExact: boolean
  readonly pieces: readonly Piece[]
}

export type Piece = WordsPiece | LettersPiece

/** A word; a hyphenated one can be read in parts, joined, or in between. */
export type WordsPiece = {
  readonly kind: 'words'
  /** What parts it from the piece before. */
  readonly gap: number
  readonly readings: readonly (readonly WordNeed[])[]
}

/** What one word of the text must be. */
export type WordNeed =
  | { readonly kind: 'word'; readonly form: WordForm; readonly capitals: 'any' | 'all' | 'dotted' }
  | { readonly kind: 'wildcard'; readonly pattern: RegExp }
  | { readonly kind: 'address'; readonly address: string }

/** Hangul, Han and kana that follow each other, also with spaces in the rule. */
export type LettersPiece = {
  readonly kind: 'letters'
  readonly gap: number
  readonly letters: readonly { readonly letter: string; readonly gap: number }[]
  /** Whether it is what a number directly before it counts: the 만 of 100만. */
  readonly isCounted: boolean
  readonly isOpenStart: boolean
  readonly isOpenEnd: boolean
}

/** Where a piece stands within its term. */
export type PiecePlace = {
  readonly isExact: boolean
  readonly isFirst: boolean
  /** What parts the next piece from it; null if it is the last. */
  readonly nextGap: number | null
}

type Open = { readonly start: boolean; readonly end: boolean }

/** What spaces part; those of J. D., R & D, Ph. D. and 10 000 part nothing. */
const CHUNK =
  /\p{Nd}{1,3}(?:[^\S\t\n\r]\p{Nd}{3})+(?!\p{Nd})[^\s\u0085]*|(?:\p{Lu}\.(?:\s\p{Lu}\.)+|\p{Lu}(?:\s?&\s?\p{Lu})+|Ph\.\sD\.?)(?![^\s\u0085])|[^\s\u0085]+/gu

/** Takes a term apart. */
export function readTerm(text: string, isExact: boolean): OracleTerm {
  const pieces: Piece[] = []
  let gap: number = Gap.none
  for (const [chunk] of text.matchAll(CHUNK)) {
    const open = { start: /^[*＊]/.test(chunk), end: /.[*＊]$/.test(chunk) }
    const body = chunk.slice(open.start ? 1 : 0, open.end ? -1 : undefined)
    const read = readText(body, true)
    const slots = cutText(read)
    for (const group of groupsOf(slots)) {
      const first = group[0]!
      const groupGap = first === slots[0] ? gap : first.gap
      const groupOpen = {
        start: open.start && first === slots[0],
        end: open.end && group.at(-1) === slots.at(-1),
      }
      if (first.form === null && first.kind !== 'address') {
        appendLetters(pieces, group, groupGap, groupOpen)
      } else {
        pieces.push({ kind: 'words', gap: groupGap, readings: readingsOf(group, groupOpen) })
      }
    }
    if (pieces.length === 0) continue
    const signs = gapOfLastSign(read.shapes)
    gap = slots.length === 0 ? Math.max(gap, signs) : signs
  }
  return { text, isExact, pieces: isShouted(pieces) ? pieces.map(inAnyCase) : pieces }
}

/** The slots of each hyphenated word, eojeol, character or other word. */
function groupsOf(slots: readonly Slot[]): readonly (readonly Slot[])[] {
  const groups: Slot[][] = []
  for (const slot of slots) {
    const last = groups.at(-1)?.at(-1)
    const isSame = slot.chain === null ? last?.run === slot.run : last?.chain === slot.chain
    if (isSame) groups.at(-1)?.push(slot)
    else groups.push([slot])
  }
  return groups
}

function appendLetters(pieces: Piece[], slots: readonly Slot[], gap: number, open: Open): void {
  const letters = slots.map((slot, index) => ({
    letter: slot.letters,
    gap: index === 0 ? gap : Gap.none,
  }))
  const before = pieces.at(-1)
  if (before?.kind === 'letters' && !before.isOpenEnd && !open.start) {
    const joined = [...before.letters, ...letters]
    pieces[pieces.length - 1] = { ...before, letters: joined, isOpenEnd: open.end }
  } else {
    const isCounted = gap === Gap.none && endsInNumber(before)
    const isOpen = { isOpenStart: open.start, isOpenEnd: open.end }
    pieces.push({ kind: 'letters', gap, letters, isCounted, ...isOpen })
  }
}

function endsInNumber(piece: Piece | undefined): boolean {
  const need = piece?.kind === 'words' ? piece.readings[0]?.at(-1) : undefined
  return need?.kind === 'word' && /^\d[\d.,]*$/.test(need.form.folded)
}

/** free-trade is [free, trade] and [freetrade]; an address is itself, or the words in it. */
function readingsOf(slots: readonly Slot[], open: Open): readonly (readonly WordNeed[])[] {
  const first = slots[0]!
  if (first.kind === 'address') {
    if (first.letters.startsWith('@')) return [[{ kind: 'address', address: first.letters }]]
    const words = first.letters.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
    return [
      [{ kind: 'address', address: first.letters }],
      needsOf(
        words.map((word) => ({
          folded: word,
          core: word,
          capitalCount: 0,
          isDotted: false,
          isBehindAnd: false,
        })),
        open,
      ),
    ]
  }
  const forms = slots.map((slot) => slot.form!)
  if (first.chain?.isGrouped === true) return [needsOf([joinForms(forms)], open)]
  return partitions(forms).map((groups) =>
    needsOf(
      groups.map((group) => (group.length === 1 ? group[0]! : joinForms(group))),
      open,
    ),
  )
}

function needsOf(forms: readonly WordForm[], open: Open): readonly WordNeed[] {
  return forms.map((form, index) =>
    needOf(form, {
      start: open.start && index === 0,
      end: open.end && index === forms.length - 1,
    }),
  )
}

/** All ways to part a list into runs, the one of single entries first; of a long list only that and the whole. */
function partitions<Entry>(entries: readonly Entry[]): readonly (readonly (readonly Entry[])[])[] {
  if (entries.length === 0) return [[]]
  if (entries.length > 4) return [entries.map((entry) => [entry]), [entries]]
  return entries.flatMap((_, index) =>
    partitions(entries.slice(index + 1)).map((rest) => [entries.slice(0, index + 1), ...rest]),
  )
}

function needOf(form: WordForm, open: Open): WordNeed {
  if (open.start || open.end || form.folded.includes('?')) {
    const middle = wildcardSource(form.folded)
    const source = `^${open.start ? '.*' : ''}${middle}${open.end ? '.*' : ''}$`
    return { kind: 'wildcard', pattern: new RegExp(source, 's') }
  }
  const letterCount = form.core.replace(/[^\p{L}]/gu, '').length
  const isAcronym = letterCount >= 2 && letterCount <= 4 && form.capitalCount === letterCount
  const capitals = isAcronym ? 'all' : form.isDotted ? 'dotted' : 'any'
  return { kind: 'word', form, capitals }
}

/** The source of a pattern in which * and ? are what they are in rules. */
export function wildcardSource(text: string): string {
  return text
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
}

/** What a sign at the end of a chunk allows the text to have there too. */
function gapOfLastSign(shapes: string): number {
  if (/(?:[!.—]|^-|--)$/.test(shapes)) return Gap.stop
  return /[,#&)^]$/.test(shapes) ? Gap.sign : Gap.space
}

/** FREE TRADE DEAL is no row of acronyms. */
function isShouted(pieces: readonly Piece[]): boolean {
  const needs = pieces.flatMap((piece) => (piece.kind === 'words' ? (piece.readings[0] ?? []) : []))
  const forms = needs.flatMap((need) => (need.kind === 'word' ? [need.form] : []))
  const isAllCapitals = forms.every((form) => form.capitalCount >= form.core.length)
  const isLong = forms.some((form) => form.core.length > 4)
  return forms.length > 1 && forms.length === needs.length && isAllCapitals && isLong
}

function inAnyCase(piece: Piece): Piece {
  if (piece.kind === 'letters') return piece
  const readings = piece.readings.map((needs) =>
    needs.map((need) => (need.kind === 'word' ? { ...need, capitals: 'any' as const } : need)),
  )
  return { ...piece, readings }
}
