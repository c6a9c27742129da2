import { CharacterClass, classOf, isWhiteSpace } from './character-class.ts'
import type { DocumentField } from './match-document.ts'
import { readOperator } from './operator-words.ts'
import { type RuleProblem, ruleError } from './rule-problem.ts'
import { closingQuote, isOpeningQuote } from './rule-quotes.ts'
import type { RuleToken, RuleTokenBody } from './rule-token.ts'
import { slopWithoutPhrase } from './syntax-problems.ts'

/** The tokens of a rule, and what is wrong with single ones; a wrong one is replaced by a word, so that reading goes on. */
export type TokenReading = {
  readonly tokens: readonly RuleToken[]
  readonly problems: readonly RuleProblem[]
}

export const FIELD_NAMES: ReadonlyMap<string, DocumentField> = new Map([
  ['title', 'title'],
  ['text', 'text'],
  ['body', 'text'],
  ['source', 'source'],
  ['lang', 'lang'],
  ['tag', 'tag'],
  ['author', 'author'],
  ['url', 'url'],
])

/** Signs of other query languages that mean nothing here. */
const FOREIGN_SIGNS = '[]{}<>^\\'

export function readRuleTokens(source: string): TokenReading {
  const text = narrow(source)
  const tokens: RuleToken[] = []
  const problems: RuleProblem[] = []
  let at = 0

  const push = (token: RuleTokenBody, start: number, end: number): void => {
    tokens.push({ ...token, start, end })
    at = end
  }
  const pushTerm = (
    start: number,
    textStart: number,
    textEnd: number,
    end: number,
    isExact: boolean,
  ): void => {
    const isQuoted = end > textEnd
    const slop = isQuoted ? readSlop(text, end, problems) : { distance: null, end }
    push(
      {
        kind: 'term',
        text: source.slice(textStart, textEnd),
        textStart,
        isQuoted,
        isExact,
        slop: slop.distance,
      },
      start,
      slop.end,
    )
  }

  const readQuoted = (start: number, open: number, isExact: boolean): void => {
    const close = closingQuote(text, open)
    if (close !== null) {
      pushTerm(start, open + 1, close, close + 1, isExact)
      return
    }
    const at = { start: open, end: open + 1 }
    const isSingle = classOf(text.charCodeAt(open)) === CharacterClass.apostrophe
    problems.push(
      ruleError(
        'unclosed-quote',
        at,
        `the quote ${text[open]} is not closed`,
        isSingle
          ? 'put the word into double quotes if the apostrophe belongs to it'
          : `add a " where the phrase ends`,
      ),
    )
    pushTerm(start, open + 1, source.length, source.length, isExact)
  }

  const readWord = (start: number): void => {
    const hasMore = isOpeningQuote(text, start + 1) || endOfWord(text, start + 1, false) > start + 1
    const isExact = text[start] === '=' && hasMore
    const from = isExact ? start + 1 : start
    if (isExact && isOpeningQuote(text, from)) {
      readQuoted(start, from, true)
      return
    }
    const previous = tokens.at(-1)
    const isUrl = previous?.kind === 'field' && previous.field === 'url' && previous.end === start
    // a quote that opens nothing is a word of its own, so that reading moves on
    const end = Math.max(endOfWord(text, from, isUrl), from + 1)
    const word = text.slice(from, end)
    if (!isExact && !isUrl) {
      const operator = readOperator(word)
      if (operator?.kind === 'operator') {
        push(operator.token, start, end)
        return
      }
      if (operator?.kind === 'malformed') {
        problems.push(ruleError(operator.code, { start, end }, operator.message, operator.hint))
      } else if (readField(word, start)) {
        return
      } else if (word.startsWith('@')) {
        push({ kind: 'concept', name: source.slice(start + 1, end) }, start, end)
        if (word === '@')
          problems.push(
            ruleError(
              'empty-concept-name',
              { start, end },
              '@ names no concept',
              'write @name, with a name from concepts',
            ),
          )
        return
      }
    }
    problems.push(...problemsOfWord(word, from, end, isUrl))
    pushTerm(start, from, end, end, isExact)
  }

  /** Takes `title:` off the front of a word. */
  const readField = (word: string, start: number): boolean => {
    const name = /^(\p{L}+):/u.exec(word)?.[1]
    if (name === undefined) return false
    const end = start + name.length + 1
    const field = FIELD_NAMES.get(name.toLowerCase())
    if (field === undefined) {
      const known = [...FIELD_NAMES.keys()].join(', ')
      problems.push(
        ruleError(
          'unknown-field',
          { start, end },
          `there is no field ${name}`,
          `fields are ${known}; put the words into quotes if the colon belongs to them`,
        ),
      )
    }
    push({ kind: 'field', field: field ?? 'text' }, start, end)
    return true
  }

  while (at < text.length) {
    const character = text[at] ?? ''
    if (isWhiteSpace(classOf(text.charCodeAt(at)))) at += 1
    else if (character === '(') push({ kind: 'open' }, at, at + 1)
    else if (character === ')') push({ kind: 'close' }, at, at + 1)
    else if (character === ',' || character === '、') push({ kind: 'comma' }, at, at + 1)
    else if (character === '|') push({ kind: 'or' }, at, text[at + 1] === '|' ? at + 2 : at + 1)
    else if (text.startsWith('&&', at)) push({ kind: 'and' }, at, at + 2)
    else if (isOpeningQuote(text, at)) readQuoted(at, at, false)
    else if (isNegation(text, at)) push({ kind: 'not' }, at, at + 1)
    else readWord(at)
  }
  return { tokens, problems: [...problems, ...tokens.flatMap(checkLooseNumber)] }
}

/** NEAR 5 would be read as near the word 5. */
function checkLooseNumber(
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

/** Full-width signs and letters as their plain ones; one unit each, so that offsets stay. Quotes are told apart later. */
function narrow(source: string): string {
  return source.replace(/[\uff01-\uff5e]/g, (character) =>
    String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  )
}

/** A hyphen of any kind directly before a word, and not inside one. */
function isNegation(text: string, at: number): boolean {
  if (classOf(text.charCodeAt(at)) !== CharacterClass.hyphen) return false
  const before = at === 0 ? '(' : (text[at - 1] ?? '')
  if (!'(,|'.includes(before) && !isWhiteSpace(classOf(before.charCodeAt(0)))) return false
  const next = text.charCodeAt(at + 1)
  return at + 1 < text.length && !isWhiteSpace(classOf(next)) && text[at + 1] !== ')'
}

function endOfWord(text: string, from: number, isUrl: boolean): number {
  let end = from
  while (end < text.length) {
    const character = text[end] ?? ''
    const value = classOf(text.charCodeAt(end))
    if (isWhiteSpace(value) || value === CharacterClass.quote || '()|'.includes(character)) break
    const isListComma = (character === ',' && !/\d/.test(text[end + 1] ?? '')) || character === '、'
    if (isListComma || (!isUrl && text.startsWith('&&', end))) break
    end += 1
  }
  return end
}

function problemsOfWord(
  word: string,
  start: number,
  end: number,
  isUrl: boolean,
): readonly RuleProblem[] {
  const at = { start, end }
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

/** Reads ~n behind a closing quote. */
function readSlop(
  text: string,
  from: number,
  problems: RuleProblem[],
): { readonly distance: number | null; readonly end: number } {
  if (text[from] !== '~') return { distance: null, end: from }
  const digits = /^\d*/.exec(text.slice(from + 1, from + 8))?.[0] ?? ''
  const end = from + 1 + digits.length
  const reading = readOperator(`NEAR/${digits}`)
  if (reading?.kind === 'operator' && reading.token.kind === 'near') {
    return { distance: reading.token.distance, end }
  }
  problems.push(
    ruleError(
      'malformed-operator',
      { start: from, end },
      '~ does not say how many words may stand between',
      'write "a b"~5',
    ),
  )
  return { distance: null, end }
}
