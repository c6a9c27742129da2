import { buildQuery } from './build-query.ts'
import { checkQuery } from './check-query.ts'
import { lintRule } from './lint-rule.ts'
import type { Query } from './query.ts'
import { readRuleTokens } from './read-rule-tokens.ts'
import { type RuleProblem, ruleError } from './rule-problem.ts'

/** What reading a rule comes to. A rule with an error is refused whole: nothing of it is guessed or left out. */
export type RuleParse =
  | { readonly kind: 'parsed'; readonly query: Query; readonly warnings: readonly RuleProblem[] }
  /** Errors first found first, and the warnings that were found along the way. */
  | { readonly kind: 'refused'; readonly problems: readonly RuleProblem[] }

/** Longer rules are refused: it is a hundred times what any analyst wrote. */
const MAX_LENGTH = 100_000

/** Reads a rule. Concepts are only named here; whether they exist is decided by `createMatcher`. */
export function parseRule(source: string): RuleParse {
  const whole = { start: 0, end: source.length }
  if (source.trim() === '') {
    return refused([
      ruleError('empty-rule', whole, 'the rule is empty', 'write a word to look for'),
    ])
  }
  if (source.length > MAX_LENGTH) {
    return refused([
      ruleError(
        'too-long',
        whole,
        `the rule is longer than ${MAX_LENGTH} characters`,
        'put terms into concepts',
      ),
    ])
  }
  const { tokens, problems } = readRuleTokens(source)
  const built = buildQuery(tokens, source.length)
  const found = [...problems, ...built.problems]
  if (found.length > 0) return refused(found)
  const warnings = lintRule(tokens, built.query)
  const checked = checkQuery(built.query)
  const errors = checked.filter((problem) => problem.severity === 'error')
  if (errors.length > 0) return refused([...checked, ...warnings])
  return { kind: 'parsed', query: built.query, warnings: inOrder([...checked, ...warnings]) }
}

function refused(problems: readonly RuleProblem[]): RuleParse {
  return { kind: 'refused', problems: inOrder(problems) }
}

function inOrder(problems: readonly RuleProblem[]): readonly RuleProblem[] {
  return [...problems].sort((one, other) => one.start - other.start || one.end - other.end)
}
