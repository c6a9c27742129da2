import type { CompiledLeaf, CompiledQuery } from './compiled-query.ts'
import { compiledChildren } from './compiled-query.ts'
import { describeQuery } from './describe-rule.ts'
import { isTrue, spansOf } from './evaluate-query.ts'
import type { FoundTerms } from './found-terms.ts'
import type { MatchSpan } from './match-document.ts'
import { findNearMiss } from './near-miss.ts'
import type { TermPattern } from './term-pattern.ts'

/** Why a rule holds for a document, or why not, clause by clause. */
export type Explanation = {
  /** The clause as read back in words. */
  readonly clause: string
  readonly isTrue: boolean
  /** What of the document it hit; nothing if it is false. */
  readonly spans: readonly MatchSpan[]
  readonly children: readonly Explanation[]
  /** Why something that looks like the term does not count; null where nothing does. */
  readonly note: string | null
}

export function explainQuery(
  found: FoundTerms,
  query: CompiledQuery,
  patterns: readonly TermPattern[],
): Explanation {
  const holds = isTrue(found, query)
  const explanation = {
    clause: describeQuery(query.query),
    isTrue: holds,
    spans: holds ? spansOf(found, query) : [],
  }
  if (query.kind !== 'leaf') {
    const children = compiledChildren(query).map((child) => explainQuery(found, child, patterns))
    return { ...explanation, children, note: noteOf(query, holds, children) }
  }
  if (query.query.kind === 'term') {
    return { ...explanation, children: [], note: holds ? null : noteOfLeaf(found, query, patterns) }
  }
  const children = query.variants.map((variant) =>
    explainVariant(found, { ...query, variants: [variant] }, patterns),
  )
  return { ...explanation, children, note: null }
}

/** One term of a concept. */
function explainVariant(
  found: FoundTerms,
  leaf: CompiledLeaf,
  patterns: readonly TermPattern[],
): Explanation {
  const holds = isTrue(found, leaf)
  return {
    clause: leaf.variants.map((variant) => variant.text).join(),
    isTrue: holds,
    spans: holds ? spansOf(found, leaf) : [],
    children: [],
    note: holds ? null : noteOfLeaf(found, leaf, patterns),
  }
}

function noteOfLeaf(
  found: FoundTerms,
  leaf: CompiledLeaf,
  patterns: readonly TermPattern[],
): string | null {
  for (const variant of leaf.variants) {
    const pattern = variant.term === null ? undefined : patterns[variant.term]
    if (variant.term === null || pattern === undefined) continue
    const isElsewhere = found.hits.has(variant.term)
    if (isElsewhere) return `${variant.text} stands in another field only`
    const miss = findNearMiss(found.searched, pattern)
    if (miss !== null) return miss
  }
  return null
}

function noteOf(
  query: CompiledQuery,
  holds: boolean,
  children: readonly Explanation[],
): string | null {
  if (query.kind === 'not') return holds ? null : 'what must not be there is there'
  if (query.kind !== 'near' || holds || !children.every((child) => child.isTrue)) return null
  return query.isNegated
    ? 'every mention has the other nearby'
    : 'both are there, but nowhere as near and in the order that is asked for'
}
