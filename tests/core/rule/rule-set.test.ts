import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type RuleId, ruleIdOf } from '../../../src/core/ids.ts'
import type { MatchDocument } from '../../../src/core/rule/match-document.ts'
import { createMatcher } from '../../../src/core/rule/matcher.ts'
import { RuleSet } from '../../../src/core/rule/rule-set.ts'
import { documentOf } from './hold-rule.ts'

const CONCEPTS = new Map([['fta', ['FTA', 'free trade agreement', '자유무역협정']]])
const QUERIES = [
  'steel',
  'steel OR tin',
  'tariff* AND steel',
  '*steel*',
  '@fta NOT tea',
  'steel NEAR/3 tariffs',
  'ATLEAST/2 (steel, tin, 관세)',
  '관세',
  '自由貿易',
  'tag:trade AND steel',
  'title:tin',
  '=Steel',
  '"steel 관세"',
]
const TEXTS = [
  'Tariffs on steel and tin',
  'Steel, 관세 and tea under the free trade agreement.',
  '자유무역협정의 관세. 自由貿易',
  'stainlesssteel 제품 steel 관세',
]

const documents = TEXTS.map((text) => documentOf({ title: 'Tin news', text, tags: ['Trade'] }))

function emptySet(): RuleSet {
  return new RuleSet(CONCEPTS, null)
}

function idOf(number: number): RuleId {
  return ruleIdOf(`rule-${number}`)
}

function fillWith(set: RuleSet, numbers: readonly number[]): void {
  for (const number of numbers) set.add(idOf(number), QUERIES[number % QUERIES.length] ?? '')
}

function addPhrases(set: RuleSet, numbers: readonly number[]): void {
  for (const number of numbers) set.add(idOf(number), `"steel word${number}"`)
}

function matchOften(set: RuleSet, document: MatchDocument, times: number): void {
  for (let time = 0; time < times; time += 1) set.match(document)
}

/** Puts rules under the ids 0, 1, 2 … */
function addQueries(set: RuleSet, queries: readonly string[]): void {
  for (const [number, query] of queries.entries()) set.add(idOf(number), query)
}

/** Puts one query after the other in the place of one rule; how much memory the set takes then. */
function replaceBy(set: RuleSet, queries: readonly string[]): number {
  for (const query of queries) set.add(idOf(1), query)
  matchOften(set, documentOf({ text: 'A fresh word7' }), 1)
  return set.size.bytes
}

function clearOf(set: RuleSet, numbers: readonly number[]): void {
  for (const number of numbers) set.remove(idOf(number))
}

/** What a set that was edited says of each text, beside what one says that was made of the same rules at once. */
function answersOf(edits: readonly (readonly [isAdded: boolean, number: number])[]): {
  readonly edited: unknown
  readonly fresh: unknown
} {
  const set = emptySet()
  const sources = new Map<RuleId, string>()
  for (const [isAdded, number] of edits) {
    const query = QUERIES[number] ?? ''
    const id = idOf(number)
    sources.delete(id)
    if (isAdded) sources.set(id, query)
    if (isAdded) set.add(id, query)
    else set.remove(id)
    // matching between edits is what a daemon does
    set.match(documents[number % documents.length] ?? documentOf({}))
  }
  const rules = [...sources].map(([id, query]) => ({ id, query }))
  const build = createMatcher(rules, CONCEPTS)
  return {
    edited: documents.map((document) => set.match(document)),
    fresh: build.kind === 'built' && documents.map((document) => build.matcher.match(document)),
  }
}

describe('a set of rules', () => {
  test('answers after any edits like one that was made of the same rules at once', () => {
    const edit = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: QUERIES.length - 1 }))

    fc.assert(
      fc.property(fc.array(edit, { maxLength: 60 }), (edits) => {
        const { edited, fresh } = answersOf(edits)
        expect(edited).toEqual(fresh)
      }),
      { numRuns: 150 },
    )
  })

  test('puts a rule in the place of the one with its id', () => {
    const set = emptySet()
    set.add(idOf(1), 'steel')
    set.add(idOf(1), 'tin')

    expect(set.ruleIds).toEqual([idOf(1)])
    expect(set.match(documentOf({ text: 'steel' }))).toEqual([])
    expect(set.match(documentOf({ text: 'tin' }))).toHaveLength(1)
  })

  test('keeps what it had when a rule is refused', () => {
    const set = emptySet()
    set.add(idOf(1), 'steel')

    const addition = set.add(idOf(1), 'steel AND')

    expect(addition.kind).toBe('refused')
    expect(set.match(documentOf({ text: 'steel' }))).toHaveLength(1)
  })

  test('refuses a concept that it does not have', () => {
    const addition = emptySet().add(idOf(1), '@tea')

    expect(addition).toMatchObject({ kind: 'refused', problems: [{ code: 'unknown-concept' }] })
  })

  test('does nothing when a rule is removed that it does not have', () => {
    const set = emptySet()
    set.remove(idOf(1))

    expect(set.size).toMatchObject({ ruleCount: 0, termCount: 0 })
  })

  test('counts its rules, terms and memory, and gives memory back', () => {
    const numbers = Array.from({ length: 5_000 }, (_, number) => number)
    const set = emptySet()
    addPhrases(set, numbers)
    const full = set.size
    clearOf(set, numbers)
    fillWith(set, [0])

    expect(full).toMatchObject({ ruleCount: 5_000, termCount: 5_000 })
    expect(full.bytes).toBeGreaterThan(500_000)
    expect(set.size.ruleCount).toBe(1)
    expect(set.size.bytes).toBeLessThan(full.bytes / 2)
  })

  test('answers the same again when thousands of rules came and went', () => {
    const numbers = Array.from({ length: 3_000 }, (_, number) => number + 100)
    const set = emptySet()
    fillWith(set, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    const before = documents.map((document) => set.match(document))
    fillWith(set, numbers)
    clearOf(set, numbers)

    expect(documents.map((document) => set.match(document))).toEqual(before)
  })

  test('holds a rule that was looked at in vain a thousand times as it did at first', () => {
    const set = emptySet()
    set.add(idOf(1), 'government AND (steel OR tin)')
    set.add(idOf(2), 'government NEAR/3 parliament')
    const vain = documentOf({ text: 'The government met.' })
    matchOften(set, vain, 1_000)

    const held = set.match(documentOf({ text: 'tin of the government in parliament' }))

    expect(held.map(({ ruleId }) => ruleId)).toEqual([idOf(1), idOf(2)])
  })

  test('takes no more memory when a rule is replaced by itself again and again', () => {
    const set = emptySet()
    const query = Array.from({ length: 2_000 }, (_, number) => `word${number}`).join(' OR ')
    const again = Array.from({ length: 20 }, () => query)
    const before = replaceBy(set, again)

    expect(replaceBy(set, again)).toBeLessThanOrEqual(before)
    expect(set.size).toMatchObject({ ruleCount: 1, termCount: 2_000 })
  })

  test('takes no more memory for words that came and went, however many', () => {
    const set = emptySet()
    const phrases = Array.from({ length: 20_000 }, (_, number) => `"fresh word${number}"`)
    replaceBy(set, phrases.slice(0, 5_000))
    const before = replaceBy(set, phrases.slice(5_000, 10_000))

    expect(replaceBy(set, phrases.slice(10_000))).toBeLessThanOrEqual(before * 1.1)
  })

  test('gives back what a text of a million words took', () => {
    const set = emptySet()
    fillWith(set, [0, 1, 2])
    matchOften(set, documentOf({ text: 'steel and tin' }), 1)
    const before = set.size.bytes
    matchOften(set, documentOf({ text: 'a b '.repeat(500_000), language: 'en' }), 1)
    matchOften(set, documentOf({ text: 'a b '.repeat(500_000), language: 'fr' }), 1)
    matchOften(set, documentOf({ text: 'steel and tin', language: 'de' }), 2)

    expect(set.size.bytes).toBeLessThan(before + 1_000_000)
  })

  test('holds each rule once, though thousands are filed anew behind one document', () => {
    const set = emptySet()
    const numbers = Array.from({ length: 2_000 }, (_, number) => number)
    addQueries(
      set,
      numbers.map(
        (number) => `(government OR ministry${number}) NEAR/2 (parliament OR senate${number})`,
      ),
    )
    const apart = documentOf({ text: `government ${'and so on '.repeat(20)} parliament` })
    matchOften(set, apart, 60)

    const near = set.match(documentOf({ text: 'government and parliament' }))

    expect(near.map(({ ruleId }) => ruleId)).toEqual(numbers.map(idOf))
    expect(set.match(documentOf({ text: 'ministry7 and senate7' }))).toHaveLength(1)
  })
})
