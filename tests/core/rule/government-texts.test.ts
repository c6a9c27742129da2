import { describe, expect, test } from 'vitest'
import { GOVERNMENT_TABLES, READ_HTML_TABLES } from './cases/government-tables.ts'
import { FIELDS, FIELDS_OF_RELEASE } from './cases/operators-in-texts.ts'
import { holds } from './hold-rule.ts'

/** What press releases of governments are written like; the grammar and the basics are in matching.test.ts. */
describe.each([...GOVERNMENT_TABLES, ...READ_HTML_TABLES])('in %s', (_, language, cases) => {
  test.each(cases)('%s: %s', (_name, rule, text, expected) => {
    expect(holds(rule, { text, language })).toBe(expected)
  })
})

describe('in fields of a release', () => {
  test.each(FIELDS)('%s: %s', (_name, rule, text, expected) => {
    expect(holds(rule, { ...FIELDS_OF_RELEASE, text })).toBe(expected)
  })
})
