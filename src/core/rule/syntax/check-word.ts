import { classOf, isCharacterwise, isWordClass } from '../scan/character-class.ts'
import { isDash } from './rule-dashes.ts'
import { type RuleProblem, ruleError } from './rule-problem.ts'
import { slopWithoutPhrase } from './syntax-problems.ts'

/** Signs of other query languages that mean nothing here. */
const FOREIGN_SIGNS = '[]{}<>^\\~'

/** Operators of logic and of sets, and what they are called here. */
const LOGIC_SIGNS: ReadonlyMap<string, string> = new Map([
  ['∧', 'AND'],
  ['⋀', 'AND'],
  ['∩', 'AND'],
  ['∨', 'OR'],
  ['⋁', 'OR'],
  ['∪', 'OR'],
  ['¬', 'NOT'],
  ['￢', 'NOT'],
])

type Span = { readonly start: number; readonly end: number }

/** What is wrong with a word as it is written, apart from what it means; null if nothing is. */
export function checkWord(word: string, at: Span): RuleProblem | null {
  if (isLettersOnly(word)) return null
  if (/~\d*$/.test(word)) return slopWithoutPhrase(at)
  const foreign = checkForeignSign(word, at)
  if (foreign !== null) return foreign
  if (isDash(word[0]) && word.length > 1) {
    return ruleError(
      'unexpected-sign',
      at,
      'a hyphen directly behind another term neither joins nor excludes',
      'put a space before it to exclude the word, or write all of it in quotes',
    )
  }
  const semicolon = word.indexOf(';')
  if (semicolon >= 0) {
    return ruleError(
      'unexpected-sign',
      { start: at.start + semicolon, end: at.start + semicolon + 1 },
      '; means nothing in a rule',
      'write OR, or a comma in the list of ATLEAST; put the words into quotes if the sign belongs to them',
    )
  }
  const sign = [...word].find((character) => FOREIGN_SIGNS.includes(character))
  if (sign === undefined) return null
  return ruleError(
    'unexpected-sign',
    at,
    `${sign} means nothing in a rule`,
    'put the words into quotes if the sign belongs to them',
  )
}

/** Nearly all words are, and need no closer look. */
function isLettersOnly(word: string): boolean {
  for (let at = 0; at < word.length; at += 1) {
    const value = classOf(word.charCodeAt(at))
    if (!isWordClass(value) && !isCharacterwise(value)) return false
  }
  return true
}

/** Signs that truncate, exclude or demand a word in other query languages, and are part of no word. */
function checkForeignSign(word: string, at: Span): RuleProblem | null {
  const truncation = /^([\p{L}\p{N}]+)(?:[!$]|(?<=\p{L})%)$/u.exec(word)
  if (truncation !== null) {
    return ruleError(
      'foreign-wildcard',
      at,
      `${word.at(-1)} is no wildcard here`,
      `write ${truncation[1]}*, or put the word into quotes if the sign belongs to it`,
    )
  }
  if (/\p{L}!\p{L}/u.test(word)) {
    return ruleError(
      'foreign-wildcard',
      at,
      '! is no wildcard here',
      `write ${word.replaceAll('!', '?')} for one letter, or put the word into quotes if the sign belongs to it`,
    )
  }
  if (/^!+(?:[\p{L}\p{N}]|$)/u.test(word)) {
    return ruleError(
      'foreign-operator',
      at,
      '! is no operator here',
      'write NOT before the word, or put it into quotes if the sign belongs to it',
    )
  }
  if (/^\++[^+]/.test(word)) {
    return ruleError(
      'foreign-operator',
      at,
      '+ is no operator here',
      'write AND before the word, or put it into quotes if the sign belongs to it',
    )
  }
  const logic = /[∧⋀∩∨⋁∪¬￢]/.exec(word)
  if (logic !== null) {
    return ruleError(
      'foreign-operator',
      { start: at.start + logic.index, end: at.start + logic.index + 1 },
      `${logic[0]} is no operator here`,
      `write ${LOGIC_SIGNS.get(logic[0])}, or put the words into quotes if the sign belongs to them`,
    )
  }
  const proximity = /^\/(?:(\d+)|[sp]|sent|para)$/i.exec(word)
  if (proximity !== null) {
    return ruleError(
      'foreign-operator',
      at,
      `${word} is no operator here`,
      `write NEAR/${proximity[1] ?? '20'}, with the number of words that may stand between`,
    )
  }
  if (/^\/.+\/[a-z]*$/u.test(word)) {
    return ruleError(
      'foreign-operator',
      at,
      `${word} is no pattern here`,
      'write the word, with * or ? if need be; or put it into quotes if the signs belong to it',
    )
  }
  return null
}
