import { assertNever } from '../../assert-never.ts'
import type { MatchSpan } from '../match-document.ts'
import { FIELDS } from '../term/term-hits.ts'
import type { CompiledLeaf, CompiledQuery } from './compiled-query.ts'
import { type FoundTerms, hitsOfLeaf, isLeafTrue, spanOf } from './found-terms.ts'
import { hitsOfNear, isNearTrue } from './near-places.ts'

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
      return isNearTrue(found, query)
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
  if (query.kind === 'leaf') return spansOfLeaf(found, query)
  const spans: MatchSpan[] = []
  collectSpans(found, query, true, { spans, leaves: new Set() })
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

/** The spans of a leaf; rules share leaves, so they are kept while the document is matched. */
function spansOfLeaf(found: FoundTerms, leaf: CompiledLeaf): readonly MatchSpan[] {
  const known = found.spans.get(leaf)
  if (known !== undefined) return known
  const spans = hitsOfLeaf(found, leaf).map((hit) => spanOf(found, hit))
  if (leaf.variants.length > 1) spans.sort(inOrder)
  found.spans.set(leaf, spans)
  return spans
}

/** When a rule has so many spans, no further clauses are looked at for more. */
const MAX_SPANS = 20_000

/** Spans of what makes the query true, or false where it stands under NOT: NOT (NOT x) holds because of x. */
function collectSpans(
  found: FoundTerms,
  query: CompiledQuery,
  wanted: boolean,
  into: { readonly spans: MatchSpan[]; readonly leaves: Set<CompiledLeaf> },
): void {
  if (into.spans.length >= MAX_SPANS) return
  switch (query.kind) {
    case 'leaf':
      // a rule may name a term a thousand times
      if (!wanted || into.leaves.has(query)) return
      into.leaves.add(query)
      for (const span of spansOfLeaf(found, query)) into.spans.push(span)
      return
    case 'near':
      if (wanted) for (const hit of hitsOfNear(found, query)) into.spans.push(spanOf(found, hit))
      return
    case 'not':
      collectSpans(found, query.child, !wanted, into)
      return
    case 'and':
    case 'or':
    case 'atLeast':
      for (const child of query.children) {
        // a leaf has spans only if it is true
        const counts = child.kind === 'leaf' || isTrue(found, child) === wanted
        if (counts) collectSpans(found, child, wanted, into)
      }
      return
    default:
      assertNever(query)
  }
}
