import type { CompiledLeaf, CompiledQuery } from './compiled-query.ts'

/**
 * Terms of which at least one must stand in a document for a rule to hold: the rule is looked at only when
 * one was found. The fewer documents hold any of them, the less often it is looked at for nothing.
 */
export type Anchors = {
  /** Share of documents that may hold one of the terms; a rough guess that only has to order them. */
  readonly cost: number
  readonly terms: readonly number[]
}

/**
 * The cheapest anchors of a rule: of AND those of its rarest clause, of OR all, of NEAR those of the rarer
 * side, of "at least k of n" those of the n - k + 1 rarest. null for a query that holds where nothing stands;
 * such rules are refused when they are read.
 */
function anchorsOf(
  query: CompiledQuery,
  costOf: (term: number) => number,
  isTrue = true,
): Anchors | null {
  const below = (child: CompiledQuery): Anchors | null => anchorsOf(child, costOf, isTrue)
  switch (query.kind) {
    case 'leaf':
      return isTrue ? anchorsOfLeaf(query, costOf) : null
    case 'near':
      return isTrue ? rarest(clausesOf(query, costOf)) : null
    case 'not':
      return anchorsOf(query.child, costOf, !isTrue)
    case 'and':
      return isTrue ? rarest(clausesOf(query, costOf)) : allOf(query.children.map(below))
    case 'or':
      return isTrue ? allOf(query.children.map(below)) : rarest(query.children.map(below))
    case 'atLeast': {
      const { children } = query
      // "not at least k of n" is "at least n - k + 1 are not"
      const count = isTrue ? query.count : children.length - query.count + 1
      return severalOf(children.map(below), children.length - count + 1)
    }
  }
}

/** Where a rule is filed, and what else it cannot hold without. */
export type Filing = {
  /** Terms of its rarest clause: anchors of the rule. */
  readonly anchors: readonly number[]
  /** Terms of another clause, of which one must be there too; none where no other clause has so few. */
  readonly witnesses: readonly number[]
}

/** A rule that has only common terms is called up by each of them; that the other is missing is seen at once by its witnesses. */
export function filingOf(
  query: CompiledQuery,
  costOf: (term: number) => number,
  maxWitnesses: number,
): Filing {
  const clauses = clausesOf(query, costOf)
  const [only, second] = clauses
  if (second === undefined) return { anchors: distinct(only?.terms ?? NONE), witnesses: NONE }
  const anchors = rarest(clauses)
  const others = clauses.filter((clause) => clause !== anchors)
  const witnesses = rarest(
    others.filter(({ terms }) => terms.length > 0 && terms.length <= maxWitnesses),
  )
  return { anchors: distinct(anchors?.terms ?? NONE), witnesses: witnesses?.terms ?? NONE }
}

const NONE: readonly number[] = []

function distinct(terms: readonly number[]): readonly number[] {
  return terms.length < 2 ? terms : [...new Set(terms)]
}

/** The anchors of every clause that must hold by itself. */
function clausesOf(query: CompiledQuery, costOf: (term: number) => number): readonly Anchors[] {
  if (query.kind === 'and') return query.children.flatMap((child) => clausesOf(child, costOf))
  if (query.kind === 'near') {
    const left = clausesOf(query.left, costOf)
    return query.isNegated ? left : [...left, ...clausesOf(query.right, costOf)]
  }
  const anchors = anchorsOf(query, costOf)
  return anchors === null ? [] : [anchors]
}

function anchorsOfLeaf({ variants }: CompiledLeaf, costOf: (term: number) => number): Anchors {
  const terms = variants.map(({ term }) => term)
  return { cost: terms.reduce((sum, term) => sum + costOf(term), 0), terms }
}

function rarest(choices: readonly (Anchors | null)[]): Anchors | null {
  let best: Anchors | null = null
  for (const choice of choices) {
    if (choice !== null && (best === null || choice.cost < best.cost)) best = choice
  }
  return best
}

function allOf(parts: readonly (Anchors | null)[]): Anchors | null {
  return severalOf(parts, parts.length)
}

/** The `count` cheapest together. */
function severalOf(parts: readonly (Anchors | null)[], count: number): Anchors | null {
  const known = parts.filter((part) => part !== null)
  if (known.length < count) return null
  const cheapest = known.sort((one, other) => one.cost - other.cost).slice(0, count)
  return {
    cost: cheapest.reduce((sum, part) => sum + part.cost, 0),
    terms: cheapest.flatMap(({ terms }) => terms),
  }
}
