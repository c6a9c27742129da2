import { describeQuery } from './describe-rule.ts'
import { childrenOf, type Query } from './query.ts'
import { type RuleProblem, ruleWarning } from './rule-problem.ts'
import type { RuleToken } from './rule-token.ts'

type TermToken = Extract<RuleToken, { kind: 'term' }>

/** So many bare words in a row were probably meant as a phrase. */
const SUSPICIOUS_ROW = 3
const SHOWN_WORDS = 8

/** Warnings for what is allowed but probably not meant. */
export function lintRule(tokens: readonly RuleToken[], query: Query): readonly RuleProblem[] {
  return [...lintSmallOperators(tokens), ...lintBareRows(tokens), ...lintContradictions(query)]
}

function lintSmallOperators(tokens: readonly RuleToken[]): readonly RuleProblem[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'term' || token.isQuoted || token.isExact) return []
    const isBetween = index > 0 && isOperand(tokens[index - 1]) && isOperand(tokens[index + 1])
    if (!isSmallOperator(token) || !isBetween) return []
    const upper = token.text.toUpperCase()
    return [
      ruleWarning(
        'small-operator',
        token,
        `${token.text} is looked for as a word`,
        `write ${upper} in capitals if it is meant as operator`,
      ),
    ]
  })
}

function isSmallOperator(token: TermToken): boolean {
  return ['AND', 'OR', 'NOT'].includes(token.text.toUpperCase())
}

function isOperand(token: RuleToken | undefined): boolean {
  return (
    token !== undefined && token.kind !== 'and' && token.kind !== 'or' && token.kind !== 'comma'
  )
}

function lintBareRows(tokens: readonly RuleToken[]): readonly RuleProblem[] {
  const warnings: RuleProblem[] = []
  let row: TermToken[] = []
  const endRow = (): void => {
    const first = row[0]
    const last = row.at(-1)
    if (first !== undefined && last !== undefined && row.length >= SUSPICIOUS_ROW) {
      const words = row.slice(0, SHOWN_WORDS).map((token) => token.text)
      const phrase = row.length > SHOWN_WORDS ? `${words.join(' ')} …` : words.join(' ')
      warnings.push(
        ruleWarning(
          'bare-words',
          { start: first.start, end: last.end },
          'the words may stand anywhere in the item, in any order',
          `write "${phrase}" if they are meant as a phrase`,
        ),
      )
    }
    row = []
  }
  for (const token of tokens) {
    const isBare = token.kind === 'term' && !token.isQuoted && !token.isExact
    if (isBare && !isSmallOperator(token)) row.push(token)
    else endRow()
  }
  endRow()
  return warnings
}

/** a NOT a: nothing can match. */
function lintContradictions(query: Query): readonly RuleProblem[] {
  const inner = childrenOf(query).flatMap(lintContradictions)
  if (query.kind !== 'and') return inner
  const wanted = new Set(query.children.filter((child) => child.kind !== 'not').map(describeQuery))
  const contradictions = query.children.flatMap((child) => {
    const isContradiction = child.kind === 'not' && wanted.has(describeQuery(child.child))
    return isContradiction
      ? [
          ruleWarning(
            'never-matches',
            child,
            'the same is asked for and excluded, so nothing matches',
            null,
          ),
        ]
      : []
  })
  return [...inner, ...contradictions]
}
