import { buildQuery } from './build-query.ts'
import { checkQuery } from './check-query.ts'
import { lintRule } from './lint-rule.ts'
import type { Query } from './query.ts'
import { readRuleTokens } from './read-rule-tokens.ts'
import type { RuleProblem } from './rule-problem.ts'
import { emptyRule, tooLong } from './syntax-problems.ts'

/** What reading a rule comes to. A rule with an error is refused whole: nothing of it is guessed or left out. */
export type RuleParse =
  | { readonly kind: 'parsed'; readonly query: Query; readonly warnings: readonly RuleProblem[] }
  /** Every error, in the order of the rule; never empty. */
  | { readonly kind: 'refused'; readonly problems: readonly RuleProblem[] }

/** Longer rules are refused: it is a hundred times what any analyst wrote. */
const MAX_LENGTH = 200_000

/** Reads a rule. Concepts are only named here; whether they exist is decided by `createMatcher`. */
export function parseRule(source: string): RuleParse {
  if (source.length > MAX_LENGTH) return refused([tooLong(source.length, MAX_LENGTH)])
  if (source.trim() === '') return refused([emptyRule(source.length)])
  const { tokens, problems } = readRuleTokens(source)
  // what a wrong word does to the rule around it is no news: an open quote swallows the parenthesis that closes
  if (problems.length > 0) return refused(problems)
  if (tokens.length === 0) return refused([emptyRule(source.length)])
  const built = buildQuery(tokens, source.length)
  if (built.problems.length > 0) return refused(built.problems)
  const checked = checkQuery(built.query)
  const errors = checked.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) return refused(errors)
  const warnings = inOrder([...checked, ...lintRule(tokens, built.query)])
  return { kind: 'parsed', query: built.query, warnings }
}

function refused(problems: readonly RuleProblem[]): RuleParse {
  return { kind: 'refused', problems: inOrder(problems) }
}

function inOrder(problems: readonly RuleProblem[]): readonly RuleProblem[] {
  if (problems.length < 2) return problems
  return [...problems].sort((one, other) => one.start - other.start || one.end - other.end)
}
