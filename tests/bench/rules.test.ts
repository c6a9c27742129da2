import { describe, expect, test } from 'vitest'
import type { CompiledContestant } from '../../bench/rules/contestant.ts'
import { CONTESTANTS, type ContestantName } from '../../bench/rules/contestants.ts'
import { formatResults } from '../../bench/rules/format-results.ts'
import { generateItems } from '../../bench/rules/generate-items.ts'
import { generateRules, type RuleSet } from '../../bench/rules/generate-rules.ts'
import { readOptions } from '../../bench/rules/options.ts'
import { queryOf, type RuleTree, type Term } from '../../bench/rules/rule-tree.ts'
import { fitCost, judgeTargets } from '../../bench/rules/targets.ts'
import { ruleIdOf } from '../../src/core/ids.ts'
import type { MatchDocument } from '../../src/core/rule/match-document.ts'
import { createMatcher } from '../../src/core/rule/matcher.ts'

/** What `npm run bench:rules` compares must be the same work, and the same each time. Nothing is timed here. */

const NAMES = Object.keys(CONTESTANTS) as ContestantName[]

const term = (words: string, wildcard: Term['wildcard'] = 'none'): RuleTree => ({
  kind: 'term',
  term: { words, wildcard },
})
const both = (...children: readonly RuleTree[]): RuleTree => ({ kind: 'and', children })
const either = (...children: readonly RuleTree[]): RuleTree => ({ kind: 'or', children })
const not = (child: RuleTree): RuleTree => ({ kind: 'not', child })
const plain = (words: string): Term => ({ words, wildcard: 'none' })

const TREES: readonly RuleTree[] = [
  term('steel'),
  term('free trade'),
  either(term('steel'), term('tea')),
  both(term('steel'), term('tariff')),
  both(either(term('tea'), term('rice')), term('tariff')),
  both(term('steel'), not(term('tea'))),
  both(either(term('tea'), term('rice')), not(either(term('steel'), term('tariff')))),
  { kind: 'near', distance: 2, left: [plain('talks')], right: [plain('trade'), plain('tea')] },
  term('semicon', 'end'),
  { kind: 'concept', name: 'reactor', terms: [plain('SMR'), plain('원자로')] },
  both(
    { kind: 'concept', name: 'reactor', terms: [plain('SMR'), plain('원자로')] },
    term('tariff'),
  ),
  either(both(term('steel'), term('tariff')), term('rice')),
  term('半導体'),
]

const SET: RuleSet = {
  trees: TREES,
  rules: TREES.map((tree, index) => ({ id: ruleIdOf(`rule-${index}`), query: queryOf(tree) })),
  concepts: new Map([['reactor', ['SMR', '원자로']]]),
}

const ITEMS: readonly MatchDocument[] = [
  'Steel makers spoke.',
  'A tariff on steel, said the ministry, and on tea.',
  'The talks about free trade ended.',
  'Trade grew, but in the end there were no talks.',
  'Tea and rice are grown here; stainlessly.',
  'Semiconductors and an SMR.',
  '정부는 원자로를 짓는다. tariff',
  'A steelworker in Ricetown and teams.',
  '半導体の政策を発表した。',
].map((text) => ({
  title: 'Notice',
  text,
  source: [],
  tags: [],
  authors: [],
  url: 'https://ministry.example/1',
  language: null,
}))

/** By hand: for each item, the rules that hold. */
const EXPECTED = [[0, 2, 5], [0, 2, 3, 4, 11], [1, 7], [], [2, 6, 11], [8, 9], [9, 10], [], [12]]

describe('the generator of items', () => {
  test('writes the same items for the same seed, and others for another', () => {
    expect(generateItems(20, 7)).toEqual(generateItems(20, 7))
    expect(generateItems(20, 7)).not.toEqual(generateItems(20, 8))
  })

  test('writes about 3,000 characters, seven items in ten in English', () => {
    const items = generateItems(100, 1)

    const lengths = items.map(({ text }) => text.length)
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(3000)
    expect(Math.max(...lengths)).toBeLessThan(4500)
    expect(Object.groupBy(items, ({ language }) => language ?? '')['en']).toHaveLength(70)
  })

  test('knows thousands of words', () => {
    const words = generateItems(100, 1).flatMap(({ text }) => text.match(/\p{L}+/gu) ?? [])

    expect(new Set(words).size).toBeGreaterThan(5000)
  })
})

describe('the generator of rules', () => {
  test('writes the same rules for the same seed, and others for another', () => {
    expect(generateRules(50, 7)).toEqual(generateRules(50, 7))
    expect(generateRules(50, 7).rules).not.toEqual(generateRules(50, 8).rules)
  })

  test('begins a large set with the rules of a small one', () => {
    expect(generateRules(300, 1).rules.slice(0, 50)).toEqual(generateRules(50, 1).rules)
  })

  test('writes rules that the engine accepts', () => {
    const { rules, concepts } = generateRules(3000, 1)

    const build = createMatcher(rules, concepts)

    expect(build).toMatchObject({ kind: 'built' })
  })
})

describe('the contestants', () => {
  const compiled = new Map<ContestantName, CompiledContestant>(
    NAMES.map((name) => [name, CONTESTANTS[name].compile(SET)]),
  )

  test.each(NAMES)('%s finds what is expected', (name) => {
    expect(compiled.get(name)?.match(ITEMS)).toEqual(EXPECTED)
  })

  test.each(NAMES)('%s counts what it finds', (name) => {
    expect(compiled.get(name)?.count(ITEMS)).toBe(EXPECTED.flat().length)
  })

  test('leave out what they cannot express, and say so', () => {
    const trees = [term('abkommen', 'start'), either(term('abkommen', 'start'), term('steel'))]
    const set = { ...SET, trees }

    expect(CONTESTANTS.fts5.compile(set).inexpressible).toBe(1)
    expect(CONTESTANTS.fts5.compile(set).match(ITEMS)[0]).toEqual([1])
  })
})

describe('the options', () => {
  test.each([
    ['a number of rules that no process holds', ['--sizes', '1000,200000000'], /200000000.*200000/],
    ['a number of items that no process holds', ['--items', '1000000'], /1000000.*10000/],
    ['what is no number', ['--sizes', '1000,many'], /whole numbers/],
    ['no number', ['--sizes', ''], /whole numbers/],
    ['a check of a quick run', ['--quick', '--check'], /--quick.*leave out/],
    ['what nothing knows', ['--fast'], /--fast/],
  ])('refuse %s', (_, args, reason) => {
    expect(readOptions(args)).toMatch(reason)
  })

  test('take numbers of rules in any order', () => {
    expect(readOptions(['--sizes', '200000,5'])).toMatchObject({ sizes: [200_000, 5] })
  })

  test('say that a quick run is one', () => {
    expect(readOptions(['--quick'])).toMatchObject({ isQuick: true, isCheck: false })
    expect(readOptions([])).toMatchObject({ isQuick: false })
  })
})

describe('the answer', () => {
  const targets = [{ target: 'at most 60 µs an item', measured: '70 µs', isMet: false }]

  test('names targets and cost', () => {
    const answer = formatResults([], { itemCount: 200, targets, cost: { base: 100, perMatch: 2 } })

    expect(answer).toContain('MISSED  at most 60 µs an item: 70 µs\nthis engine: µs = 100 + 2.00')
  })

  test('says nothing of them where they were not judged', () => {
    const answer = formatResults([], { itemCount: 40, targets: [], cost: null })

    expect(answer).not.toMatch(/MISSED|open|this engine/)
  })
})

describe('the targets', () => {
  const result = { itemCount: 200, inexpressible: 0, compileMs: 1, heldMb: 1 }

  test('are scaled by what the RegExp loop takes on this machine', () => {
    const verdicts = judgeTargets([
      { ...result, contestant: 'loop', ruleCount: 1000, microsPerItem: 5720, matchesPerItem: 2 },
      { ...result, contestant: 'engine', ruleCount: 1000, microsPerItem: 110, matchesPerItem: 2 },
    ])

    expect(verdicts.map(({ isMet }) => isMet)).toEqual([true, null, true, null, null, null])
  })

  test('come with the line that the cost follows', () => {
    const cost = fitCost([
      { ...result, contestant: 'engine', ruleCount: 1, microsPerItem: 104, matchesPerItem: 2 },
      { ...result, contestant: 'engine', ruleCount: 2, microsPerItem: 140, matchesPerItem: 20 },
    ])

    expect(cost?.base).toBeCloseTo(100)
    expect(cost?.perMatch).toBeCloseTo(2)
  })

  test('come without a line where nothing was measured twice over', () => {
    const once = { ...result, contestant: 'engine', ruleCount: 1, microsPerItem: 104 } as const

    expect(fitCost([once, once].map((one) => ({ ...one, matchesPerItem: 2 })))).toBeNull()
  })
})
