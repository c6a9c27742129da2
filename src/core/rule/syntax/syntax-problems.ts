import { MAX_DISTANCE } from './operator-words.ts'
import { type RuleProblem, ruleError } from './rule-problem.ts'
import type { RuleToken } from './rule-token.ts'

/** The ways in which the tokens of a rule make no sense together, in words. */

type Span = { readonly start: number; readonly end: number }

export function emptyRule(length: number): RuleProblem {
  return ruleError(
    'empty-rule',
    { start: 0, end: length },
    'the rule is empty',
    'write a word to look for',
  )
}

/** Points at what is beyond the limit. */
export function tooLong(length: number, limit: number): RuleProblem {
  return ruleError(
    'too-long',
    { start: limit, end: length },
    `the rule is longer than ${limit} characters`,
    'put terms into concepts, or make two rules of it',
  )
}

/** Where a term should stand stands `found` (undefined: the end), behind `before` (null: nothing). */
export function missingOperand(
  found: RuleToken | undefined,
  before: RuleToken | null,
  sourceLength: number,
): RuleProblem {
  if (found?.kind === 'comma') return unexpectedComma(found)
  if (found?.kind === 'close' && before === null) return unopened(found)
  if (before?.kind === 'open' && found === undefined) return unclosed(before)
  if (before?.kind === 'open' && found?.kind === 'close') {
    const where = { start: before.start, end: found.end }
    return ruleError(
      'missing-operand',
      where,
      'there is nothing between the parentheses',
      'put a word between them, or remove them',
    )
  }
  if (found !== undefined && (before === null || before.kind === 'open' || found.kind === 'near')) {
    const example = found.kind === 'near' ? ', as in a NEAR/5 b' : ''
    return ruleError(
      'missing-operand',
      found,
      'the operator has nothing on its left',
      `put a word before it${example}; or write it in quotes if it is a word to look for`,
    )
  }
  return ruleError(
    'missing-operand',
    before ?? { start: sourceLength, end: sourceLength },
    'nothing to look for follows',
    'put a word behind it, or write it in quotes if it is a word to look for',
  )
}

export function unexpectedComma(where: Span): RuleProblem {
  return ruleError(
    'unexpected-comma',
    where,
    'commas part only the list of ATLEAST',
    'write OR or AND',
  )
}

/** A comma of a list with nothing between it and the next sign. */
export function emptyPlace(where: Span): RuleProblem {
  return ruleError(
    'missing-operand',
    where,
    'nothing follows this comma in the list',
    'put a term behind it, or remove it',
  )
}

/** title:-tea */
export function notInField(field: Span & { readonly field: string }, not: Span): RuleProblem {
  return ruleError(
    'missing-operand',
    { start: field.start, end: not.end },
    `NOT cannot stand behind ${field.field}:`,
    `write NOT ${field.field}:word, or -${field.field}:word`,
  )
}

export function unopened(where: Span): RuleProblem {
  return ruleError(
    'unopened-parenthesis',
    where,
    'this parenthesis closes nothing',
    'remove it, or add a ( before',
  )
}

export function unclosed(where: Span): RuleProblem {
  return ruleError(
    'unclosed-parenthesis',
    where,
    'the parenthesis is not closed',
    'add a ) where the group ends',
  )
}

/** Too many operands of NEAR in a row, or words in a phrase with ~n. */
export function chainTooLong(where: Span, limit: number): RuleProblem {
  return ruleError(
    'too-deep',
    where,
    `more than ${limit} words are to stand near one another`,
    'join some of them with OR in parentheses, or with AND',
  )
}

export function tooDeep(where: Span, limit: number): RuleProblem {
  return ruleError(
    'too-deep',
    where,
    `the rule nests deeper than ${limit} levels`,
    'put parts of it into concepts',
  )
}

export function listMissing(where: Span): RuleProblem {
  return ruleError(
    'malformed-operator',
    where,
    'ATLEAST needs a list in parentheses',
    'write ATLEAST/2 (a, b, c)',
  )
}

export function countOutOfRange(where: Span, count: number, listLength: number): RuleProblem {
  return ruleError(
    'at-least-range',
    where,
    `${count} of ${listLength} cannot be asked for`,
    `write a number from 1 to ${listLength}`,
  )
}

export function slopWithoutPhrase(where: Span): RuleProblem {
  return ruleError(
    'slop-without-phrase',
    where,
    '~ needs two or more words in quotes',
    'write "a b"~5, or put the word into quotes',
  )
}

/** A quotation that ends nowhere; a single quote may be an apostrophe that was meant as one. */
export function unclosedQuote(where: Span, quote: string, isSingle: boolean): RuleProblem {
  return ruleError(
    'unclosed-quote',
    where,
    `the quote ${quote} is not closed`,
    isSingle
      ? 'put the word into double quotes if the apostrophe belongs to it'
      : 'add a " where the phrase ends',
  )
}

export function unknownField(where: Span, name: string, known: Iterable<string>): RuleProblem {
  return ruleError(
    'unknown-field',
    where,
    `there is no field ${name}`,
    `fields are ${[...known].join(', ')}; put the words into quotes if the colon belongs to them`,
  )
}

export function conceptWithoutName(where: Span): RuleProblem {
  return ruleError(
    'empty-concept-name',
    where,
    '@ names no concept',
    'write @name, with a name from concepts',
  )
}

export function slopWithoutNumber(where: Span): RuleProblem {
  return ruleError(
    'malformed-operator',
    where,
    '~ does not say how many words may stand between',
    'write "a b"~5, with a whole number',
  )
}

export function slopTooFar(where: Span): RuleProblem {
  return ruleError(
    'malformed-operator',
    where,
    `at most ${MAX_DISTANCE} words may stand between`,
    'write "a b"~5',
  )
}

/** =title:word, =@concept or title=word; null where a word has its = in the right place, or none. */
export function misplacedExact(word: string, isExact: boolean, where: Span): RuleProblem | null {
  const [, field, rest] = /^(\p{L}+):(.*)$/u.exec(word) ?? []
  if (isExact && word.startsWith('@')) {
    return refuseExact(where, `write ${word}; the terms of a concept carry their own =`)
  }
  if (isExact && field !== undefined) {
    return refuseExact(
      where,
      `write ${field}:=${rest}, or put it into quotes if the colon belongs to it`,
    )
  }
  if (!/^=+./.test(word) && !/[\p{L}\p{N}]=/u.test(word)) return null
  return refuseExact(where, 'write =word, or put it into quotes if the sign belongs to it')
}

function refuseExact(where: Span, hint: string): RuleProblem {
  return ruleError('misplaced-exact', where, '= stands directly before a word or a quote', hint)
}
