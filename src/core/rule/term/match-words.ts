import type { DocumentScan } from '../scan/document-scan.ts'
import { Gap } from '../scan/gap.ts'
import { mayContinue } from '../scan/may-continue.ts'
import type { SearchedDocument } from '../scan/searched-document.ts'
import { TokenKind } from '../scan/tokens.ts'
import { spellToken } from '../scan/word-form.ts'
import { findAll } from './find-all.ts'
import type { WordNeed, WordsPiece } from './term-pattern.ts'

/** Indexes behind the last token of each way in which the piece stands at a token, each once. */
export function matchWords(
  document: SearchedDocument,
  { readings }: WordsPiece,
  token: number,
): readonly number[] {
  const [needs, second] = readings
  if (needs !== undefined && second === undefined) return endsOfReading(document, needs, token)
  return [...new Set(readings.flatMap((each) => endsOfReading(document, each, token)))]
}

function endsOfReading(
  document: SearchedDocument,
  needs: readonly WordNeed[],
  token: number,
): readonly number[] {
  const [need, second] = needs
  if (need !== undefined && second === undefined) return endsOfNeed(document, need, token)
  let reached: readonly number[] = [token]
  for (const [index, each] of needs.entries()) {
    const next = reached.flatMap((at) =>
      index > 0 && !mayContinue(document.scan, at, Gap.none) ? [] : endsOfNeed(document, each, at),
    )
    // ways that meet again are one way
    reached = next.length > 1 ? [...new Set(next)] : next
    if (reached.length === 0) break
  }
  return reached
}

function endsOfNeed(document: SearchedDocument, need: WordNeed, at: number): readonly number[] {
  if (need.kind === 'address') return isAddress(document.scan, at, need.folded) ? [at + 1] : NONE
  const { words } = document
  const symbol = words.symbolOf(need)
  if (symbol === undefined) return NONE
  const ends = words.meaningAt(at).symbols.includes(symbol) ? [at + 1] : []
  for (const { symbols, next } of words.joinedAt(at)) if (symbols.includes(symbol)) ends.push(next)
  return ends
}

const NONE: readonly number[] = []

function isAddress(scan: DocumentScan, token: number, wanted: string): boolean {
  const { tokens } = scan
  const mayBe = token < tokens.count && tokens.kindAt(token) === TokenKind.address
  return mayBe && holdsAddress(spellToken(scan, token), wanted)
}

/** Whether one address is the other, or a part of it between signs: korea.kr of https://www.korea.kr/press. A handle has no parts. */
function holdsAddress(address: string, wanted: string): boolean {
  if (wanted.startsWith('@')) return address === wanted
  return findAll(address, wanted).some((at) => {
    const around = `${address[at - 1] ?? ' '}${address[at + wanted.length] ?? ' '}`
    return !/[\p{L}\p{N}]/u.test(around)
  })
}
