import { describe, expect, test } from 'vitest'
import { ruleIdOf } from '../../../src/core/ids.ts'
import { createMatcher, type RuleDiagnosis } from '../../../src/core/rule/matcher.ts'
import { conceptClosure } from '../../../src/core/rule/syntax/rule-concepts.ts'
import { type Concepts, holds, spansIn } from './hold-rule.ts'

const CONCEPTS: Concepts = {
  smr: ['SMR', 'small modular reactor', '소형모듈원자로'],
  nuclear: ['@smr', 'atomic energ*', '=NuScale'],
  quoted: ['="Foo Bar"', '=“Yahoo!”', '"Trade (Amendment) Act"'],
}

function problemsOf(queries: readonly string[], concepts: Concepts): readonly RuleDiagnosis[] {
  const rules = queries.map((query, index) => ({ id: ruleIdOf(`r${index}`), query }))
  const build = createMatcher(rules, new Map(Object.entries(concepts)))
  return build.kind === 'refused' ? build.problems : build.warnings
}

/** Each concept names the next one, and the last one is `end`. */
function chainOf(length: number, end: string): Concepts {
  return Object.fromEntries(
    Array.from({ length }, (_, n) => [`c${n}`, [n < length - 1 ? `@c${n + 1}` : end]]),
  )
}

describe('a concept', () => {
  test.each([
    ['@smr', 'two SMRs', true],
    ['@smr', 'a small modular\nreactor', true],
    ['@smr', '소형 모듈 원자로를', true],
    ['@smr', 'a small reactor', false],
    ['@nuclear', '소형모듈원자로', true],
    ['@nuclear', 'atomic energies', true],
    ['@nuclear', 'NuScale', true],
    ['@nuclear', 'nuscale', false],
    ['title:@smr', 'SMR', false],
    ['@smr NEAR/1 deal', 'a deal on SMRs', true],
    ['Korea NOT @smr', 'Korea and SMRs', false],
    ['ATLEAST/2 (@smr, Korea, deal)', 'SMR deal', true],
    ['@quoted', 'the Foo Bar said', true],
    ['@quoted', 'the foo bar said', false],
    ['@quoted', 'at Yahoo! Japan', true],
    ['@quoted', 'at Yahoo Japan', false],
    ['@quoted', 'the Trade (Amendment) Acts', true],
  ])('stands for any of its terms: %s in %s: %s', (rule, text, expected) => {
    expect(holds(rule, { text }, CONCEPTS)).toBe(expected)
  })

  test('is named with the variant that hit, as the rule names it', () => {
    expect(spansIn('@nuclear', { text: 'an SMR' }, CONCEPTS)).toEqual([
      { field: 'text', start: 3, end: 6, term: 'SMR', concept: 'nuclear' },
    ])
  })

  test('that is unknown is an error in the rule', () => {
    expect(problemsOf(['steel AND (@smr OR @srm)'], CONCEPTS)).toContainEqual(
      expect.objectContaining({
        code: 'unknown-concept',
        ruleId: 'r0',
        concept: null,
        start: 19,
        end: 23,
      }),
    )
  })

  test('that is unknown is an error in another concept', () => {
    expect(problemsOf(['a1'], { a: ['x1', '@b'] })).toEqual([
      expect.objectContaining({
        code: 'unknown-concept',
        ruleId: null,
        concept: 'a',
        termIndex: 1,
        start: 0,
        end: 2,
      }),
    ])
  })

  test('that leads back to itself is one error, which shows the circle', () => {
    const problems = problemsOf(['a1'], { a: ['@b'], b: ['@c', 'x1'], c: ['y1', '@a'], d: ['@a'] })

    expect(problems).toEqual([
      {
        code: 'concept-cycle',
        severity: 'error',
        message: '@a leads back to c: a → b → c → a',
        hint: 'remove one of the references',
        start: 0,
        end: 2,
        ruleId: null,
        concept: 'c',
        termIndex: 1,
      },
    ])
  })

  test('is an error for each circle that it is part of', () => {
    const problems = problemsOf(['a1'], { a: ['@b', '@c'], b: ['@a', '@a'], c: ['@a', '@c'] })

    expect(problems.map(({ message }) => message)).toEqual([
      '@a leads back to b: a → b → a',
      '@a leads back to c: a → c → a',
      '@c leads back to c: c → c',
    ])
  })

  test('may stand at the end of a chain of thousands', () => {
    const chain = chainOf(20_000, 'steel')

    expect(problemsOf(['@c0'], chain)).toEqual([])
    expect(holds('@c0', { text: 'steel' }, chain)).toBe(true)
  })

  test('in a circle of thousands is one error, with the names at its ends', () => {
    expect(problemsOf(['a1'], chainOf(20_000, '@c0'))).toMatchObject([
      {
        code: 'concept-cycle',
        message:
          '@c0 leads back to c19999: c0 → c1 → c2 → … → c19998 → c19999 → c0, 20000 concepts',
      },
    ])
  })

  test('has its terms checked like those of rules, with offsets in the term', () => {
    expect(problemsOf(['a1'], { a: [' =ab*', 'x AND y1', 'WHO'] })).toMatchObject([
      {
        code: 'wildcard-too-short',
        severity: 'error',
        concept: 'a',
        termIndex: 0,
        start: 2,
        end: 5,
      },
      { code: 'operator-in-concept', severity: 'warning', termIndex: 1 },
      { code: 'only-capitals', severity: 'warning', termIndex: 2 },
    ])
  })

  test('has quotes around a term for signs of the language', () => {
    expect(problemsOf(['a1'], { a: ['="ab*"', '"Trade AND Industry"'] })).toMatchObject([
      { code: 'wildcard-too-short', termIndex: 0, start: 2, end: 5 },
    ])
  })

  test('without terms is an error', () => {
    expect(problemsOf(['a1'], { a: [] })).toMatchObject([
      { code: 'empty-concept', termIndex: null },
    ])
  })

  test('may be named like a property of objects', () => {
    const concepts = new Map([
      ['__proto__', ['steel']],
      ['constructor', ['@__proto__']],
    ])

    const build = createMatcher([{ id: ruleIdOf('r'), query: '@constructor' }], concepts)

    expect(build.kind).toBe('built')
    expect(problemsOf(['@toString'], {})).toMatchObject([{ code: 'unknown-concept' }])
  })

  test('that doubles at each of forty steps is no more than its terms', () => {
    const steps = Array.from({ length: 40 }, (_, n) => [`c${n + 1}`, [`@c${n}`, `@c${n}`]] as const)

    expect(holds('@c40', { text: 'steel' }, { c0: ['steel'], ...Object.fromEntries(steps) })).toBe(
      true,
    )
  })
})

describe('createMatcher', () => {
  test('tells the problems of all rules and concepts at once', () => {
    const problems = problemsOf(['steel', 'NOT x', 'a AND', '@none'], { a: ['*'] })

    expect(problems.map(({ ruleId, concept, code }) => [ruleId ?? concept, code])).toEqual([
      ['a', 'wildcard-too-short'],
      ['r1', 'nothing-required'],
      ['r2', 'missing-operand'],
      ['r3', 'unknown-concept'],
    ])
  })

  test('tells which rules hold, in the order of the configuration', () => {
    const rules = ['tea', 'steel', 'tea OR steel'].map((query) => ({ id: ruleIdOf(query), query }))
    const build = createMatcher(rules, new Map())
    const document = { title: '', text: 'steel', source: [], tags: [], authors: [], url: '' }

    const hits = build.kind === 'built' ? build.matcher.match({ ...document, language: null }) : []

    expect(hits.map(({ ruleId }) => ruleId)).toEqual(['steel', 'tea OR steel'])
  })
})

describe('conceptClosure', () => {
  test('names the concepts that a rule reaches, through others too, in order', () => {
    const concepts = new Map(Object.entries({ ...CONCEPTS, other: ['x1'] }))

    expect(conceptClosure('Korea NOT @nuclear', concepts)).toEqual(['nuclear', 'smr'])
  })

  test('ends on a circle, and names unknown concepts too', () => {
    const concepts = new Map([
      ['a', ['@b']],
      ['b', ['@a', '@c']],
    ])

    expect(conceptClosure('@a', concepts)).toEqual(['a', 'b', 'c'])
  })

  test('is empty for a rule that is refused', () => {
    expect(conceptClosure('(@smr', new Map())).toEqual([])
  })
})
