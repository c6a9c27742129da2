import type { MatchSpan } from '../match-document.ts'
import { FIELDS } from '../term/term-hits.ts'

/** When a rule has so many spans, no further clauses, nor terms of a concept, are looked at for more. */
export const MAX_SPANS = 20_000

/** By field and place; what is said of one place in some order that is always the same. */
export function inOrder(one: MatchSpan, other: MatchSpan): number {
  if (one.field !== other.field) return FIELDS.indexOf(one.field) - FIELDS.indexOf(other.field)
  return (
    one.start - other.start ||
    one.end - other.end ||
    compare(one.term, other.term) ||
    compare(one.concept ?? '', other.concept ?? '')
  )
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** The spans of several clauses in one order, each once. */
export function mergeSpans(lists: readonly (readonly MatchSpan[])[]): readonly MatchSpan[] {
  let merged: MatchSpan[] = []
  for (const spans of lists) {
    // two clauses may say the same
    if (merged.length >= MAX_SPANS) merged = [...eachOnce(merged)]
    if (merged.length >= MAX_SPANS) break
    for (const span of spans) merged.push(span)
  }
  return eachOnce(merged)
}

/** Puts spans in order, and leaves out what is there twice. */
export function eachOnce(spans: MatchSpan[]): readonly MatchSpan[] {
  if (spans.length < 2) return spans
  spans.sort(inOrder)
  return spans.filter((span, index) => {
    const before = spans[index - 1]
    return before === undefined || inOrder(before, span) !== 0
  })
}
