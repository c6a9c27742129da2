import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { holds } from './hold-rule.ts'

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

describe('docs/RULES.md', () => {
  test('holds its examples', () => {
    expect(examples.length).toBeGreaterThan(30)
    expect(examples.filter(({ rule }) => rule === '@concept').length).toBeGreaterThan(2)
  })

  test.each(examples)('$written finds $found', ({ rule, concepts, found }) => {
    expect(holds(rule, { text: found, language: languageOf(found) }, concepts)).toBe(true)
  })

  test.each(examples)('$written does not find $missed', ({ rule, concepts, missed }) => {
    expect(holds(rule, { text: missed, language: languageOf(missed) }, concepts)).toBe(false)
  })
})

function languageOf(text: string): string {
  if (/\p{Script=Hangul}/u.test(text)) return 'ko'
  return /[\p{Script=Han}\p{Script=Katakana}]/u.test(text) ? 'ja' : 'en'
}
