import { describeQuery } from './describe-rule.ts'
import { childrenOf, type Query } from './query.ts'
import { type RuleProblem, ruleWarning } from './rule-problem.ts'
import type { RuleToken } from './rule-token.ts'

type TermToken = Extract<RuleToken, { kind: 'term' }>

/** So many bare words in a row were probably meant as a phrase. */
const SUSPICIOUS_ROW = 3
const SHOWN_WORDS = 8
/** Characters of a clause that is compared with others. */
const MAX_COMPARED = 500

/** Warnings for what is allowed but probably not meant. */
export function lintRule(tokens: readonly RuleToken[], query: Query): readonly RuleProblem[] {
  const warnings: RuleProblem[] = []
  lintSmallOperators(tokens, warnings)
  lintBareRows(tokens, warnings)
  lintWordsBeforeGroups(tokens, warnings)
  lintContradictions(query, warnings)
  return warnings
}

function lintSmallOperators(tokens: readonly RuleToken[], warnings: RuleProblem[]): void {
  for (let index = 1; index < tokens.length - 1; index += 1) {
    const token = tokens[index]
    if (token?.kind !== 'term' || !isSmallOperator(token)) continue
    if (!isOperand(tokens[index - 1]) || !isOperand(tokens[index + 1])) continue
    const operator = operatorMeant(token.text)
    warnings.push(
      ruleWarning(
        'small-operator',
        token,
        `${token.text} is looked for as a word`,
        `write ${operator} if it is meant as operator`,
      ),
    )
  }
}

function isSmallOperator({ text, isQuoted, isExact }: TermToken): boolean {
  return !isQuoted && !isExact && text.length <= 6 && SMALL_OPERATOR.test(text)
}

/** In capitals some of these are operators, and are read as such before. */
const SMALL_OPERATOR = /^(?:and|or|not|and\/or|near|adj|within|(?:w|pre|n)\d{1,2})$/i

function operatorMeant(text: string): string {
  const [, distance] = /^(?:w|pre|n|near|adj|within)(\d*)$/i.exec(text) ?? []
  if (distance !== undefined) return `${/^pre/i.test(text) ? 'ONEAR' : 'NEAR'}/${distance || '5'}`
  return text.toLowerCase() === 'and/or' ? 'OR' : text.toUpperCase()
}

function isOperand(token: RuleToken | undefined): boolean {
  return (
    token !== undefined && token.kind !== 'and' && token.kind !== 'or' && token.kind !== 'comma'
  )
}

function lintBareRows(tokens: readonly RuleToken[], warnings: RuleProblem[]): void {
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
    if (row.length > 0) row = []
  }
  for (const token of tokens) {
    const isBare = token.kind === 'term' && !token.isQuoted && !token.isExact
    if (isBare && !isSmallOperator(token)) row.push(token)
    else endRow()
  }
  endRow()
}

/** Elsewhere tin(a OR b) is a function; and in running text words in parentheses say the same once more. */
function lintWordsBeforeGroups(tokens: readonly RuleToken[], warnings: RuleProblem[]): void {
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1]
    if (token.kind !== 'term' || token.isQuoted || next?.kind !== 'open') continue
    if (next.start > token.end) continue
    warnings.push(
      ruleWarning(
        'word-before-group',
        { start: token.start, end: next.end },
        `${token.text} and what stands in the parentheses must both be there`,
        'write AND between them if that is meant, or OR',
      ),
    )
  }
}

/** a NOT a: nothing can match. */
function lintContradictions(query: Query, warnings: RuleProblem[]): void {
  if (query.kind === 'term' || query.kind === 'concept') return
  for (const child of childrenOf(query)) lintContradictions(child, warnings)
  if (query.kind !== 'and' || !query.children.some((child) => child.kind === 'not')) return
  const wanted = new Set<string>()
  for (const child of query.children) {
    if (child.kind !== 'not' && isComparable(child)) wanted.add(describeQuery(child))
  }
  for (const child of query.children) {
    if (child.kind !== 'not' || !isComparable(child)) continue
    if (!wanted.has(describeQuery(child.child))) continue
    warnings.push(
      ruleWarning(
        'never-matches',
        child,
        'the same is asked for and excluded, so nothing matches',
        null,
      ),
    )
  }
}

/** Nobody writes a long clause twice by mistake, and reading each back at every level would take long. */
function isComparable(query: Query): boolean {
  return query.end - query.start <= MAX_COMPARED
}
