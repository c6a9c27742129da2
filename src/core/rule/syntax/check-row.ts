import { isLanguageTag } from './check-language.ts'
import { fieldNamed } from './field-names.ts'
import { type RuleProblem, ruleError } from './rule-problem.ts'
import { isPairedQuote, isSingleQuote } from './rule-quotes.ts'
import type { RuleToken } from './rule-token.ts'

type TermToken = Extract<RuleToken, { kind: 'term' }>

/** A rule as it was taken apart: its text as written, and with full-width signs as their plain ones. */
type Row = {
  readonly tokens: readonly RuleToken[]
  readonly source: string
  readonly text: string
}

/**
 * What is wrong with tokens where they stand: each is well formed, but together they would be read as something that nobody
 * meant.
 */
export function checkRow(row: Row): readonly RuleProblem[] {
  const problems: (RuleProblem | null)[] = []
  let quoted: TermToken | null = null
  // where one quote is unclear, all that follow are
  let unclear: RuleProblem | null = null
  for (const [index, token] of row.tokens.entries()) {
    if (token.kind === 'near') problems.push(checkLooseNumber(row, index), checkNearNot(row, index))
    if (token.kind === 'or') problems.push(checkLanguageList(row, index))
    if (token.kind !== 'term') continue
    problems.push(checkFunction(row, index), checkColon(row, index))
    unclear ??= checkQuotes(row, index)
    if (isInSingleQuotes(token, row.text)) quoted = token
    else if (quoted !== null && endsInApostrophe(token)) {
      problems.push(ambiguousQuote(quoted, token, row.source))
      quoted = null
    }
  }
  return [...problems, unclear].filter((problem) => problem !== null)
}

/** NEAR 5 would be read as near the word 5, and NEAR(5) too. */
function checkLooseNumber({ tokens }: Row, index: number): RuleProblem | null {
  const token = tokens[index]
  if (token?.kind !== 'near' || token.isCounted) return null
  const isInParentheses = tokens[index + 1]?.kind === 'open' && tokens[index + 3]?.kind === 'close'
  const next = tokens[index + (isInParentheses ? 2 : 1)]
  if (next?.kind !== 'term' || next.isQuoted || !/^\d+$/.test(next.text)) return null
  return ruleError(
    'malformed-operator',
    { start: token.start, end: next.end },
    'the number must stand directly behind NEAR',
    `write NEAR/${next.text}, or put the number into quotes to look for it`,
  )
}

/** talks NEAR/3 NOT trade, which is talks NOT NEAR/3 trade. */
function checkNearNot({ tokens, source }: Row, index: number): RuleProblem | null {
  const [left, near, not, right] = [index - 1, index, index + 1, index + 2].map((at) => tokens[at])
  if (near === undefined || not?.kind !== 'not') return null
  const written = ({ start, end }: RuleToken): string => source.slice(start, end)
  const nameOf = (token: RuleToken | undefined, other: string): string =>
    token?.kind === 'term' || token?.kind === 'concept' ? written(token) : other
  return ruleError(
    'near-operand',
    { start: near.start, end: not.end },
    `${written(not)} cannot stand behind ${written(near)}`,
    `write ${nameOf(left, 'a')} NOT ${written(near)} ${nameOf(right, 'b')}`,
  )
}

/** What is a function in the languages of other services, each with what it is here. */
const FUNCTIONS: ReadonlyMap<string, string> = new Map(
  (
    [
      ['allcaps caps', 'write a short term in capitals, or =TERM'],
      ['exact case casesensitive nocaps nostem singular plural', 'write =word or ="a phrase"'],
      ['phrase quote', 'write the phrase in quotes: "a b"'],
      ['near onear within proximity prox sentence paragraph span', 'write a NEAR/5 b'],
      ['adj before followedby', 'write a ONEAR/5 b'],
      ['notnear notwithin', 'write a NOT NEAR/5 b'],
      ['and all every', 'write (a AND b)'],
      ['or any anyof', 'write (a OR b)'],
      ['not none', 'write NOT (a OR b)'],
      ['headline hl hlead lead intitle allintitle', 'write title:(a OR b)'],
      ['contains intext keyword keywords', 'write what stands in the parentheses'],
      ['fuzzy stem truncate startswith prefix', 'write how the word begins, and a *: semicon*'],
    ] as const
  ).flatMap(([names, instead]) => names.split(' ').map((name) => [name, instead] as const)),
)

/** allcaps(trade) would be read as allcaps AND trade. */
function checkFunction({ tokens }: Row, index: number): RuleProblem | null {
  const [token, next] = [tokens[index], tokens[index + 1]]
  if (token?.kind !== 'term' || token.isQuoted || token.isExact) return null
  if (next?.kind !== 'open' || next.start !== token.end) return null
  const name = token.text.toLowerCase()
  const instead = fieldNamed(name) !== null ? `write ${name}:(a OR b)` : FUNCTIONS.get(name)
  if (instead === undefined) return null
  return ruleError(
    'foreign-function',
    { start: token.start, end: next.end },
    `${token.text}(…) is no function here`,
    `${instead}; or put ${token.text} into quotes to look for it`,
  )
}

/** title : talks would be read as title AND talks. */
function checkColon({ tokens, text }: Row, index: number): RuleProblem | null {
  const [before, token] = [tokens[index - 1], tokens[index]]
  if (token?.kind !== 'term' || token.isQuoted || text[token.textStart] !== ':') return null
  if (before?.kind === 'field' && before.field === 'url') return null
  const sign = { start: token.start, end: token.start + 1 }
  if (before?.kind === 'term' && !before.isQuoted && fieldNamed(before.text) !== null) {
    return ruleError(
      'unexpected-sign',
      sign,
      `the colon must stand directly behind ${before.text}`,
      `write ${before.text}:, without a space before the colon`,
    )
  }
  return ruleError(
    'unexpected-sign',
    sign,
    ': begins no word',
    'put it directly behind the name of a field, or put the words into quotes if the sign belongs to them',
  )
}

/** lang:ko|en would look for the word en. */
function checkLanguageList({ tokens, source }: Row, index: number): RuleProblem | null {
  const [field, left, right] = [index - 2, index - 1, index + 1].map((at) => tokens[at])
  if (field?.kind !== 'field' || field.field !== 'lang') return null
  if (left?.kind !== 'term' || right?.kind !== 'term' || right.isQuoted || right.isExact)
    return null
  if (!isLanguageTag(right.text)) return null
  const name = source.slice(field.start, field.end)
  return ruleError(
    'unknown-language',
    right,
    `${right.text} stands behind no ${name}, and would be looked for as a word`,
    `write ${name}(${left.text} OR ${right.text}); or put ${right.text} into quotes to look for it`,
  )
}

/**
 * "free "trade" deal" would be read as three terms: a quote that touches a word, or another quote, may be the one that was to
 * open or close.
 */
function checkQuotes({ tokens, text }: Row, index: number): RuleProblem | null {
  const [token, next] = [tokens[index], tokens[index + 1]]
  if (token?.kind !== 'term' || next?.kind !== 'term' || next.start !== token.end) return null
  const quotes = [token, next].map(({ isQuoted, textStart }) =>
    isQuoted ? (text[textStart - 1] ?? '') : '',
  )
  if (quotes.every((quote) => quote === '' || isPairedQuote(quote))) return null
  // a sign there is told by itself
  if (!next.isQuoted && !/^[\p{L}\p{N}]/u.test(next.text)) return null
  return ruleError(
    'ambiguous-quote',
    { start: token.start, end: next.end },
    token.isQuoted
      ? 'a quote closes directly before the next term, and it is not clear whether it should'
      : 'a quote opens directly behind a word, and it is not clear whether it should',
    'put a space between two terms; quotes within a phrase may be left out, they do not matter',
  )
}

function isInSingleQuotes({ isQuoted, textStart }: TermToken, text: string): boolean {
  return isQuoted && isSingleQuote(text[textStart - 1] ?? '')
}

function endsInApostrophe({ isQuoted, text }: TermToken): boolean {
  if (isQuoted) return false
  const [signs = ''] = /[^\p{L}\p{N}]*$/u.exec(text) ?? []
  return [...signs].some(isSingleQuote)
}

/** Phrases up to this length are written out in a hint. */
const MAX_SHOWN = 60

/** 'workers' rights' would be read as workers AND rights'. */
function ambiguousQuote(quoted: TermToken, last: TermToken, source: string): RuleProblem {
  const sign = quoted.isExact ? '=' : ''
  const phrase = source.slice(quoted.textStart, last.end).replace(/[^\p{L}\p{N}]+$/u, '')
  const isShort = phrase.length <= MAX_SHOWN && !phrase.includes('"')
  return ruleError(
    'ambiguous-quote',
    { start: quoted.start, end: last.end },
    'one of these apostrophes closes the quote, and it is not clear which',
    isShort
      ? `write ${sign}"${phrase}" if it is one phrase, else ${sign}"${quoted.text}"`
      : 'put the phrase into double quotes',
  )
}
