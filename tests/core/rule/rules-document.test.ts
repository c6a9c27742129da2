import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { createMatcher } from '../../../src/core/rule/matcher.ts'
import { parseRule } from '../../../src/core/rule/syntax/parse-rule.ts'
import { RULE_PROBLEM_CODES } from '../../../src/core/rule/syntax/rule-problem.ts'
import { describeRuleText, holds } from './hold-rule.ts'

/** The tables of docs/RULES.md that have a rule, or the term of a concept, a text that it finds and one that it does not. */
const EXAMPLE = /^\| `(.+?)` \| `(.+?)` \| `(.+?)` \|$/gm

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/RULES.md'), 'utf8')
const aboutConcepts = page.indexOf('## Concepts')
const examples = [...page.matchAll(EXAMPLE)].map(
  ({ 1: written = '', 2: found = '', 3: missed = '', index }) => {
    const isTerm = index > aboutConcepts
    return {
      written,
      rule: isTerm ? '@concept' : written,
      concepts: isTerm ? { concept: [written] } : {},
      found,
      missed,
    }
  },
)

const spellings = rowsOf('Rules from other services may be pasted').flatMap(
  ([first = '', others = '']) =>
    [...others.matchAll(/`(.+?)`/g)].map(([, other = '']) => [other, unquote(first)] as const),
)
const readings = rowsOf('## How a rule is read back').map(
  ([rule = '', words = '']) => [unquote(rule), words] as const,
)
const refusals = rowsOf('## What is refused').map(problemOf)
const conceptRefusals = rowsOf('### What is refused in a concept').map(problemOf)
const warnings = rowsOf('A warning refuses nothing').map(problemOf)

describe('docs/RULES.md', () => {
  test('holds its examples', () => {
    expect(examples.length).toBeGreaterThan(30)
    expect(examples.filter(({ rule }) => rule === '@concept').length).toBeGreaterThan(2)
  })

  test('holds its spellings, readings, refusals and warnings', () => {
    expect(spellings.length).toBeGreaterThan(30)
    expect(readings.length).toBeGreaterThan(10)
    expect(refusals.length).toBeGreaterThan(25)
    expect(conceptRefusals.length).toBeGreaterThan(4)
    expect(warnings.length).toBeGreaterThan(5)
  })

  test('lists the code of everything that may be wrong in a rule or a concept', () => {
    expect(RULE_PROBLEM_CODES.filter((code) => !page.includes(`\`${code}\``))).toEqual([])
  })

  test.each(spellings)('%s means %s', (other, first) => {
    expect(describeRuleText(other)).toBe(describeRuleText(first))
  })

  test.each(readings)('%s is read as %s', (rule, words) => {
    expect(describeRuleText(rule, { smr: ['SMR'] })).toBe(words)
  })

  test.each(refusals)('$rule is refused with $code', ({ rule, code, message }) => {
    expect(parseRule(rule)).toMatchObject({ kind: 'refused', problems: [{ code, message }] })
  })

  test.each(conceptRefusals)('$rule in a concept is refused with $code', (row) => {
    const build = createMatcher([], new Map([['metals', [row.rule]]]))

    expect(build).toMatchObject({
      kind: 'refused',
      problems: [{ code: row.code, message: row.message, concept: 'metals' }],
    })
  })

  test.each(warnings)('$rule brings the warning $code', ({ rule, code, message }) => {
    expect(parseRule(rule)).toMatchObject({ kind: 'parsed', warnings: [{ code, message }] })
  })

  test.each(examples)('$written finds $found', ({ rule, concepts, found }) => {
    expect(holds(rule, { text: found, language: languageOf(found) }, concepts)).toBe(true)
  })

  test.each(examples)('$written does not find $missed', ({ rule, concepts, missed }) => {
    expect(holds(rule, { text: missed, language: languageOf(missed) }, concepts)).toBe(false)
  })
})

/** The rows of the first table behind a heading or a sentence, cell by cell, without its head. */
function rowsOf(before: string): readonly (readonly string[])[] {
  const table = page.slice(page.indexOf(before)).match(/(?:^\|.*\n)+/m)?.[0] ?? ''
  const lines = table.trim().split('\n').slice(2)
  return lines.map((line) =>
    line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.replaceAll('\\|', '|')),
  )
}

function problemOf([rule = '', code = '', message = '']: readonly string[]): {
  readonly rule: string
  readonly code: string
  readonly message: string
} {
  return { rule: unquote(rule), code: unquote(code), message }
}

function unquote(cell: string): string {
  return cell.slice(1, -1)
}

function languageOf(text: string): string {
  if (/\p{Script=Hangul}/u.test(text)) return 'ko'
  return /[\p{Script=Han}\p{Script=Katakana}]/u.test(text) ? 'ja' : 'en'
}
