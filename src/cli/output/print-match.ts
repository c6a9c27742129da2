import type { Excerpt } from '../../core/alert/alert-content.ts'
import { makeExcerpts } from '../../core/alert/excerpt.ts'
import { describeLanguage } from '../../core/feed/describe-language.ts'
import type { MatchDocument, MatchSpan } from '../../core/rule/match-document.ts'
import { type Explanation, isThere } from '../../core/rule/query/explain.ts'
import type { CliIo } from '../cli-io.ts'
import type { TextMatch } from '../text-match.ts'
import { countOf } from './count-of.ts'
import { printable } from './printable.ts'
import { writeLine } from './write.ts'

/**
 * The answer of `match` for people: hit or not, the passages with the hits in brackets, the clauses one by one, and the
 * language. `declaredBy` is who may have named that.
 */
export function printMatch(
  io: CliIo,
  source: string | null,
  document: MatchDocument,
  match: TextMatch,
  declaredBy = '--lang',
): void {
  const name = source === null ? '' : `${printable(source)}: `
  writeLine(io, `${name}${match.matched ? 'matched' : 'did not match'}`)
  if (match.matched) {
    for (const passage of listPassages(document, match.spans)) writeLine(io, `  ${passage}`)
  }
  if (match.explanation !== null) printClause(io, document, match.explanation, 1)
  writeLine(io, `  ${printable(describeLanguage(match.language, declaredBy))}`)
}

/** Sentences around hits: `… cooperation on [small modular reactors] …`. */
export function listPassages(
  document: MatchDocument,
  spans: readonly MatchSpan[],
): readonly string[] {
  return makeExcerpts(document, spans).map(formatExcerpt)
}

/** `text: … cooperation on [small modular reactors] …` */
export function formatExcerpt({ field, parts, cutBefore, cutAfter }: Excerpt): string {
  const text = parts.map((part) => (part.isHit ? `[${part.text}]` : part.text)).join('')
  return printable(`${field}: ${cutBefore ? '… ' : ''}${text}${cutAfter ? ' …' : ''}`)
}

/** A tree of clauses, each with its verdict, what it hit, and what only looked like it; `depth` is how far it stands to the right. */
export function printClause(
  io: CliIo,
  document: MatchDocument,
  explanation: Explanation,
  depth: number,
): void {
  const { clause, isTrue, spans, children, note } = explanation
  const hits = isTrue && children.length === 0 ? describeHits(document, spans) : ''
  const remark = note ?? describeAbsence(explanation)
  const line = clause + hits + (remark === null ? '' : ` (${remark})`)
  const margin = '  '.repeat(depth)
  writeLine(io, `${margin}${isTrue ? '✓' : '✗'} ${printable(line)}`)
  const { shown, left } = listShown(explanation)
  for (const child of shown) printClause(io, document, child, depth + 1)
  if (left > 0) writeLine(io, `${margin}  … and ${countOf(left, 'term', 'terms')} more`)
}

/** Of a concept, which may have a hundred terms, so many are shown. */
const MAX_TERMS = 5
/** Of terms that are not there at all. */
const MAX_ABSENT = 3
const MAX_ABSENT_LENGTH = 40

/** Of a concept the terms that hit; where it does not hold, those that nearly did. Of all else every clause. */
function listShown({ kind, isTrue, children }: Explanation): {
  readonly shown: readonly Explanation[]
  readonly left: number
} {
  if (kind !== 'concept') return { shown: children, left: 0 }
  const telling = children.filter(isTrue ? (child): boolean => child.isTrue : isThere)
  return { shown: telling.slice(0, MAX_TERMS), left: Math.max(0, telling.length - MAX_TERMS) }
}

/** How many terms of a concept are not there, with the first of them; null for any other clause. */
function describeAbsence({ kind, isTrue, children }: Explanation): string | null {
  const [only, second] = children
  if (kind !== 'concept' || isTrue || only === undefined) return null
  const first = children.slice(0, MAX_ABSENT).map(({ clause }) => shorten(clause))
  if (second === undefined) return `its term is ${first.join()}`
  const rest = children.length > MAX_ABSENT ? ', …' : ''
  return `none of its ${children.length} terms: ${first.join(', ')}${rest}`
}

function shorten(clause: string): string {
  const characters = [...clause]
  if (characters.length <= MAX_ABSENT_LENGTH) return clause
  return `${characters.slice(0, MAX_ABSENT_LENGTH).join('').trimEnd()}…`
}

/** Spans of other fields count within one of several texts, which is not known here; there the clause says what hit. */
function describeHits(document: MatchDocument, spans: readonly MatchSpan[]): string {
  const texts = spans.flatMap(({ field, start, end }) =>
    field === 'title' || field === 'text' ? [document[field].slice(start, end)] : [],
  )
  const distinct = [...new Set(texts)]
  return distinct.length === 0 ? '' : `: ${distinct.map((text) => `"${text}"`).join(', ')}`
}
