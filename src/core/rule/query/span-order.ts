import type { MatchSpan } from '../match-document.ts'
import { FIELDS } from '../term/term-hits.ts'

/** When a rule has so many spans, no further clauses are looked at for more. */
export const MAX_SPANS = 20_000

/** By field and place. */
export function inOrder(one: MatchSpan, other: MatchSpan): number {
  if (one.field !== other.field) return FIELDS.indexOf(one.field) - FIELDS.indexOf(other.field)
  return one.start - other.start || one.end - other.end
}

/** The spans of several clauses in one order, each once. */
export function mergeSpans(lists: readonly (readonly MatchSpan[])[]): readonly MatchSpan[] {
  const merged: MatchSpan[] = []
  for (const spans of lists) {
    if (merged.length < MAX_SPANS) for (const span of spans) merged.push(span)
  }
  return eachOnce(merged)
}

/** Puts spans in order, and leaves out what is there twice. */
export function eachOnce(spans: MatchSpan[]): readonly MatchSpan[] {
  if (spans.length < 2) return spans
  spans.sort(inOrder)
  return spans.filter((span, index) => !isSame(span, spans, index))
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
