import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { holds } from './hold-rule.ts'

/** The tables of docs/RULES.md that have a rule, a text that it finds and one that it does not. */
const EXAMPLE = /^\| `(.+?)` \| `(.+?)` \| `(.+?)` \|$/gm

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/RULES.md'), 'utf8')
const examples = [...page.matchAll(EXAMPLE)].map(([, rule = '', found = '', missed = '']) => ({
  rule,
  found,
  missed,
}))

describe('docs/RULES.md', () => {
  test('holds its examples', () => {
    expect(examples.length).toBeGreaterThan(30)
  })

  test.each(examples)('$rule finds $found', ({ rule, found }) => {
    expect(holds(rule, { text: found, language: languageOf(found) })).toBe(true)
  })

  test.each(examples)('$rule does not find $missed', ({ rule, missed }) => {
    expect(holds(rule, { text: missed, language: languageOf(missed) })).toBe(false)
  })
})

function languageOf(text: string): string {
  if (/\p{Script=Hangul}/u.test(text)) return 'ko'
  return /[\p{Script=Han}\p{Script=Katakana}]/u.test(text) ? 'ja' : 'en'
}
