import type { DocumentScan } from '../scan/document-scan.ts'
import { Gap } from '../scan/gap.ts'
import type { SearchedDocument } from '../scan/searched-document.ts'
import { storedText } from '../scan/stored-text.ts'
import { TokenKind } from '../scan/tokens.ts'
import { readWordForm, spellToken, type WordForm } from '../scan/word-form.ts'
import { isOfCharacters, walk } from '../term/match-characters.ts'
import { matchPattern } from '../term/match-pattern.ts'
import { fieldBit } from '../term/term-hits.ts'
import type { CharactersPiece, PatternPiece, TermPattern, WordNeed } from '../term/term-pattern.ts'
import { ANY_CHARACTER, ANY_RUN, matchesWildcards } from '../term/wildcards.ts'

/** Where a term was looked for. */
type Place = { readonly document: SearchedDocument; readonly fields: number }

/**
 * Why something in these fields of a document, which looks like a term, does not count as it; null if nothing does. Only what is
 * plainly alike is told: of terms with * the word that has the letters elsewhere or lacks the last of them, of those with ? nothing.
 */
export function findNearMiss(
  document: SearchedDocument,
  fields: number,
  pattern: TermPattern,
): string | null {
  const place = { document, fields }
  const [piece, second] = pattern.pieces
  if (piece === undefined) return null
  if (pattern.exact !== null) {
    const alike = findLoosely(place, pattern)
    return alike === null ? null : `“${alike}” differs in case or form`
  }
  const needs = piece.kind === 'words' ? (piece.readings.at(-1) ?? []) : []
  if (second !== undefined || needs.length > 1) return missOfPhrase(place, pattern)
  if (piece.kind === 'characters') return missOfCharacters(place, piece)
  const [need] = needs
  if (need?.kind === 'wildcard') return missOfWildcard(place, need.pattern)
  return need?.kind === 'word' ? missOfWord(place, need) : null
}

function findLoosely(place: Place, pattern: TermPattern): string | null {
  const { scan } = place.document
  const { tokens } = scan
  const loose = { ...pattern, exact: null }
  for (const token of tokensIn(place)) {
    const to = tokens.to[token] ?? 0
    const step = tokens.kindAt(token) === TokenKind.hangul ? 1 : to
    for (let at = tokens.from[token] ?? 0; at < to; at += step) {
      const [hit] = matchPattern(place.document, loose, { token, at })
      if (hit !== undefined) return storedText(scan, token, hit.from, hit.to)
    }
  }
  return null
}

function missOfWord(place: Place, need: Extract<WordNeed, { kind: 'word' }>): string | null {
  const { scan } = place.document
  const { core } = need.form
  const same = findWord(place, (form) => form.core === core)
  if (same !== null && need.capitals !== 'any') return `${quote(scan, same)} is not in capitals`
  const isLonger = (form: WordForm): boolean => form.core !== core && form.core.includes(core)
  const longer = core.length < MIN_TELLING ? null : findWord(place, isLonger)
  if (longer !== null) return `${quote(scan, longer)} is another word`
  return missInAddress(place, core)
}

/** Letters of which at most so many are missing at the end that a * stands at: tariffs* is not tariff. */
const MAX_MISSING = 3

function missOfWildcard(place: Place, pattern: string): string | null {
  const { scan } = place.document
  const letters = pattern.replaceAll(ANY_RUN, '')
  if (letters.includes(ANY_CHARACTER)) return null
  const isAtStart = pattern.startsWith(ANY_RUN)
  const holder = findWord(place, ({ folded }) => folded.includes(letters))
  if (holder !== null) {
    const how = isAtStart ? 'end with' : 'begin with'
    return `${quote(scan, holder)} has ${letters} in it, but does not ${how} it`
  }
  const shorter = findWord(place, ({ folded }) => {
    const missing = letters.length - folded.length
    if (missing < 1 || missing > MAX_MISSING || folded.length < MIN_TELLING) return false
    const isBegun = !isAtStart && letters.startsWith(folded)
    return isBegun || (!pattern.endsWith(ANY_RUN) && letters.endsWith(folded))
  })
  if (shorter !== null) return `${quote(scan, shorter)} is shorter than ${letters}`
  return missInAddress(place, letters)
}

function missInAddress(place: Place, letters: string): string | null {
  const { scan } = place.document
  const address = findToken(
    place,
    (token) =>
      scan.tokens.kindAt(token) === TokenKind.address && spellToken(scan, token).includes(letters),
  )
  return address === null ? null : `${quote(scan, address)} is an address`
}

function missOfCharacters(place: Place, piece: CharactersPiece): string | null {
  const { scan } = place.document
  const { tokens } = scan
  let end = -1
  const holder = findToken(place, (token) => {
    if (!isOfCharacters(tokens, token)) return false
    for (let at = tokens.from[token] ?? 0; at < (tokens.to[token] ?? 0); at += 1) {
      const [last] = walk(scan, piece, { token, at })
      if (last === undefined) continue
      end = last.token
      return true
    }
    return false
  })
  if (holder === null) return missOfSpacedWords(place, piece)
  return isOneRun(scan, holder, end)
    ? `“${runAround(scan, holder, end)}” holds it only as part of other words`
    : `“${runAround(scan, holder, end)}” has its letters only across the borders of other words`
}

/** A Korean phrase is one piece; what stands between its spaces may be there by itself. */
function missOfSpacedWords({ document, fields }: Place, piece: CharactersPiece): string | null {
  const starts = piece.gaps.flatMap((gap, index) => (index > 0 && gap >= Gap.space ? [index] : []))
  if (starts.length === 0) return null
  const isEachThere = [0, ...starts].every((start, index) => {
    const end = starts[index] ?? piece.codes.length
    const word = {
      ...piece,
      codes: piece.codes.slice(start, end),
      gaps: piece.gaps.slice(start, end),
      isOpenStart: start === 0 && piece.isOpenStart,
      isOpenEnd: end === piece.codes.length && piece.isOpenEnd,
    }
    return findLoosely({ document, fields }, { text: '', exact: null, pieces: [word] }) !== null
  })
  return isEachThere ? APART : null
}

const APART = 'its words are there, but not side by side within a sentence'

function missOfPhrase(place: Place, pattern: TermPattern): string | null {
  const { scan } = place.document
  const holder = /\s/.test(pattern.text) ? null : findWritten(place, pattern.text)
  if (holder !== null)
    return `“${runAround(scan, holder, holder)}” holds it only as part of other words`
  const hasPiece = (piece: PatternPiece): boolean =>
    piece.kind === 'words'
      ? piece.readings.some((needs) => needs.every((need) => hasWord(place, need)))
      : findToken(place, (token) => {
          const at = scan.tokens.from[token] ?? 0
          return walk(scan, piece, { token, at }).length > 0
        }) !== null
  return pattern.pieces.every(hasPiece) ? APART : null
}

/** The token that a word of several scripts begins in, as it is written: the 2 of 2차. */
function findWritten(place: Place, text: string): number | null {
  const { scan } = place.document
  const { from, to } = scan.tokens
  return findToken(place, (token) => {
    let last = token
    while (isJoined(scan, last + 1) && last - token < MAX_SHOWN) last += 1
    return storedText(scan, token, from[token] ?? 0, to[last] ?? 0).startsWith(text)
  })
}

function hasWord(place: Place, need: WordNeed): boolean {
  if (need.kind === 'address') return false
  if (need.kind === 'wildcard') {
    return findWord(place, ({ folded }) => matchesWildcards(need.pattern, folded)) !== null
  }
  const { keyOf } = place.document
  const wanted = keyOf(need.form.core)
  return findWord(place, ({ core }) => keyOf(core) === wanted) !== null
}

function findWord(place: Place, holds: (form: WordForm) => boolean): number | null {
  return findToken(place, (token) => {
    const form = readWordForm(place.document.scan, token)
    return form !== null && holds(form)
  })
}

function findToken(place: Place, holds: (token: number) => boolean): number | null {
  for (const token of tokensIn(place)) if (holds(token)) return token
  return null
}

/** The tokens of the fields in which the term was looked for. */
function* tokensIn({ document, fields }: Place): Generator<number, void> {
  const { sections, tokens } = document.scan
  for (const [index, { field, firstToken }] of sections.entries()) {
    if ((fieldBit(field) & fields) === 0) continue
    const end = sections[index + 1]?.firstToken ?? tokens.count
    for (let token = firstToken; token < end; token += 1) yield token
  }
}

/** Whether no space parts the tokens from one to another. */
function isOneRun(scan: DocumentScan, first: number, last: number): boolean {
  for (let token = first + 1; token <= last; token += 1) {
    if (!isJoined(scan, token)) return false
  }
  return true
}

/** Whether nothing parts a token from the one before it. */
function isJoined({ tokens }: DocumentScan, token: number): boolean {
  return token > 0 && token < tokens.count && tokens.gapAt(token) === Gap.none
}

/** The unbroken characters around some tokens: an eojeol, or a run of Han and kana. */
function runAround(scan: DocumentScan, from: number, to: number): string {
  let first = from
  let last = to
  while (isJoined(scan, first) && from - first < MAX_SHOWN) first -= 1
  while (isJoined(scan, last + 1) && last - to < MAX_SHOWN) last += 1
  return storedText(scan, from, scan.tokens.from[first] ?? 0, scan.tokens.to[last] ?? 0)
}

/** Fewer letters are part of words by chance. */
const MIN_TELLING = 3
/** Characters that are shown on either side. */
const MAX_SHOWN = 10

function quote(scan: DocumentScan, token: number): string {
  return `“${storedText(scan, token, scan.tokens.from[token] ?? 0, scan.tokens.to[token] ?? 0)}”`
}
