import { assertNever } from '../assert-never.ts'
import { checkTerm } from './check-term.ts'
import { childrenOf, type Query } from './query.ts'
import { type RuleProblem, ruleError } from './rule-problem.ts'

/** What is wrong or suspicious in a well-formed rule: in its terms, and in what it asks for as a whole. */
export function checkQuery(query: Query): readonly RuleProblem[] {
  const problems = checkTerms(query)
  const culprit = trueOfNothing(query)
  if (culprit === null) return problems
  const message =
    query.kind === 'or'
      ? 'this alternative is true of items that mention nothing, so nearly every item would match'
      : 'a rule needs something that must be present'
  return [
    ...problems,
    ruleError(
      'nothing-required',
      culprit,
      message,
      'write what must be present, then NOT what must not: a NOT b',
    ),
  ]
}

function checkTerms(query: Query): readonly RuleProblem[] {
  if (query.kind === 'not') {
    return checkTerms(query.child).filter(({ code }) => code !== 'only-capitals') // excluding little is harmless
  }
  if (query.kind !== 'term') return childrenOf(query).flatMap(checkTerms)
  const problems = checkTerm(query)
  // an empty phrase has no characters of its own to point at
  if (query.text === '')
    return problems.map((problem) => ({ ...problem, start: query.start, end: query.end }))
  return problems.map((problem) => ({
    ...problem,
    start: problem.start + query.textStart,
    end: problem.end + query.textStart,
  }))
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
      return query.children.map(trueOfNothing).find((culprit) => culprit !== null) ?? null
    case 'and':
      return query.children.every((child) => trueOfNothing(child) !== null) ? query : null
    case 'atLeast': {
      const culprits = query.children.map(trueOfNothing).filter((culprit) => culprit !== null)
      return culprits.length >= query.count ? (culprits[0] ?? null) : null
    }
    default:
      return assertNever(query)
  }
}
