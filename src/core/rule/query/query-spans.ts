import type { MatchSpan } from '../match-document.ts'
import { isTrue } from './decide-query.ts'
import { addSpans, type FoundTerms, type LeafSpans, spanOf, spanOfHit } from './found-terms.ts'
import { hitsOfNear } from './near-places.ts'
import { nearTermHits } from './near-terms.ts'
import { lengthOf, Operator, operatorOf, type QueryPrograms } from './query-programs.ts'
import { eachOnce, inOrder, MAX_SPANS } from './span-order.ts'

/**
 * What of the document makes a query true that holds: hits of true clauses, in the order of the fields and of
 * the text, each once. What stands under NOT is no reason for an alert and is left out.
 */
export function spansOf(
  programs: QueryPrograms,
  start: number,
  found: FoundTerms,
): readonly MatchSpan[] {
  const head = programs.code[start] ?? 0
  if (isLeaf(head)) return spansOfLeaf(programs, start, found)?.spans ?? []
  const spans: MatchSpan[] = []
  collectSpans(programs, start, found, true, { rule: start, spans })
  return eachOnce(spans)
}

function isLeaf(head: number): boolean {
  const operator = operatorOf(head)
  return operator === Operator.term || operator === Operator.anyTerm
}

/** The spans of a leaf; null if it has none. Rules share leaves, so they are kept while the document is matched. */
function spansOfLeaf(programs: QueryPrograms, start: number, found: FoundTerms): LeafSpans | null {
  // of what is not there nothing is touched but the program: the leaves lie scattered in memory
  if (!isTrue(programs, start, found)) return null
  const { code } = programs
  const number = code[start + 1] ?? 0
  const known = found.spans.get(number)
  if (known !== undefined) return known
  const { hits } = found
  const fields = code[start + 2] ?? 0
  const variants = programs.leafAt(number)?.variants ?? []
  const spans: MatchSpan[] = []
  // a concept may name one word in many spellings
  for (let index = 0; index < variants.length && spans.length < MAX_SPANS; index += 1) {
    const term = code[start + 3 + index] ?? 0
    if ((hits.fieldsOf(term) & fields) === 0) continue
    const variant = variants[index]
    if (variant === undefined) continue
    addSpans(found, term, fields, variant, spans)
  }
  if (variants.length > 1) spans.sort(inOrder)
  const fresh = { spans, toldBy: NO_RULE }
  found.spans.set(number, fresh)
  return fresh
}

/** No program begins there. */
const NO_RULE = -1

/** Spans of what makes the query true, or false where it stands under NOT: NOT (NOT x) holds because of x. */
function collectSpans(
  programs: QueryPrograms,
  start: number,
  found: FoundTerms,
  wanted: boolean,
  into: { readonly rule: number; readonly spans: MatchSpan[] },
): void {
  if (into.spans.length >= MAX_SPANS) return
  const { code } = programs
  const head = code[start] ?? 0
  const operator = operatorOf(head)
  if (isLeaf(head)) {
    const leaf = wanted ? spansOfLeaf(programs, start, found) : null
    // a rule may name a term a thousand times
    if (leaf === null || leaf.toldBy === into.rule) return
    leaf.toldBy = into.rule
    for (const span of leaf.spans) into.spans.push(span)
  } else if (operator === Operator.near || operator === Operator.nearTerms) {
    if (wanted) collectNear(programs, start, found, into.spans)
  } else if (operator === Operator.not) {
    collectSpans(programs, start + 1, found, !wanted, into)
  } else {
    const first = start + (operator === Operator.atLeast ? 2 : 1)
    const end = start + lengthOf(head)
    for (let at = first; at < end; at += lengthOf(code[at] ?? 0)) {
      // a leaf has spans only if it is true
      const counts = isLeaf(code[at] ?? 0) || isTrue(programs, at, found) === wanted
      if (counts) collectSpans(programs, at, found, wanted, into)
    }
  }
}

function collectNear(
  programs: QueryPrograms,
  start: number,
  found: FoundTerms,
  spans: MatchSpan[],
): void {
  const { code } = programs
  const near = programs.nearAt(code[start + 1] ?? 0)
  if (near === undefined) return
  const isOfTerms = operatorOf(code[start] ?? 0) === Operator.nearTerms
  const hits = isOfTerms ? nearTermHits(found, near) : null
  if (hits === null) for (const hit of hitsOfNear(found, near)) spans.push(spanOf(found, hit))
  else for (const { variant, hit } of hits) spans.push(spanOfHit(found, variant, hit))
}
