import type { DocumentScan, Token } from './document-scan.ts'
import { walk } from './match-characters.ts'
import { matchPattern } from './match-pattern.ts'
import { spell } from './spell.ts'
import { storedText } from './stored-text.ts'
import type { SearchedDocument } from './term-hit.ts'
import type { CharactersPiece, TermPattern, WordNeed } from './term-pattern.ts'

/** Why something in the document that looks like a term does not count as it; null if nothing does. */
export function findNearMiss(document: SearchedDocument, pattern: TermPattern): string | null {
  const [piece, second] = pattern.pieces
  if (piece === undefined) return null
  if (pattern.exact !== null) {
    const place = findLoosely(document, pattern)
    return place === null ? null : `${quote(place)} differs in case or form`
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
  for (const [index, token] of tokens.entries()) {
    for (
      let at = token.from;
      at < token.to;
      at += token.kind === 'hangul' ? 1 : token.to - token.from
    ) {
      const [hit] = matchPattern(document, loose, { token: index, at })
      if (hit !== undefined) return storedText(document.scan, index, hit.from, hit.to)
    }
  }
  return null
}

function missOfWord(
  document: SearchedDocument,
  need: Extract<WordNeed, { kind: 'word' }>,
): string | null {
  const { core } = need.form
  const { tokens } = document.scan
  const same = tokens.find((token) => token.form?.core === core)
  if (same !== undefined && need.capitals !== 'any') {
    return `${quote(textOf(document.scan, same))} is not in capitals`
  }
  const longer = tokens.find(
    (token) => token.form !== null && token.form.core !== core && token.form.core.includes(core),
  )
  if (longer !== undefined) return `${quote(textOf(document.scan, longer))} is another word`
  const address = tokens.find(
    (token) =>
      token.kind === 'address' &&
      spell(document.scan.characters, token.from, token.to).includes(core),
  )
  return address === undefined ? null : `${quote(textOf(document.scan, address))} is an address`
}

function missOfCharacters(scan: DocumentScan, piece: CharactersPiece): string | null {
  for (const [index, token] of scan.tokens.entries()) {
    if (token.kind !== 'hangul' && token.kind !== 'character') continue
    for (let at = token.from; at < token.to; at += 1) {
      if (walk(scan, piece, { token: index, at }).length === 0) continue
      return `${quote(runAround(scan, index))} holds it only as part of other words`
    }
  }
  return null
}

function missOfPhrase(document: SearchedDocument, pattern: TermPattern): string | null {
  const isThere = pattern.pieces.every((piece) =>
    piece.kind === 'words'
      ? piece.readings.some((needs) => needs.every((need) => hasWord(document, need)))
      : document.scan.tokens.some(
          (token, index) => walk(document.scan, piece, { token: index, at: token.from }).length > 0,
        ),
  )
  return isThere ? 'its words are there, but not side by side within a sentence' : null
}

function hasWord(document: SearchedDocument, need: WordNeed): boolean {
  if (need.kind !== 'word') return false
  const { keyOf } = document.keys
  return document.scan.tokens.some(
    (token) => token.form !== null && keyOf(token.form.core) === keyOf(need.form.core),
  )
}

/** The unbroken characters around a token: an eojeol, or a run of Han and kana. */
function runAround(scan: DocumentScan, token: number): string {
  const isRun = (index: number): boolean => scan.tokens[index]?.kind === 'character'
  let first = token
  let last = token
  while (isRun(first) && isRun(first - 1) && scan.tokens[first]?.gap === 0 && token - first < 10)
    first -= 1
  while (isRun(last) && isRun(last + 1) && scan.tokens[last + 1]?.gap === 0 && last - token < 10)
    last += 1
  return storedText(scan, token, scan.tokens[first]?.from ?? 0, scan.tokens[last]?.to ?? 0)
}

function textOf(scan: DocumentScan, token: Token): string {
  return storedText(scan, scan.tokens.indexOf(token), token.from, token.to)
}

function quote(text: string): string {
  return `“${text}”`
}
