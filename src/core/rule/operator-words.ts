import type { RuleTokenBody } from './rule-token.ts'

/** NEAR without a number. */
const DEFAULT_DISTANCE = 5
const MAX_DISTANCE = 500

/** An operator, an operator that went wrong, or null: a word like any other. */
export type OperatorReading =
  | { readonly kind: 'operator'; readonly token: RuleTokenBody }
  | {
      readonly kind: 'malformed'
      readonly code: string
      readonly message: string
      readonly hint: string
    }
  | null

/**
 * Reads an operator in any of the spellings that analysts bring along. The name alone decides: what begins
 * like an operator and goes on wrongly (NEAR/x) is malformed, never a word to look for.
 */
export function readOperator(word: string): OperatorReading {
  const simple = SIMPLE.get(word)
  if (simple !== undefined) return { kind: 'operator', token: { kind: simple } }
  const foreign = FOREIGN.get(word)
  if (foreign !== undefined) {
    return {
      kind: 'malformed',
      code: 'unknown-operator',
      message: `${word} is no operator here`,
      hint: foreign,
    }
  }
  if (/^ATLEAST(?:$|[/\d])/i.test(word)) return readAtLeast(word)
  return readProximity(word)
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

function readAtLeast(word: string): OperatorReading {
  const rest = word.slice('ATLEAST'.length)
  if (!word.startsWith('ATLEAST')) {
    return rest === ''
      ? null
      : {
          kind: 'malformed',
          code: 'malformed-operator',
          message: `${word} is written in capitals`,
          hint: `write ${word.toUpperCase()} (a, b, c)`,
        }
  }
  const count = /^\/?(\d{1,4})$/.exec(rest)?.[1]
  if (count !== undefined)
    return { kind: 'operator', token: { kind: 'atLeast', count: Number(count) } }
  return {
    kind: 'malformed',
    code: 'malformed-operator',
    message: `${word} does not say how many`,
    hint: 'write ATLEAST/2 (a, b, c)',
  }
}

function readProximity(word: string): OperatorReading {
  const match = /^(ONEAR|NEAR|PRE|ADJ|W)(\/?)(.*)$/i.exec(word)
  const [, name = '', slash = '', amount = ''] = match ?? []
  const upper = name.toUpperCase()
  const isBare = amount === '' && slash === ''
  // without a number only the capitals are operators: near and pre are words
  if (match === null || (isBare && !['NEAR', 'ONEAR', 'ADJ'].includes(name))) return null
  if (slash === '' && (upper === 'W' || upper === 'PRE')) return null
  if (slash === '' && !isBare && !/^\d+$/.test(amount)) return null
  if (/^(?:s|p|sent|para|seg)$/i.test(amount) && slash === '/') return unitOf(word)
  // w/o and the like: only the capitals are no abbreviation
  if (slash === '/' && !/^\d+$/.test(amount) && name !== upper && upper !== 'NEAR') return null
  const distance = isBare ? DEFAULT_DISTANCE : Number(amount)
  if ((isBare && upper !== 'ADJ') || (/^\d{1,4}$/.test(amount) && distance <= MAX_DISTANCE)) {
    const isOrdered = upper === 'ONEAR' || upper === 'PRE' || upper === 'ADJ'
    return { kind: 'operator', token: { kind: 'near', distance, isOrdered, isCounted: !isBare } }
  }
  return {
    kind: 'malformed',
    code: 'malformed-operator',
    message: `${word} does not say how many words may stand between`,
    hint: `write ${upper}/5, with a number from 0 to ${MAX_DISTANCE}`,
  }
}

/** w/s and near/p of other languages count sentences and paragraphs. */
function unitOf(word: string): OperatorReading {
  return {
    kind: 'malformed',
    code: 'malformed-operator',
    message: `${word} asks for one sentence or paragraph, which is no operator here`,
    hint: 'write NEAR/20, with the number of words that may stand between',
  }
}
