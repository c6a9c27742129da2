import { isGuardedTerm, readGuardedTerm } from '../core/rule/syntax/read-guarded-term.ts'
import { readRuleTokens } from '../core/rule/syntax/read-rule-tokens.ts'
import type { RuleProblem } from '../core/rule/syntax/rule-problem.ts'
import type { RuleToken } from '../core/rule/syntax/rule-token.ts'
import { type ConfigProblem, errorAt } from './config-problem.ts'

type Mistake = {
  readonly code: string
  readonly start: number
  readonly message: string
  readonly hint: string | null
}

const CODE = 'syntax-in-concept'
const QUOTE_HINT = `put the term into quotes if it belongs to the words: '"…"'`

/**
 * Finds in the terms of concepts what a rule would read as syntax. A term is a word, a phrase or another concept; an
 * operator in one would be looked for as a word, and the concept would hit what was meant to be left out. A term in
 * quotes is taken as it stands. One with NEAR is checked where concepts are compiled; a concept with a mistake is not
 * compiled, so its guards are read here.
 */
export function checkTerms(
  concepts: Readonly<Record<string, readonly string[]>>,
): readonly ConfigProblem[] {
  return Object.entries(concepts).flatMap(([name, terms]) => {
    const isSound = terms.every((term) => isGuardedTerm(term) || findMistake(term) === null)
    if (isSound) return []
    return terms.flatMap((term, index) =>
      listMistakes(term).map(({ code, message, hint, start }) => ({
        ...errorAt(['concepts', name, index], code, message, hint),
        offset: start,
      })),
    )
  })
}

function listMistakes(term: string): readonly Mistake[] {
  if (!isGuardedTerm(term)) return [findMistake(term)].filter((mistake) => mistake !== null)
  const reading = readGuardedTerm(term)
  return reading.kind === 'refused' ? reading.problems.filter(isError) : []
}

function isError({ severity }: RuleProblem): boolean {
  return severity === 'error'
}

/** The first mistake; what follows it is most often its consequence. */
function findMistake(term: string): Mistake | null {
  const { tokens, problems } = readRuleTokens(term)
  const isAlone = tokens.length === 1
  const mistakes = [
    ...problems,
    ...tokens.flatMap((token, index) => {
      const message = describeSyntax(token, term, isAlone, index === 0)
      if (message === null) return []
      return [{ code: CODE, start: token.start, message, hint: hintFor(token) }]
    }),
  ]
  return mistakes.sort((a, b) => a.start - b.start)[0] ?? null
}

/** What is wrong with a token where a term without NEAR is expected; null for nothing. */
function describeSyntax(
  token: RuleToken,
  term: string,
  isAlone: boolean,
  isFirst: boolean,
): string | null {
  const written = term.slice(token.start, token.end)
  switch (token.kind) {
    case 'comma':
    case 'near':
      return null
    case 'term':
      if (!token.isExact || isFirst) return null
      return '= stands before the whole of a term'
    case 'concept':
      return isAlone ? null : `${written} stands for a concept only as a term of its own`
    case 'field':
      return `${written} looks into a field, which only a rule can do`
    case 'open':
    case 'close':
      return 'parentheses group words in a rule; a concept lists terms'
    case 'not':
      return `${written} excludes what follows in a rule; a concept lists what is to be found`
    case 'and':
    case 'or':
    case 'atLeast':
      return `${written} is an operator of rules; a concept lists terms`
  }
}

function hintFor(token: RuleToken): string {
  const { kind } = token
  if (kind === 'term') return 'write ="Two Words"'
  if (kind === 'concept') return 'make it an entry of its own in the list'
  if (kind === 'or') return `make each side an entry of the list, or ${QUOTE_HINT}`
  if (kind === 'field') return `write it in the rule, or ${QUOTE_HINT}`
  return `write it in the rule, as only NEAR and NOT NEAR may stand in a term; or ${QUOTE_HINT}`
}
