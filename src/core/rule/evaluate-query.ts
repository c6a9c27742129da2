import { assertNever } from '../assert-never.ts'
import { type CompiledQuery, compiledChildren } from './compiled-query.ts'
import { type FoundTerms, isLeafTrue, spanOf, spansOfLeaf } from './found-terms.ts'
import type { DocumentField, MatchSpan } from './match-document.ts'
import { hitsOfNear } from './near-places.ts'

/** Whether the query holds for the document. */
export function isTrue(found: FoundTerms, query: CompiledQuery): boolean {
  switch (query.kind) {
    case 'leaf':
      return isLeafTrue(found, query)
    case 'and':
      return query.children.every((child) => isTrue(found, child))
    case 'or':
      return query.children.some((child) => isTrue(found, child))
    case 'not':
      return !isTrue(found, query.child)
    case 'near':
      return hitsOfNear(found, query).length > 0
    case 'atLeast': {
      let count = 0
      for (const child of query.children) {
        if (isTrue(found, child)) count += 1
        if (count >= query.count) return true
      }
      return false
    }
    default:
      return assertNever(query)
  }
}

/**
 * What of the document makes a query true that holds: hits of true clauses, in the order of the fields and of
 * the text, each once. What stands under NOT is no reason for an alert and is left out.
 */
export function spansOf(found: FoundTerms, query: CompiledQuery): readonly MatchSpan[] {
  const spans = new Map<string, MatchSpan>()
  for (const span of collectSpans(found, query, true)) {
    const key = `${span.field}:${span.start}:${span.end}:${span.concept ?? ''}:${span.term}`
    spans.set(key, span)
  }
  return [...spans.values()].sort(
    (one, other) =>
      FIELD_ORDER.indexOf(one.field) - FIELD_ORDER.indexOf(other.field) ||
      one.start - other.start ||
      one.end - other.end,
  )
}

const FIELD_ORDER: readonly DocumentField[] = [
  'title',
  'text',
  'source',
  'lang',
  'tag',
  'author',
  'url',
]

/** Spans of what makes the query true, or false where it stands under NOT: NOT (NOT x) holds because of x. */
function collectSpans(
  found: FoundTerms,
  query: CompiledQuery,
  wanted: boolean,
): readonly MatchSpan[] {
  switch (query.kind) {
    case 'leaf':
      return wanted ? spansOfLeaf(found, query) : []
    case 'near':
      return wanted ? hitsOfNear(found, query).map((hit) => spanOf(found, hit)) : []
    case 'not':
      return collectSpans(found, query.child, !wanted)
    case 'and':
    case 'or':
    case 'atLeast':
      return compiledChildren(query)
        .filter((child) => isTrue(found, child) === wanted)
        .flatMap((child) => collectSpans(found, child, wanted))
    default:
      return assertNever(query)
  }
}
