import {
  CharacterClass,
  classOf,
  isCharacterwise,
  isWhiteSpace,
  isWordClass,
} from '../scan/character-class.ts'
import { checkRow } from './check-row.ts'
import { checkWord } from './check-word.ts'
import { FIELD_NAMES, fieldNamed } from './field-names.ts'
import { readOperator } from './operator-words.ts'
import { isDash } from './rule-dashes.ts'
import { type RuleProblem, ruleError } from './rule-problem.ts'
import { closingQuote, isDoubleQuote, isOpeningQuote } from './rule-quotes.ts'
import type { RuleToken, RuleTokenBody } from './rule-token.ts'
import {
  conceptWithoutName,
  misplacedExact,
  slopTooFar,
  slopWithoutNumber,
  unclosedQuote,
  unknownField,
} from './syntax-problems.ts'
import { visibleText } from './visible-text.ts'

/** The tokens of a rule, and what is wrong with single ones; a wrong one is replaced by a word, so that reading goes on. */
export type TokenReading = {
  readonly tokens: readonly RuleToken[]
  readonly problems: readonly RuleProblem[]
}

const FIELD_NAME = /(\p{L}+):/uy

export function readRuleTokens(source: string): TokenReading {
  const visible = visibleText(source)
  if (visible === null) return readVisible(source)
  const { tokens, problems } = readVisible(visible.text)
  // the end of a stretch is behind its last visible unit
  const startOf = (at: number): number => visible.offsets[at] ?? source.length
  const endOf = (at: number): number => (at === 0 ? 0 : (visible.offsets[at - 1] ?? 0) + 1)
  const placed = <T extends { readonly start: number; readonly end: number }>(span: T): T => {
    const start = startOf(span.start)
    return { ...span, start, end: Math.max(start, endOf(span.end)) }
  }
  return {
    tokens: tokens.map((token) => {
      if (token.kind !== 'term' || token.text === '') return placed(token)
      const textStart = startOf(token.textStart)
      const text = source.slice(textStart, endOf(token.textStart + token.text.length))
      return { ...placed(token), text, textStart }
    }),
    problems: problems.map(placed),
  }
}

function readVisible(source: string): TokenReading {
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
    const isSingle = classOf(text.charCodeAt(open)) === CharacterClass.apostrophe
    problems.push(unclosedQuote({ start: open, end: open + 1 }, text[open] ?? '', isSingle))
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
    if (!isExact && !isUrl && readNoTerm(word, start, end)) return
    if (!isUrl) {
      const at = { start, end }
      const problem = misplacedExact(word, isExact, at) ?? checkWord(word, { start: from, end })
      if (problem !== null) problems.push(problem)
    }
    pushTerm(start, from, end, end, isExact)
  }

  /** Takes a word that is an operator, or was meant as one, or names a concept. */
  const readNoTerm = (word: string, start: number, end: number): boolean => {
    if (word.startsWith('@')) {
      push({ kind: 'concept', name: source.slice(start + 1, end) }, start, end)
      if (word === '@') problems.push(conceptWithoutName({ start, end }))
      return true
    }
    const operator = readOperator(word)
    if (operator === null) return false
    if (operator.kind === 'operator') {
      push(operator.token, start, end)
      return true
    }
    problems.push(ruleError(operator.code, { start, end }, operator.message, operator.hint))
    pushTerm(start, start, end, end, false)
    return true
  }

  const isFieldBefore = (start: number): boolean => {
    const previous = tokens.at(-1)
    return previous?.kind === 'field' && previous.end === start
  }

  /** Takes `title:` off the front of a word. */
  const readField = (start: number): boolean => {
    FIELD_NAME.lastIndex = start
    const name = FIELD_NAME.exec(text)?.[1]
    if (name === undefined) return false
    const end = start + name.length + 1
    const field = fieldNamed(name)
    if (field === null) problems.push(unknownField({ start, end }, name, FIELD_NAMES))
    push({ kind: 'field', field: field ?? 'text' }, start, end)
    return true
  }

  while (at < text.length) {
    const character = text[at] ?? ''
    const value = classOf(text.charCodeAt(at))
    if (isWhiteSpace(value)) at += 1
    else if (isWordClass(value) || isCharacterwise(value)) readWord(at)
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
  problems.push(...checkRow({ tokens, source, text }))
  return { tokens, problems }
}

/** Full-width signs and letters as their plain ones; one unit each, so that offsets stay. Quotes are told apart later. */
function narrow(source: string): string {
  return source.replace(/[\uff01-\uff5e]/g, (character) =>
    String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  )
}

/** A hyphen or dash of any kind directly before a word, and not inside one. */
function isNegation(text: string, at: number, isBehindField: boolean): boolean {
  if (!isDash(text[at])) return false
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
  for (; end < text.length; end += 1) {
    const value = classOf(text.charCodeAt(end))
    if (isWordClass(value) || isCharacterwise(value)) continue
    const character = text[end] ?? ''
    if (isWhiteSpace(value) || isDoubleQuote(character) || '()|'.includes(character)) break
    const isListComma = (character === ',' && !isDigitAt(text, end + 1)) || character === '、'
    if (isListComma || (!isUrl && text.startsWith('&&', end))) break
  }
  return end
}

function isDigitAt(text: string, at: number): boolean {
  return at < text.length && classOf(text.charCodeAt(at)) === CharacterClass.digit
}

/** What looks like the sign of "a b"~5, as input methods write it. */
const TILDES = '~\u301c\u223c\u02dc'

/** Reads ~n behind a closing quote. */
function readSlop(
  text: string,
  from: number,
  problems: RuleProblem[],
): { readonly distance: number | null; readonly end: number } {
  const sign = text[from]
  if (sign === undefined || !TILDES.includes(sign)) return { distance: null, end: from }
  const end = Math.max(endOfWord(text, from + 1, false), from + 1)
  const amount = text.slice(from + 1, end)
  const reading = /^\d*$/.test(amount) ? readOperator(`NEAR/${amount}`) : null
  if (reading?.kind === 'operator' && reading.token.kind === 'near') {
    return { distance: reading.token.distance, end }
  }
  const at = { start: from, end }
  problems.push(/^\d+$/.test(amount) ? slopTooFar(at) : slopWithoutNumber(at))
  return { distance: null, end }
}
