import { parseRule, type RuleParse } from './parse-rule.ts'
import { readRuleTokens } from './read-rule-tokens.ts'
import { type RuleProblem, ruleError } from './rule-problem.ts'
import type { RuleToken } from './rule-token.ts'

type TermToken = Extract<RuleToken, { kind: 'term' }>

/** Every spelling of NEAR has one of these, so that most terms need no second look; full-width letters may spell any. */
const MAY_HOLD_NEAR = /near|adj|[/~\uff01-\uff5e]/i

/**
 * Whether a term of a concept carries a guard: NEAR in any spelling, outside of quotes. What begins like NEAR and goes
 * on wrongly counts, so that it is refused and not looked for as a word.
 */
export function isGuardedTerm(text: string): boolean {
  if (!MAY_HOLD_NEAR.test(text)) return false
  const { tokens, problems } = readRuleTokens(text)
  return (
    tokens.some((token) => token.kind === 'near' || hasSlop(token)) ||
    problems.some(({ code }) => code === 'malformed-operator')
  )
}

/**
 * Reads a term with a guard as a rule is read. A concept stands where a term may stand, beside NEAR too; so a guard is
 * made of what has a place in the text: terms, concepts, NEAR, and groups joined by OR. A phrase stands in quotes, because two
 * words without them are two demands on the item, and no place.
 */
export function readGuardedTerm(text: string): RuleParse {
  const { tokens, problems } = readRuleTokens(text)
  const misfit = problems.length > 0 ? null : findMisfit(tokens, text)
  return misfit === null ? parseRule(text) : { kind: 'refused', problems: [misfit] }
}

/** The first token that has no business in a guard; what follows it is most often its consequence. */
function findMisfit(tokens: readonly RuleToken[], text: string): RuleProblem | null {
  for (const [index, token] of tokens.entries()) {
    const misfit =
      refuseRow(tokens, index) ??
      refuseToken(token, tokens[index + 1], text.slice(token.start, token.end))
    if (misfit !== null) return misfit
  }
  return null
}

function refuseToken(
  token: RuleToken,
  next: RuleToken | undefined,
  written: string,
): RuleProblem | null {
  switch (token.kind) {
    case 'field':
      return ruleError(
        'field-in-guard',
        token,
        `${written} looks into a field, which the term of a concept does not choose`,
        `write ${written}@name in the rule`,
      )
    case 'comma':
      return ruleError(
        'unexpected-comma',
        token,
        'commas part nothing in a term with NEAR',
        'write OR, or put the phrase into quotes',
      )
    case 'not':
      return next?.kind === 'near' ? null : refuseOperator(token, written)
    case 'and':
    case 'atLeast':
      return refuseOperator(token, written)
    default:
      return null
  }
}

function refuseOperator(token: RuleToken, written: string): RuleProblem {
  return ruleError(
    'operator-in-guard',
    token,
    `${written} asks something of the whole item; a term of a concept may have NEAR, NOT NEAR and OR`,
    'write it in the rule, beside @name; or put the phrase into quotes if it belongs to the words',
  )
}

/** Words and groups that stand side by side, with the first two at `index` and the place behind it. */
function refuseRow(tokens: readonly RuleToken[], index: number): RuleProblem | null {
  const [first, second] = [tokens[index], tokens[index + 1]]
  if (first === undefined || second === undefined || !endsOperand(first) || !isOperand(second)) {
    return null
  }
  const others = tokens.slice(index)
  const length = others.findIndex((token) => token.kind !== 'term')
  const words = (length < 0 ? others : others.slice(0, length)).filter((token) => isTerm(token))
  if (words.length < 2) {
    const span = { start: first.start, end: second.end }
    const message = 'nothing joins these two'
    return ruleError('row-in-guard', span, message, 'write OR or NEAR between them')
  }
  const sign = words[0]?.isExact === true ? '=' : ''
  const phrase = `put the phrase into quotes: ${sign}"${words.map(({ text }) => text).join(' ')}"`
  const small = words.find((word) => !word.isQuoted && ['or', 'not'].includes(word.text))
  return ruleError(
    'row-in-guard',
    { start: first.start, end: words.at(-1)?.end ?? second.end },
    'words side by side, with NEAR in the term, must be one phrase',
    small === undefined ? phrase : `write ${small.text.toUpperCase()} in capitals; or ${phrase}`,
  )
}

function endsOperand({ kind }: RuleToken): boolean {
  return kind === 'term' || kind === 'concept' || kind === 'close'
}

function isOperand({ kind }: RuleToken): boolean {
  return kind === 'term' || kind === 'concept' || kind === 'open'
}

function isTerm(token: RuleToken): token is TermToken {
  return token.kind === 'term'
}

function hasSlop(token: RuleToken): boolean {
  return token.kind === 'term' && token.slop !== null
}
