import type { ConceptEntry } from './concept-entry.ts'
import type { ConceptTerm } from './concept-term.ts'
import { childrenOf, conceptsIn, type Query } from './query.ts'

/** A guard may name a concept whose guards name concepts: so many times over. */
const MAX_STEPS = 20
/** Terms of a concept with everything that its guards name written out. */
const MAX_TERMS = 100_000

/** What concepts are made of: the lines of their lists, and all terms that those stand for. */
type ConceptContents = {
  readonly entriesOf: (concept: string) => readonly ConceptEntry[]
  readonly termsOf: (concept: string) => readonly ConceptTerm[]
}

/** What is known of a concept without putting its terms together. */
type Size = {
  /** Terms that it can come to at most: those that it reaches in two ways are counted twice. */
  readonly bound: number
  /** How many times over its guards name concepts. */
  readonly steps: number
  readonly isOversized: boolean
}

/**
 * The concepts that are too large to be compiled. In a list a concept is named and its terms are merged; in a guard it is
 * written out, so that a few short guards that name one another twice would come to millions of terms. `bottomUp` has
 * each concept behind those that it names; so nearly all are decided by those, and only of what may be too
 * large the terms are put together and counted.
 */
export function listOversizedConcepts(
  bottomUp: readonly string[],
  { entriesOf, termsOf }: ConceptContents,
): readonly string[] {
  const sizes = new Map<string, Size>()
  const counts = new Map<string, number>()

  const countOf = (name: string): number => {
    const known = counts.get(name)
    if (known !== undefined) return known
    const count = termsOf(name).reduce((sum, term) => sum + countTerm(term, countOf), 0)
    counts.set(name, count)
    return count
  }

  for (const name of bottomUp) {
    const { bound, steps, isOversized } = sumUp(entriesOf(name), sizes)
    const isSuspicious = steps > 0 && bound > MAX_TERMS
    sizes.set(name, {
      bound,
      steps,
      isOversized: isOversized || steps > MAX_STEPS || (isSuspicious && countOf(name) > MAX_TERMS),
    })
  }
  return bottomUp.filter((name) => sizes.get(name)?.isOversized)
}

/** A concept that names one that is too large is no smaller. */
function sumUp(entries: readonly ConceptEntry[], sizes: ReadonlyMap<string, Size>): Size {
  let bound = 0
  let steps = 0
  let isOversized = false
  for (const entry of entries) {
    const isGuard = entry.kind === 'guarded'
    bound += isGuard ? countLeaves(entry.term.query) : 1
    for (const name of namesIn(entry)) {
      const named = sizes.get(name)
      if (named === undefined) continue
      bound += named.bound
      steps = Math.max(steps, named.steps + (isGuard ? 1 : 0))
      isOversized ||= named.isOversized
    }
  }
  return { bound, steps, isOversized }
}

function namesIn(entry: ConceptEntry): readonly string[] {
  if (entry.kind === 'reference') return [entry.name]
  return entry.kind === 'guarded' ? conceptsIn(entry.term.query).map(({ name }) => name) : []
}

function countTerm(term: ConceptTerm, countOf: (concept: string) => number): number {
  if (term.kind === 'term') return 1
  return conceptsIn(term.query).reduce(
    (sum, { name }) => sum + countOf(name),
    countLeaves(term.query),
  )
}

function countLeaves(query: Query): number {
  const children = childrenOf(query)
  return children.length === 0 ? 1 : children.reduce((sum, child) => sum + countLeaves(child), 0)
}
