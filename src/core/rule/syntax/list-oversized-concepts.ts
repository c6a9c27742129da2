import type { ConceptTerm } from './concept-term.ts'
import { childrenOf, conceptsIn, type Query } from './query.ts'

/** A guard may name a concept whose guards name concepts: so many times over. */
const MAX_STEPS = 20
/** Terms of a concept with everything that its guards name written out. */
const MAX_TERMS = 100_000

/**
 * The concepts that are too large to be compiled. In a list a concept is named and its terms are merged; in a guard it is
 * written out, so that a few short guards that name one another twice would come to millions of terms. There must be no
 * circle among the concepts.
 */
export function listOversizedConcepts(
  names: readonly string[],
  termsOf: (concept: string) => readonly ConceptTerm[],
): readonly string[] {
  const counts = new Map<string, number>()
  let open = names
  for (let step = 0; step <= MAX_STEPS && open.length > 0; step += 1) {
    const counted = open.map((name) => [name, countTerms(termsOf(name), counts)] as const)
    for (const [name, count] of counted) if (count !== null) counts.set(name, count)
    open = counted.flatMap(([name, count]) => (count === null ? [name] : []))
  }
  const isLarge = (name: string): boolean =>
    (counts.get(name) ?? Number.POSITIVE_INFINITY) > MAX_TERMS
  return names.filter((name) => isLarge(name) && termsOf(name).some(namesConcepts))
}

function namesConcepts(term: ConceptTerm): boolean {
  return term.kind === 'query' && conceptsIn(term.query).length > 0
}

/** null while a concept that a guard names is not counted. */
function countTerms(
  terms: readonly ConceptTerm[],
  counts: ReadonlyMap<string, number>,
): number | null {
  let sum = 0
  for (const term of terms) {
    const written = term.kind === 'term' ? 1 : countLeaves(term.query)
    const named = term.kind === 'term' ? [] : conceptsIn(term.query)
    const inNamed = named.map(({ name }) => counts.get(name))
    if (inNamed.includes(undefined)) return null
    sum += inNamed.reduce((all: number, count) => all + (count ?? 0), written)
  }
  return sum
}

function countLeaves(query: Query): number {
  const children = childrenOf(query)
  return children.length === 0 ? 1 : children.reduce((sum, child) => sum + countLeaves(child), 0)
}
