import { CharacterClass, classOf } from './character-class.ts'
import { type RuleProblem, ruleError } from './rule-problem.ts'
import type { RuleToken } from './rule-token.ts'
import { slopWithoutPhrase } from './syntax-problems.ts'

/** Signs of other query languages that mean nothing here. */
const FOREIGN_SIGNS = '[]{}<>^\\'

/** What is wrong with a word as it is written, apart from what it means. */
export function checkWord(
  word: string,
  at: { readonly start: number; readonly end: number },
  isUrl: boolean,
): readonly RuleProblem[] {
  const slop = /~\d*$/.exec(word)
  if (slop !== null && !isUrl) {
    return [slopWithoutPhrase(at)]
  }
  if (isUrl) return []
  if (/[\p{L}\p{N}][!$]$/u.test(word)) {
    return [
      ruleError(
        'foreign-wildcard',
        at,
        `${word.at(-1)} is no wildcard here`,
        `write ${word.slice(0, -1)}*, or put the word into quotes if the sign belongs to it`,
      ),
    ]
  }
  if (/^!+[\p{L}\p{N}]/u.test(word)) {
    return [
      ruleError(
        'foreign-operator',
        at,
        '! is no operator here',
        'write NOT before the word, or put it into quotes if the sign belongs to it',
      ),
    ]
  }
  if (classOf(word.charCodeAt(0)) === CharacterClass.hyphen && word.length > 1) {
    return [
      ruleError(
        'unexpected-sign',
        at,
        'a hyphen directly behind another term neither joins nor excludes',
        'put a space before it to exclude the word, or write all of it in quotes',
      ),
    ]
  }
  const sign = [...word].find((character) => FOREIGN_SIGNS.includes(character))
  if (sign === undefined) return []
  return [
    ruleError(
      'unexpected-sign',
      at,
      `${sign} means nothing in a rule`,
      'put the words into quotes if the sign belongs to them',
    ),
  ]
}

/** NEAR 5 would be read as near the word 5. */
export function checkLooseNumber(
  token: RuleToken,
  index: number,
  tokens: readonly RuleToken[],
): readonly RuleProblem[] {
  const next = tokens[index + 1]
  if (token.kind !== 'near' || next?.kind !== 'term' || next.isQuoted) return []
  if (token.isCounted || !/^\d+$/.test(next.text)) return []
  return [
    ruleError(
      'malformed-operator',
      { start: token.start, end: next.end },
      'the number must stand directly behind NEAR',
      `write NEAR/${next.text}, or put the number into quotes to look for it`,
    ),
  ]
}
