import { describe, expect, test } from 'vitest'
import { BASIC_TABLES } from './cases/basic-tables.ts'
import { holds } from './hold-rule.ts'

describe.each(BASIC_TABLES)('in %s', (_, language, cases) => {
  test.each(cases)('%s: %s', (_name, rule, text, expected) => {
    expect(holds(rule, { text, language })).toBe(expected)
  })
})
