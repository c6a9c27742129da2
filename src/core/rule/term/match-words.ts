import { Gap } from '../scan/gap.ts'
import { type JoinedWord, joinedAt } from '../scan/joined-words.ts'
import { mayContinue } from '../scan/may-continue.ts'
import type { SearchedDocument } from '../scan/searched-document.ts'
import { TokenKind } from '../scan/tokens.ts'
import { readWordForm, spellToken, type WordForm } from '../scan/word-form.ts'
import type { WordNeed, WordsPiece } from './term-pattern.ts'
import { matchesWildcards } from './wildcards.ts'

/** Indexes behind the last token of each way in which the piece stands at a token. */
export function matchWords(
  document: SearchedDocument,
  piece: WordsPiece,
  token: number,
): ReadonlySet<number> {
  const ends = new Set<number>()
  for (const needs of piece.readings) {
    let reached: readonly number[] = [token]
    for (const [index, need] of needs.entries()) {
      const next = reached.flatMap((at) =>
        index > 0 && !mayContinue(document.scan, at, Gap.none)
          ? []
          : endsOfNeed(document, need, at),
      )
      // ways that meet again are one way
      reached = next.length > 1 ? [...new Set(next)] : next
      if (reached.length === 0) break
    }
    for (const end of reached) ends.add(end)
  }
  return ends
}

function endsOfNeed(document: SearchedDocument, need: WordNeed, at: number): readonly number[] {
  const ends = fulfils(document, need, at) ? [at + 1] : []
  for (const joined of joinedAt(document.scan, at)) {
    if (formFulfils(document, need, joined)) ends.push(joined.nextToken)
  }
  return ends
}

function fulfils(document: SearchedDocument, need: WordNeed, token: number): boolean {
  const { tokens } = document.scan
  if (need.kind === 'address') {
    const isAddress = token < tokens.count && tokens.kindAt(token) === TokenKind.address
    return isAddress && holdsAddress(spellToken(document.scan, token), need.folded)
  }
  const form = readWordForm(document.scan, token)
  return form !== null && fits(document, need, form)
}

/** Whether one address is the other, or a part of it between signs: korea.kr of https://www.korea.kr/press. A handle has no parts. */
function holdsAddress(address: string, wanted: string): boolean {
  if (wanted.startsWith('@')) return address === wanted
  for (let at = address.indexOf(wanted); at >= 0; at = address.indexOf(wanted, at + 1)) {
    const around = `${address[at - 1] ?? ' '}${address[at + wanted.length] ?? ' '}`
    if (!/[\p{L}\p{N}]/u.test(around)) return true
  }
  return false
}

function formFulfils(document: SearchedDocument, need: WordNeed, joined: JoinedWord): boolean {
  return need.kind !== 'address' && fits(document, need, joined.form)
}

function fits(
  document: SearchedDocument,
  need: Exclude<WordNeed, { kind: 'address' }>,
  form: WordForm,
): boolean {
  const { keyOf, formsOf } = document.keys
  if (need.kind === 'wildcard') {
    return [form.folded, ...formsOf(form.core)].some((one) => matchesWildcards(need.pattern, one))
  }
  switch (need.capitals) {
    case 'any':
      return keyOf(form.core) === keyOf(need.form.core)
    case 'capitals':
      return form.capitalCount >= 2 && form.core === need.form.core
    case 'dotted':
      return (form.capitalCount >= 2 || form.isDotted) && form.core === need.form.core
  }
}
