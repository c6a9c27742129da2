import { describe, expect, test } from 'vitest'
import { ruleIdOf } from '../../../src/core/ids.ts'
import { createMatcher, type RuleDiagnosis } from '../../../src/core/rule/matcher.ts'
import { conceptClosure } from '../../../src/core/rule/syntax/rule-concepts.ts'
import { type Concepts, describeRuleText, explain, holds, spansIn } from './hold-rule.ts'

/** Terms of concepts that say what must stand near them, or must not. */

const CONCEPTS: Concepts = {
  ai: ['AI NOT NEAR/3 (flu OR "bird disease")', 'machine learning'],
  missiles: ['("North Korea" OR =DPRK) NEAR/4 (missile OR 미사일)'],
  smr: ['SMR', 'small modular reactor'],
  plant: ['@smr NOT NEAR/1 train', '@ai NEAR/2 plant'],
  slop: ['"free deal"~2'],
  either: ['tin NEAR/1 ore OR tea NEAR/1 leaf'],
  only: ['SMR NOT NEAR/0 train'],
}

function problemsOf(concepts: Concepts, rule = 'steel'): readonly RuleDiagnosis[] {
  const lists = new Map(Object.entries(concepts))
  const build = createMatcher([{ id: ruleIdOf('r'), query: rule }], lists)
  return build.kind === 'refused' ? build.problems : build.warnings
}

describe('a guarded term', () => {
  test.each([
    ['@ai', 'an AI law', true],
    ['@ai', 'AI, that is bird disease', false],
    ['@ai', 'machine learning against the flu', true],
    ['@ai', 'the flu (AI) far away from all else, and then AI in schools', true],
    ['@missiles', 'DPRK fires a missile', true],
    ['@missiles', '미사일: North Korea', true],
    ['@missiles', 'dprk fires a missile', false],
    ['@missiles', 'a missile', false],
    ['@slop', 'a deal that is free', true],
    ['@slop', 'a deal', false],
    ['@either', 'a leaf of tea', true],
    ['@either', 'tin and tea', false],
    ['@only', 'SMR trains', false],
    ['@only', 'SMRs', true],
  ])('of %s in %s: %s', (rule, text, expected) => {
    expect(holds(rule, { text }, CONCEPTS)).toBe(expected)
  })

  test.each([
    ['@ai NEAR/1 law', 'an AI law', true],
    ['@ai NEAR/1 law', 'an AI law on flu', false],
    ['law NOT NEAR/1 @ai', 'an AI law on flu', true],
    ['law NOT NEAR/1 @ai', 'an AI law', false],
    ['law NOT @ai', 'an AI law on flu', true],
    ['law NOT @ai', 'an AI law', false],
    ['ATLEAST/2 (@ai, @smr, law)', 'an AI law', true],
    ['ATLEAST/2 (@ai, @smr, law)', 'an AI law on flu', false],
    ['@missiles NEAR/1 test', 'DPRK missile test', true],
    ['(@missiles OR tea) NEAR/2 test', 'test of a missile; DPRK', true],
    ['law AND NOT (NOT @ai)', 'an AI law', true],
  ])('stands wherever a concept may: %s in %s: %s', (rule, text, expected) => {
    expect(holds(rule, { text }, CONCEPTS)).toBe(expected)
  })

  test.each([
    ['@plant', 'a small modular reactor', true],
    ['@plant', 'the SMR train', false],
    ['@plant', 'an AI plant', true],
    ['@plant', 'an AI plant against flu', false],
    ['@plant NEAR/2 deal', 'an SMR deal', true],
  ])('may name concepts: %s in %s: %s', (rule, text, expected) => {
    expect(holds(rule, { text }, CONCEPTS)).toBe(expected)
  })

  test.each([
    [{ title: 'AI law' }, 'title:@ai', true],
    [{ title: 'AI', text: 'flu' }, 'title:@ai', true],
    [{ title: 'AI flu', text: 'AI' }, 'title:@ai', false],
    [{ title: 'DPRK', text: 'missile' }, '@missiles', false],
    [{ authors: ['DPRK missile desk'] }, 'author:@missiles', true],
    [{ authors: ['DPRK', 'missile desk'] }, 'author:@missiles', false],
  ])('looks for both sides where its concept looks: %j for %s: %s', (item, rule, expected) => {
    expect(holds(rule, item, CONCEPTS)).toBe(expected)
  })

  test.each([
    ['tag:@ai', ['AI', 'flu'], true],
    ['tag:@plant', ['SMR'], true],
    ['tag:@missiles', ['DPRK', 'missile'], false],
  ])('has nothing near it in what is compared as a whole: %s in %j: %s', (rule, tags, expected) => {
    expect(holds(rule, { tags }, CONCEPTS)).toBe(expected)
  })

  test.each([
    ['@ai', 'an AI law', [['AI', 'ai']]],
    [
      '@missiles',
      'DPRK missile',
      [
        ['=DPRK', 'missiles'],
        ['missile', 'missiles'],
      ],
    ],
    ['@plant', 'small modular reactors', [['small modular reactor', 'plant']]],
  ])('is named by the words that hit, and as the rule names it: %s in %s', (rule, text, named) => {
    const spans = spansIn(rule, { text }, CONCEPTS)

    expect(spans.map(({ term, concept }) => [term, concept])).toEqual(named)
  })

  test('is read back as the concept that it belongs to', () => {
    expect(describeRuleText('@ai NEAR/2 law', CONCEPTS)).toBe('(@ai within 2 words of law)')
  })
})

describe('the explanation of a guarded term', () => {
  test('tells what stood near the mention', () => {
    expect(explain('@ai', { text: 'AI flu' }, CONCEPTS)).toMatchObject({
      isTrue: false,
      children: [
        {
          clause: '(AI not within 3 words of any of (flu, "bird disease"))',
          isTrue: false,
          note: 'every mention has the other nearby',
          children: [
            { clause: 'AI', isTrue: true, spans: [{ start: 0, end: 2, concept: 'ai' }] },
            { isTrue: true, children: [{ clause: 'flu', spans: [{ start: 3, end: 6 }] }] },
          ],
        },
        { clause: 'machine learning', isTrue: false },
      ],
    })
  })

  test('goes through it as far as anything of it is there', () => {
    const { children } = explain('@missiles', { text: 'North Korea' }, CONCEPTS)

    expect(children).toMatchObject([
      {
        isTrue: false,
        children: [
          { isTrue: true, children: [{ clause: '"North Korea"', isTrue: true }] },
          { clause: 'any of (missile, 미사일)', isTrue: false, children: [] },
        ],
      },
    ])
  })

  test('is its clause alone where nothing of it is there', () => {
    expect(explain('@missiles', { text: 'tea' }, CONCEPTS).children).toMatchObject([
      { children: [] },
    ])
  })

  test('says what only looks like the term', () => {
    const { children } = explain('@ai', { text: 'ai' }, CONCEPTS)

    expect(children[0]).toMatchObject({ children: [{ note: '“ai” is not in capitals' }, {}] })
  })
})

describe('a guard that cannot be read', () => {
  test.each([
    ['tin NEAR/5 (tea AND ore)', 'operator-in-guard', 'AND'],
    ['tin NOT tea NEAR/5 ore', 'operator-in-guard', 'NOT'],
    ['tin -tea NEAR/5 ore', 'operator-in-guard', '-'],
    ['ATLEAST/2 (tin, tea) NEAR/5 ore', 'operator-in-guard', 'ATLEAST/2'],
    ['title:tin NEAR/5 ore', 'field-in-guard', 'title:'],
    ['tin, tea NEAR/5 ore', 'unexpected-comma', ','],
    ['small modular NEAR/5 reactor', 'row-in-guard', 'small modular'],
    ['tin w/3 big =Ore mine', 'row-in-guard', 'big =Ore mine'],
    ['(tin OR tea) ore NEAR/5 mine', 'row-in-guard', ') ore'],
    ['tin NEAR/5 @smr ore', 'row-in-guard', '@smr ore'],
    ['tin NEAR/x ore', 'malformed-operator', 'NEAR/x'],
    ['tin NEAR/5 "ore', 'unclosed-quote', '"'],
    ['(tin NEAR/5 ore', 'unclosed-parenthesis', '('],
    ['tin NEAR/5 ab*', 'wildcard-too-short', 'ab*'],
    ['tin NEAR/5 ""', 'empty-term', '""'],
    ['tin NEAR/5', 'missing-operand', 'NEAR/5'],
    ['NEAR/5 tin', 'missing-operand', 'NEAR/5'],
    [' tin ＮＥＡＲ/x ore', 'malformed-operator', 'ＮＥＡＲ/x'],
    ['tin NEAR/5 @srm', 'unknown-concept', '@srm'],
  ])('is an error with its place: %s', (term, code, place) => {
    const problems = problemsOf({ a: ['coal', term], smr: ['smr'] })

    expect(problems).toMatchObject([{ code, severity: 'error', concept: 'a', termIndex: 1 }])
    expect(problems.map(({ start, end }) => term.slice(start, end))).toEqual([place])
  })

  test.each([
    ['small modular NEAR/5 reactor', 'put the phrase into quotes: "small modular"'],
    ['=Small Modular NEAR/5 reactor', 'put the phrase into quotes: ="Small Modular"'],
    ['AI not NEAR/3 flu', 'write NOT in capitals; or put the phrase into quotes: "AI not"'],
  ])('comes with what to write: %s', (term, hint) => {
    expect(problemsOf({ a: [term] })).toMatchObject([{ hint }])
  })

  test('warns of what is suspicious in it', () => {
    expect(problemsOf({ a: ['tin NEAR/5 WHO'] })).toMatchObject([
      { code: 'only-capitals', severity: 'warning', termIndex: 0, start: 11, end: 14 },
    ])
  })
})

describe('concepts that guards name', () => {
  test('are found in circles', () => {
    const problems = problemsOf({ a: ['@b NEAR/3 x1'], b: ['@c'], c: ['y1 NOT NEAR/2 @a'] }, '@a')

    expect(problems.map(({ code, concept, start }) => `${code} ${concept} ${start}`)).toEqual([
      'concept-cycle c 14',
    ])
  })

  test('belong to those that a rule reaches', () => {
    expect(conceptClosure('@plant', new Map(Object.entries(CONCEPTS)))).toEqual([
      'ai',
      'plant',
      'smr',
    ])
  })

  test.each([
    ['multiply the terms too often', '@c0 NEAR/1 @c0', 'c16'],
    ['lead on to others too often', '@c0 NEAR/1 tea', 'c21'],
  ])('are refused where they %s', (_, guard, first) => {
    const steps = Array.from({ length: 40 }, (__, n) => [
      `c${n + 1}`,
      [guard.replaceAll('@c0', `@c${n}`)],
    ])

    const problems = problemsOf({ c0: ['steel'], ...Object.fromEntries(steps) }, '@c40')

    expect(problems[0]).toMatchObject({ code: 'concept-too-large', concept: first })
  })
})
