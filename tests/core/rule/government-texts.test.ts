import { describe, expect, test } from 'vitest'
import { ENGLISH_LISTS, ENGLISH_TABLES, KOREAN_LISTS } from './cases/tables-and-lists.ts'
import { WANTED } from './cases/wanted.ts'
import { holds } from './hold-rule.ts'

/** What press releases of governments are written like; the grammar and the basics are in matching.test.ts. */
describe.each([
  ['English tables', 'en', ENGLISH_TABLES],
  ['English lists', 'en', ENGLISH_LISTS],
  ['Korean lists', 'ko', KOREAN_LISTS],
])('in %s', (_, language, cases) => {
  test.each(cases)('%s: %s', (_name, rule, text, expected) => {
    expect(holds(rule, { text, language })).toBe(expected)
  })
})

test('what is wanted says why', () => {
  expect(WANTED.filter(({ reason }) => reason === '')).toEqual([])
})
