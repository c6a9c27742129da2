import { assertNever } from '../assert-never.ts'
import { type CompiledQuery, compiledChildren } from './compiled-query.ts'
import { type FoundTerms, hitsOfLeaf, isLeafTrue, spanOf, type VariantHit } from './found-terms.ts'
import type { MatchSpan } from './match-document.ts'
import { hitsOfNear } from './near-places.ts'
import { FIELDS } from './term-hits.ts'

/** Whether the query holds for the document. */
export function isTrue(found: FoundTerms, query: CompiledQuery): boolean {
  switch (query.kind) {
    case 'leaf':
      return isLeafTrue(found, query)
    case 'and':
      for (const child of query.children) if (!isTrue(found, child)) return false
      return true
    case 'or':
      for (const child of query.children) if (isTrue(found, child)) return true
      return false
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
  const spans = collectHits(found, query, true).map((hit) => spanOf(found, hit))
  if (spans.length < 2) return spans
  spans.sort(inOrder)
  return spans.filter((span, index) => !isSame(span, spans, index))
}

function inOrder(one: MatchSpan, other: MatchSpan): number {
  if (one.field !== other.field) return FIELDS.indexOf(one.field) - FIELDS.indexOf(other.field)
  return one.start - other.start || one.end - other.end
}

/** Whether one of the spans before it, of the same stretch, says the same. */
function isSame(span: MatchSpan, spans: readonly MatchSpan[], index: number): boolean {
  for (let before = index - 1; before >= 0; before -= 1) {
    const other = spans[before]
    if (other === undefined || inOrder(other, span) !== 0) return false
    if (other.term === span.term && other.concept === span.concept) return true
  }
  return false
}

/** Hits that make the query true, or false where it stands under NOT: NOT (NOT x) holds because of x. */
function collectHits(
  found: FoundTerms,
  query: CompiledQuery,
  wanted: boolean,
): readonly VariantHit[] {
  switch (query.kind) {
    case 'leaf':
      return wanted ? hitsOfLeaf(found, query) : []
    case 'near':
      return wanted ? hitsOfNear(found, query) : []
    case 'not':
      return collectHits(found, query.child, !wanted)
    case 'and':
    case 'or':
    case 'atLeast':
      return compiledChildren(query)
        .filter((child) => isTrue(found, child) === wanted)
        .flatMap((child) => collectHits(found, child, wanted))
    default:
      return assertNever(query)
  }
}
