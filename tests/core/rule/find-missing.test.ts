import { describe, expect, test } from 'vitest'
import { findMissing, isClose } from '../../../src/core/rule/query/find-missing.ts'
import { explain } from './hold-rule.ts'

const CONCEPTS = { smr: ['SMR', 'small reactor'] }

describe('what a rule lacks', () => {
  test.each([
    ['steel AND tea', 'steel', ['tea']],
    ['steel AND tea', 'tin', ['steel', 'tea']],
    ['steel OR (tea AND tin)', 'tea', ['tin']],
    ['steel OR (tea AND tin AND oil)', 'tea', ['any of (steel, all of (tea, tin, oil))']],
    ['(steel AND tin AND oil) OR (tea AND milk)', 'tea', ['milk']],
    ['steel NOT tea', 'steel and tea', ['none of: tea']],
    ['steel NEAR/1 tea', 'steel is not the same as tea', ['(steel within 1 word of tea)']],
    ['steel NEAR/1 tea', 'steel', ['tea']],
    ['ATLEAST/2 (steel, tea, tin)', 'steel', ['at least 2 of (steel, tea, tin)']],
    ['(steel OR tin) AND tea', 'tea', ['any of (steel, tin)']],
    ['@smr AND steel', 'steel', ['@smr']],
    ['steel', 'steel', []],
  ])('%s of “%s” is %j', (rule, text, clauses) => {
    const missing = findMissing(explain(rule, { text }, CONCEPTS))

    expect(missing.clauses.map(({ clause }) => clause)).toEqual(clauses)
  })
})

describe('a rule is close', () => {
  test.each([
    ['one clause of it is missing', 'steel AND tea', 'steel'],
    ['a word that must not be there is there', 'steel NOT tea', 'steel and tea'],
    ['one of a list is missing', 'ATLEAST/2 (steel, tea, tin)', 'steel'],
    ['its words are too far apart', 'steel NEAR/1 tea', 'steel is not the same as tea'],
    ['something looks like its only term', 'SMR', 'SMRT trains'],
    ['something looks like a term of its concept', '@smr', 'SMRT trains'],
  ])('when %s', (_name, rule, text) => {
    expect(isClose(findMissing(explain(rule, { text }, CONCEPTS)))).toBe(true)
  })
})

describe('a rule is not close', () => {
  test.each([
    ['it holds', 'steel', 'steel'],
    ['its only term is not there', 'steel', 'tin'],
    ['none of its alternatives is there', 'steel OR (tea AND tin AND oil)', 'oil'],
    ['two of a list are missing', 'ATLEAST/3 (steel, tea, tin)', 'steel'],
    ['two clauses are missing', 'steel AND tea AND tin', 'steel'],
    ['nothing but the language speaks for it', 'steel AND lang:en', 'words'],
    ['nothing but the language speaks against it', 'lang:ko', 'words'],
  ])('when %s', (_name, rule, text) => {
    expect(isClose(findMissing(explain(rule, { text, language: 'en' }, CONCEPTS)))).toBe(false)
  })
})
