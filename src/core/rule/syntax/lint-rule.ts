import type { DocumentField } from '../match-document.ts'
import { lintContradictions } from './lint-contradictions.ts'
import type { Query } from './query.ts'
import { type RuleProblem, ruleWarning } from './rule-problem.ts'
import type { RuleToken } from './rule-token.ts'
import { visibleText } from './visible-text.ts'

type TermToken = Extract<RuleToken, { kind: 'term' }>

/** So many bare words in a row were probably meant as a phrase. */
const SUSPICIOUS_ROW = 3
const SHOWN_WORDS = 8

/** Warnings for what is allowed but probably not meant. */
export function lintRule(tokens: readonly RuleToken[], query: Query): readonly RuleProblem[] {
  const warnings: RuleProblem[] = []
  lintSmallOperators(tokens, warnings)
  lintBareRows(tokens, warnings)
  lintWordsBeforeGroups(tokens, warnings)
  return [...warnings, ...lintContradictions(query)]
}

function lintSmallOperators(tokens: readonly RuleToken[], warnings: RuleProblem[]): void {
  if (tokens.length < 2) return
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'term' || !isSmallOperator(token)) continue
    const [before, after] = [tokens[index - 1], tokens[index + 1]]
    if (before?.kind === 'field' && COMPARED_WHOLE.has(before.field)) continue
    const word = plainWord(token)
    if (!LOGIC.test(word) && (!isOperand(before) || !isOperand(after))) continue
    warnings.push(
      ruleWarning(
        'small-operator',
        token,
        `${token.text} is looked for as a word`,
        `write ${operatorMeant(word)} if it is meant as operator, else "${token.text}"`,
      ),
    )
  }
}

/** lang:or is a language. */
const COMPARED_WHOLE: ReadonlySet<DocumentField> = new Set(['lang', 'tag', 'url'])

function isSmallOperator(token: TermToken): boolean {
  const { text, isQuoted, isExact } = token
  if (isQuoted || isExact || text.length > 12) return false
  return SMALL_OPERATOR.test(PLAIN.test(text) ? text : plainWord(token))
}

const PLAIN = /^[ -~]*$/

/** Full-width letters as plain ones, and no invisible marks. */
function plainWord({ text }: TermToken): string {
  return visibleText(text.normalize('NFKC'))?.text ?? text.normalize('NFKC')
}

/** In capitals some of these are operators, and are read as such before. */
const SMALL_OPERATOR = /^(?:and|or|not|and\/or|near|adj|within|(?:w|pre|n)\d{1,2})$/i

/** Whoever writes one of these without quotes hardly ever looks for it; near is a word of its own right. */
const LOGIC = /^(?:and|or|not|and\/or)$/i

function operatorMeant(word: string): string {
  const [, distance] = /^(?:w|pre|n|near|adj|within)(\d*)$/i.exec(word) ?? []
  if (distance !== undefined) return `${/^pre/i.test(word) ? 'ONEAR' : 'NEAR'}/${distance || '5'}`
  return word.toLowerCase() === 'and/or' ? 'OR' : word.toUpperCase()
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

/** Elsewhere tin(a OR b) is a function; and in running text words in parentheses, or beside 「」, belong to those before them. */
function lintWordsBeforeGroups(tokens: readonly RuleToken[], warnings: RuleProblem[]): void {
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1]
    if (token.kind !== 'term' || next === undefined || next.start > token.end) continue
    if (next.kind !== 'term' && (token.isQuoted || next.kind !== 'open')) continue
    const other = next.kind === 'term' ? next.text : 'what stands in the parentheses'
    warnings.push(
      ruleWarning(
        'word-before-group',
        { start: token.start, end: next.end },
        `${token.text} and ${other} must both be there`,
        'write AND between them if that is meant, or OR',
      ),
    )
  }
}
