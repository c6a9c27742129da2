import type { RuleProblemCode } from './rule-problem.ts'
import type { RuleTokenBody } from './rule-token.ts'

/** NEAR without a number. */
const DEFAULT_DISTANCE = 5
/** Further apart no two words say anything of one another. */
export const MAX_DISTANCE = 500

type Malformed = {
  readonly kind: 'malformed'
  readonly code: RuleProblemCode
  readonly message: string
  readonly hint: string
}

/** An operator, an operator that went wrong, or null: a word like any other. */
export type OperatorReading =
  | { readonly kind: 'operator'; readonly token: RuleTokenBody }
  | Malformed
  | null

/**
 * Reads an operator in any of the spellings that analysts bring along. The name alone decides: what begins
 * like an operator and goes on wrongly (NEAR/x, AND/OR) is malformed, never a word to look for.
 */
export function readOperator(word: string): OperatorReading {
  const simple = SIMPLE.get(word)
  if (simple !== undefined) return { kind: 'operator', token: { kind: simple } }
  const foreign = FOREIGN.get(word)
  if (foreign !== undefined) return unknownOperator(word, foreign)
  if (!MAY_BE_OPERATOR.test(word)) return null
  if (/^ATLEAST(?!\p{L})/iu.test(word)) return readAtLeast(word)
  return readProximity(word) ?? readForeignProximity(word) ?? readRunTogether(word)
}

const SIMPLE: ReadonlyMap<string, 'and' | 'or' | 'not'> = new Map([
  ['AND', 'and'],
  ['&&', 'and'],
  ['OR', 'or'],
  ['|', 'or'],
  ['||', 'or'],
  ['NOT', 'not'],
])

const FOREIGN: ReadonlyMap<string, string> = new Map([
  ['ANDNOT', 'write AND NOT'],
  ['XOR', 'write (a OR b) NOT (a AND b)'],
  ['BUT', 'write NOT, or put it into quotes to look for it'],
  ['SAME', 'write NEAR/20, or put it into quotes to look for it'],
])

/** Spares nearly all words the closer look: an operator is all capitals, or letters before a sign or a number. */
const MAY_BE_OPERATOR = /^(?:[A-Z]+(?!\p{L})|[A-Za-z]+[-/\d])/u

function readAtLeast(word: string): OperatorReading {
  const rest = word.slice('ATLEAST'.length)
  if (!word.startsWith('ATLEAST')) {
    return rest === '' || !/^[/\d]/.test(rest)
      ? null
      : malformed(`${word} is written in capitals`, `write ${word.toUpperCase()} (a, b, c)`)
  }
  const count = /^\/?(\d{1,4})$/.exec(rest)?.[1]
  if (count !== undefined)
    return { kind: 'operator', token: { kind: 'atLeast', count: Number(count) } }
  return malformed(`${word} does not say how many`, 'write ATLEAST/2 (a, b, c)')
}

function readProximity(word: string): OperatorReading {
  const match = /^(ONEAR|NEAR|PRE|ADJ|W)(\/?)(.*)$/is.exec(word)
  const [, name = '', slash = '', amount = ''] = match ?? []
  const upper = name.toUpperCase()
  if (match === null || !isProximity(name, slash, amount)) return null
  if (slash === '/' && /^(?:s|p|sent|para|seg)$/i.test(amount)) return unitOf(word)
  const isBare = amount === '' && slash === ''
  const distance = isBare ? DEFAULT_DISTANCE : Number(amount)
  if ((isBare && upper !== 'ADJ') || (/^\d{1,4}$/.test(amount) && distance <= MAX_DISTANCE)) {
    const isOrdered = upper === 'ONEAR' || upper === 'PRE' || upper === 'ADJ'
    return { kind: 'operator', token: { kind: 'near', distance, isOrdered, isCounted: !isBare } }
  }
  return malformed(
    /^\d+$/.test(amount)
      ? `${word} asks for too much: at most ${MAX_DISTANCE} words may stand between`
      : `${word} does not say how many words may stand between`,
    `write ${upper}/5, with a number from 0 to ${MAX_DISTANCE}`,
  )
}

/** Whether a word is NEAR or one of its kin, well formed or not, and not just a word that begins alike. */
function isProximity(name: string, slash: string, amount: string): boolean {
  const upper = name.toUpperCase()
  const isCapital = name === upper
  const isNear = upper === 'NEAR' || upper === 'ONEAR'
  if (slash === '/') {
    // w/o and the like: only the capitals are no abbreviation
    return isCapital || isNear || /^(?:\d|(?:s|p|sent|para|seg)$)/i.test(amount)
  }
  if (upper === 'W' || upper === 'PRE') return false
  // without a number only the capitals are operators: near is a word
  if (amount === '') return isCapital
  if (/^\d+(?![\p{L}\d])/u.test(amount)) return true
  return isNear && isCapital && !/^[\p{L}\d]/u.test(amount)
}

/** w/s and near/p of other languages count sentences and paragraphs. */
function unitOf(word: string): OperatorReading {
  return malformed(
    `${word} asks for one sentence or paragraph, which is no operator here`,
    'write NEAR/20, with the number of words that may stand between',
  )
}

/** WITHIN/5, N/5, P/5 and DNEAR/5 of other services. */
function readForeignProximity(word: string): OperatorReading {
  const [, name, number] =
    /^(WITHIN(?=\/|\d)|(?:DNEAR|NEXT|BEFORE|AFTER|[NPF])(?=\/))\/?(\d+)$/i.exec(word) ?? []
  if (name === undefined) return null
  const isOrdered = /^[BAPD]/i.test(name)
  return unknownOperator(word, `write ${isOrdered ? 'ONEAR' : 'NEAR'}/${number}`)
}

/** Operators joined to one word, or to a sign: AND/OR, NOT-NEAR/3, NOTNEAR/3, OR/. */
function readRunTogether(word: string): OperatorReading {
  const near = /^(?:AND[^\p{L}\d]*)?NOT[^\p{L}\d]*(O?NEAR|W|PRE|ADJ)\/?(\d*)$/iu.exec(word)
  const [, name = '', number = ''] = near ?? []
  if (number !== '' || (name.endsWith('NEAR') && word === word.toUpperCase())) {
    const distance = number === '' ? DEFAULT_DISTANCE : number
    return malformed(
      `${word} is two operators`,
      `write NOT ${name.toUpperCase()}/${distance}, with a space`,
    )
  }
  if (/^(?:AND|OR|NOT)(?:[^\p{L}\d]+(?:AND|OR|NOT))+$/u.test(word)) {
    return unknownOperator(
      word,
      RUN_TOGETHER.get(word.replace(/[^A-Z]+/g, ' ')) ?? 'write one of them',
    )
  }
  const [, first, rest] = /^(AND|OR|NOT)[-‐‑‒–−—―]([\p{L}\p{N}]+\*?)$/u.exec(word) ?? []
  if (first !== undefined) {
    const meant = first === 'AND' ? `AND NOT ${rest}` : `${first} ${rest}`
    return unknownOperator(word, `write ${meant}, or put it into quotes to look for it`)
  }
  const [, operator] = /^(AND|OR|NOT)(?:[^\p{L}\d]+|\/\d+)$/u.exec(word) ?? []
  if (operator === undefined) return null
  return unknownOperator(word, `write ${operator} alone, or put it into quotes to look for it`)
}

const RUN_TOGETHER: ReadonlyMap<string, string> = new Map([
  ['AND OR', 'write OR, which is true of both as well'],
  ['OR AND', 'write OR, which is true of both as well'],
  ['AND NOT', 'write AND NOT'],
])

function malformed(message: string, hint: string): Malformed {
  return { kind: 'malformed', code: 'malformed-operator', message, hint }
}

function unknownOperator(word: string, hint: string): Malformed {
  return {
    kind: 'malformed',
    code: 'unknown-operator',
    message: `${word} is no operator here`,
    hint,
  }
}
