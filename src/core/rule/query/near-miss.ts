import type { DocumentScan } from '../scan/document-scan.ts'
import type { SearchedDocument } from '../scan/searched-document.ts'
import { continuesRun } from '../scan/segment-borders.ts'
import { storedText } from '../scan/stored-text.ts'
import { TokenKind } from '../scan/tokens.ts'
import { readWordForm, spellToken } from '../scan/word-form.ts'
import { isOfCharacters, walk } from '../term/match-characters.ts'
import { matchPattern } from '../term/match-pattern.ts'
import type { CharactersPiece, PatternPiece, TermPattern, WordNeed } from '../term/term-pattern.ts'

/** Why something in the document that looks like a term does not count as it; null if nothing does. */
export function findNearMiss(document: SearchedDocument, pattern: TermPattern): string | null {
  const [piece, second] = pattern.pieces
  if (piece === undefined) return null
  if (pattern.exact !== null) {
    const place = findLoosely(document, pattern)
    return place === null ? null : `“${place}” differs in case or form`
  }
  const needs = piece.kind === 'words' ? (piece.readings.at(-1) ?? []) : []
  if (second !== undefined || needs.length > 1) return missOfPhrase(document, pattern)
  if (piece.kind === 'characters') return missOfCharacters(document.scan, piece)
  const [need] = needs
  return need?.kind === 'word' ? missOfWord(document, need) : null
}

function findLoosely(document: SearchedDocument, pattern: TermPattern): string | null {
  const { tokens } = document.scan
  const loose = { ...pattern, exact: null }
  for (let token = 0; token < tokens.count; token += 1) {
    const to = tokens.to[token] ?? 0
    const step = tokens.kindAt(token) === TokenKind.hangul ? 1 : to
    for (let at = tokens.from[token] ?? 0; at < to; at += step) {
      const [hit] = matchPattern(document, loose, { token, at })
      if (hit !== undefined) return storedText(document.scan, token, hit.from, hit.to)
    }
  }
  return null
}

function missOfWord(
  document: SearchedDocument,
  need: Extract<WordNeed, { kind: 'word' }>,
): string | null {
  const { scan } = document
  const { core } = need.form
  const same = findToken(scan, (token) => readWordForm(scan, token)?.core === core)
  if (same !== null && need.capitals !== 'any') return `${quote(scan, same)} is not in capitals`
  const longer = findToken(scan, (token) => {
    const form = readWordForm(scan, token)
    return (
      form !== null && form.core !== core && core.length >= MIN_TELLING && form.core.includes(core)
    )
  })
  if (longer !== null) return `${quote(scan, longer)} is another word`
  const address = findToken(
    scan,
    (token) =>
      scan.tokens.kindAt(token) === TokenKind.address && spellToken(scan, token).includes(core),
  )
  return address === null ? null : `${quote(scan, address)} is an address`
}

function missOfCharacters(scan: DocumentScan, piece: CharactersPiece): string | null {
  const { tokens } = scan
  const holder = findToken(scan, (token) => {
    for (let at = tokens.from[token] ?? 0; at < (tokens.to[token] ?? 0); at += 1) {
      if (isOfCharacters(tokens, token) && walk(scan, piece, { token, at }).length > 0) return true
    }
    return false
  })
  return holder === null
    ? null
    : `“${runAround(scan, holder)}” holds it only as part of other words`
}

function missOfPhrase(document: SearchedDocument, pattern: TermPattern): string | null {
  const { scan } = document
  const hasPiece = (piece: PatternPiece): boolean =>
    piece.kind === 'words'
      ? piece.readings.some((needs) => needs.every((need) => hasWord(document, need)))
      : findToken(scan, (token) => {
          const at = scan.tokens.from[token] ?? 0
          return walk(scan, piece, { token, at }).length > 0
        }) !== null
  return pattern.pieces.every(hasPiece)
    ? 'its words are there, but not side by side within a sentence'
    : null
}

function hasWord({ scan, keys }: SearchedDocument, need: WordNeed): boolean {
  if (need.kind !== 'word') return false
  const wanted = keys.keyOf(need.form.core)
  const isWanted = (token: number): boolean => {
    const form = readWordForm(scan, token)
    return form !== null && keys.keyOf(form.core) === wanted
  }
  return findToken(scan, isWanted) !== null
}

function findToken({ tokens }: DocumentScan, holds: (token: number) => boolean): number | null {
  for (let token = 0; token < tokens.count; token += 1) if (holds(token)) return token
  return null
}

/** The unbroken characters around a token: an eojeol, or a run of Han and kana. */
function runAround(scan: DocumentScan, token: number): string {
  let first = token
  let last = token
  while (continuesRun(scan, first) && token - first < MAX_SHOWN) first -= 1
  while (continuesRun(scan, last + 1) && last - token < MAX_SHOWN) last += 1
  const { from, to } = scan.tokens
  return storedText(scan, token, from[first] ?? 0, to[last] ?? 0)
}

/** Fewer letters are part of words by chance. */
const MIN_TELLING = 3
/** Characters that are shown on either side. */
const MAX_SHOWN = 10

function quote(scan: DocumentScan, token: number): string {
  return `“${storedText(scan, token, scan.tokens.from[token] ?? 0, scan.tokens.to[token] ?? 0)}”`
}
