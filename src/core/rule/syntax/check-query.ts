import { assertNever } from '../../assert-never.ts'
import { checkTerm } from './check-term.ts'
import { childrenOf, type Query } from './query.ts'
import { type RuleProblem, ruleError } from './rule-problem.ts'

/** What is wrong or suspicious in a well-formed rule: in its terms, and in what it asks for as a whole. */
export function checkQuery(query: Query): readonly RuleProblem[] {
  const problems: RuleProblem[] = []
  checkTerms(query, false, problems)
  const culprit = trueOfNothing(query)
  if (culprit !== null) problems.push(nothingRequired(query, culprit))
  return problems
}

function checkTerms(query: Query, isDenied: boolean, problems: RuleProblem[]): void {
  if (query.kind === 'concept') return
  if (query.kind !== 'term') {
    const isDeniedBelow = isDenied || query.kind === 'not'
    for (const child of childrenOf(query)) checkTerms(child, isDeniedBelow, problems)
    return
  }
  for (const problem of checkTerm(query)) {
    // excluding little is harmless
    if (isDenied && problem.code === 'only-capitals') continue
    // an empty phrase has no characters of its own to point at
    const isEmpty = query.text === ''
    const start = isEmpty ? query.start : problem.start + query.textStart
    const end = isEmpty ? query.end : problem.end + query.textStart
    problems.push({ ...problem, start, end })
  }
}

function nothingRequired(query: Query, culprit: Query): RuleProblem {
  const message =
    query.kind === 'or'
      ? 'this alternative is true of items that mention nothing, so nearly every item would match'
      : 'a rule needs something that must be present'
  return ruleError(
    'nothing-required',
    culprit,
    message,
    'write what must be present, then NOT what must not: a NOT b',
  )
}

/** The part through which the query is true of an item that mentions nothing; null if it is not. */
function trueOfNothing(query: Query): Query | null {
  switch (query.kind) {
    case 'term':
    case 'concept':
    case 'near':
      return null
    case 'not':
      return trueOfNothing(query.child) === null ? query : null
    case 'or':
      return firstTrueOfNothing(query.children)
    case 'and':
      return query.children.every((child) => trueOfNothing(child) !== null) ? query : null
    case 'atLeast': {
      const culprits = query.children.filter((child) => trueOfNothing(child) !== null)
      return culprits.length >= query.count ? firstTrueOfNothing(culprits) : null
    }
    default:
      return assertNever(query)
  }
}

function firstTrueOfNothing(queries: readonly Query[]): Query | null {
  for (const query of queries) {
    const culprit = trueOfNothing(query)
    if (culprit !== null) return culprit
  }
  return null
}
