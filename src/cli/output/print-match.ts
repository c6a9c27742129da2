import { makeExcerpts } from '../../core/alert/excerpt.ts'
import { describeLanguage } from '../../core/feed/describe-language.ts'
import type { MatchDocument, MatchSpan } from '../../core/rule/match-document.ts'
import type { Explanation } from '../../core/rule/query/explain.ts'
import type { CliIo } from '../cli-io.ts'
import type { TextMatch } from '../text-match.ts'
import { printable } from './printable.ts'
import { writeLine } from './write.ts'

/** The answer of `match` for people: hit or not, the passages with the hits in brackets, the clauses one by one, and the language. */
export function printMatch(
  io: CliIo,
  source: string | null,
  document: MatchDocument,
  match: TextMatch,
): void {
  const name = source === null ? '' : `${printable(source)}: `
  writeLine(io, `${name}${match.matched ? 'matched' : 'did not match'}`)
  if (match.matched) {
    for (const passage of listPassages(document, match.spans)) writeLine(io, `  ${passage}`)
  }
  if (match.explanation !== null) printClause(io, document, match.explanation, 1)
  writeLine(io, `  ${printable(describeLanguage(match.language, '--lang'))}`)
}

/** Sentences around hits: `… cooperation on [small modular reactors] …`. */
export function listPassages(
  document: MatchDocument,
  spans: readonly MatchSpan[],
): readonly string[] {
  return makeExcerpts(document, spans).map(({ field, parts, cutBefore, cutAfter }) => {
    const text = parts.map((part) => (part.isHit ? `[${part.text}]` : part.text)).join('')
    return printable(`${field}: ${cutBefore ? '… ' : ''}${text}${cutAfter ? ' …' : ''}`)
  })
}

/** A tree of clauses, each with its verdict, what it hit, and what only looked like it. */
function printClause(
  io: CliIo,
  document: MatchDocument,
  explanation: Explanation,
  depth: number,
): void {
  const { clause, isTrue, spans, children, note } = explanation
  const hits = isTrue && children.length === 0 ? describeHits(document, spans) : ''
  const remark = note === null ? '' : ` (${note})`
  writeLine(io, `${'  '.repeat(depth)}${isTrue ? '✓' : '✗'} ${printable(clause + hits + remark)}`)
  for (const child of children) printClause(io, document, child, depth + 1)
}

function describeHits(document: MatchDocument, spans: readonly MatchSpan[]): string {
  const texts = spans.map(({ field, start, end }) =>
    field === 'title' || field === 'text' ? document[field].slice(start, end) : field,
  )
  const distinct = [...new Set(texts)]
  return distinct.length === 0 ? '' : `: ${distinct.map((text) => `"${text}"`).join(', ')}`
}
