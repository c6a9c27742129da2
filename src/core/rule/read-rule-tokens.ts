import { CharacterClass, classOf, isWhiteSpace } from './character-class.ts'
import { checkLooseNumber, checkWord } from './check-word.ts'
import type { DocumentField } from './match-document.ts'
import { readOperator } from './operator-words.ts'
import { type RuleProblem, ruleError } from './rule-problem.ts'
import { closingQuote, isOpeningQuote } from './rule-quotes.ts'
import type { RuleToken, RuleTokenBody } from './rule-token.ts'
import { misplacedExact } from './syntax-problems.ts'

/** The tokens of a rule, and what is wrong with single ones; a wrong one is replaced by a word, so that reading goes on. */
export type TokenReading = {
  readonly tokens: readonly RuleToken[]
  readonly problems: readonly RuleProblem[]
}

const FIELD_NAMES: ReadonlyMap<string, DocumentField> = new Map([
  ['title', 'title'],
  ['text', 'text'],
  ['body', 'text'],
  ['source', 'source'],
  ['lang', 'lang'],
  ['tag', 'tag'],
  ['author', 'author'],
  ['url', 'url'],
])

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
    const isExact = text[start] === '=' && beginsTerm(text, start + 1)
    const from = isExact ? start + 1 : start
    if (isExact && isOpeningQuote(text, from)) {
      readQuoted(start, from, true)
      return
    }
    const isUrl = isFieldBefore(start) && isUrlField(tokens.at(-1))
    if (!isExact && !isUrl && readField(start)) return
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
    const misplaced = isUrl ? null : misplacedExact(word, isExact, { start, end })
    problems.push(
      ...(misplaced === null ? checkWord(word, { start: from, end }, isUrl) : [misplaced]),
    )
    pushTerm(start, from, end, end, isExact)
  }

  const isFieldBefore = (start: number): boolean => {
    const previous = tokens.at(-1)
    return previous?.kind === 'field' && previous.end === start
  }

  /** Takes `title:` off the front of a word. */
  const readField = (start: number): boolean => {
    const pattern = /(\p{L}+):/uy
    pattern.lastIndex = start
    const name = pattern.exec(text)?.[1]
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
    else if (isNegation(text, at, isFieldBefore(at) && !isUrlField(tokens.at(-1))))
      push({ kind: 'not' }, at, at + 1)
    else readWord(at)
  }
  return { tokens, problems: [...problems, ...tokens.flatMap(checkLooseNumber)] }
}

/** Full-width signs and letters as their plain ones; one unit each, so that offsets stay. Quotes are told apart later. */
function narrow(source: string): string {
  return source.replace(/[\uff01-\uff5e]/g, (character) =>
    String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  )
}

/** A hyphen of any kind directly before a word, and not inside one. */
function isNegation(text: string, at: number, isBehindField: boolean): boolean {
  if (classOf(text.charCodeAt(at)) !== CharacterClass.hyphen) return false
  const before = at === 0 ? '(' : (text[at - 1] ?? '')
  const isFree = '(,|'.includes(before) || isWhiteSpace(classOf(before.charCodeAt(0)))
  if (!isFree && !isBehindField) return false
  const next = text.charCodeAt(at + 1)
  return at + 1 < text.length && !isWhiteSpace(classOf(next)) && text[at + 1] !== ')'
}

function isUrlField(token: RuleToken | undefined): boolean {
  return token?.kind === 'field' && token.field === 'url'
}

/** Whether something to look for begins here. */
function beginsTerm(text: string, at: number): boolean {
  return isOpeningQuote(text, at) || endOfWord(text, at, false) > at
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
