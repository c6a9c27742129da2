import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { readKoreanLexicon } from '../../../../src/config/read-korean-lexicon.ts'
import type { MatchSpan } from '../../../../src/core/rule/match-document.ts'
import type { Explanation } from '../../../../src/core/rule/query/explain.ts'
import {
  type ConceptQuery,
  childrenOf,
  type Query,
  type TermQuery,
} from '../../../../src/core/rule/syntax/query.ts'
import { FUZZ_TIMEOUT_MS, fuzzRuns } from '../../../support/fuzz-runs.ts'
import { followCourse } from './follow-course.ts'
import { holdingRules, matcherOfRules } from './hold-rules.ts'
import { LEXICON, NAMED_CASES } from './named-cases.ts'
import { createOracle, queryOf } from './oracle.ts'
import { randomCase, randomCourse, randomLeafCase, randomStream } from './random-case.ts'
import { randomNearCase } from './random-near.ts'
import {
  casesAnsweredOtherwise,
  casesUnlikeMatcher,
  comparedPath,
  liveSetPath,
  thinnedSetPath,
} from './rule-paths.ts'

/**
 * The engine against a slow, obvious matcher, and against itself on every path that leads to an answer: many
 * rules at once and each alone, in any order, the same document twice, and the explanation.
 */

vi.setConfig({ testTimeout: FUZZ_TIMEOUT_MS })

describe.each([
  ['without a Korean lexicon', null],
  ['with the Korean lexicon', readKoreanLexicon()],
])('on random rules and texts, %s, the engine', (_, lexicon) => {
  const options = lexicon === null ? {} : { koreanLexicon: lexicon }

  test('holds for what the oracle holds for', () => {
    fc.assert(
      fc.property(randomCase(60), ({ rules, concepts, document }) => {
        const oracle = createOracle(document, concepts, lexicon)
        const expected = rules.filter((rule) => oracle.holds(queryOf(rule)))

        const found = holdingRules(matcherOfRules(rules, concepts, options), document)

        expect(found.map((index) => rules[index])).toEqual(expected)
      }),
      fuzzRuns(40),
    )
  })

  test('finds single terms where the oracle finds them', () => {
    fc.assert(
      fc.property(randomLeafCase(12), ({ rules, concepts, document }) => {
        const oracle = createOracle(document, concepts, lexicon)
        const expected = rules.map((rule) => oracle.spansOf(leafOf(rule)))

        const hits = matcherOfRules(rules, concepts, options).match(document)

        const found = rules.map(
          (_rule, index) => hits.find(({ ruleId }) => ruleId === String(index))?.spans ?? [],
        )
        expect(found.map(inWords)).toEqual(expected.map(inWords))
      }),
      fuzzRuns(300),
    )
  })
})

describe('on random rules and texts the engine', () => {
  test('holds for what the oracle holds for if NEAR is within NEAR', () => {
    fc.assert(
      fc.property(randomNearCase(15), ({ rules, document }) => {
        const oracle = createOracle(document, {})
        const expected = rules.filter((rule) => oracle.holds(queryOf(rule)))

        const found = holdingRules(matcherOfRules(rules), document)

        expect(found.map((index) => rules[index])).toEqual(expected)
      }),
      fuzzRuns(150),
    )
  })

  test('answers for many rules as for each alone', () => {
    fc.assert(
      fc.property(randomCase(30), ({ rules, concepts, document }) => {
        const alone = rules.map((rule) => matcherOfRules([rule], concepts).match(document)[0])

        const together = matcherOfRules(rules, concepts).match(document)

        expect(together).toEqual(
          alone.flatMap((hit, index) =>
            hit === undefined ? [] : [{ ...hit, ruleId: String(index) }],
          ),
        )
      }),
      fuzzRuns(60),
    )
  })

  test('does not mind the order of the rules, nor other rules', () => {
    fc.assert(
      fc.property(randomCase(15), randomCase(15), ({ rules, concepts, document }, others) => {
        const expected = matcherOfRules(rules, concepts).match(document)
        const more = [...others.rules, ...rules.toReversed()]

        const hits = matcherOfRules(more, concepts).match(document)

        const found = hits.map((hit) => ({ ...hit, ruleId: more.length - 1 - Number(hit.ruleId) }))
        expect(found.filter(({ ruleId }) => ruleId < rules.length).toReversed()).toEqual(
          expected.map((hit) => ({ ...hit, ruleId: Number(hit.ruleId) })),
        )
      }),
      fuzzRuns(60),
    )
  })

  test('keeps nothing of one document for the next', () => {
    fc.assert(
      fc.property(randomCase(15), randomCase(1), ({ rules, concepts, document }, other) => {
        const matcher = matcherOfRules(rules, concepts)
        const first = matcher.match(document)
        const again = matcher.match(document)
        const between = matcher.match(other.document)
        const last = matcher.match(document)

        expect([again, last]).toEqual([first, first])
        expect(between).toEqual(matcherOfRules(rules, concepts).match(other.document))
      }),
      fuzzRuns(70),
    )
  })

  test('answers while rules come and go like one that is made of those that are there', () => {
    fc.assert(
      fc.property(randomCourse, (course) => {
        const followed = followCourse(course)

        expect(followed.map(({ set }) => set)).toEqual(followed.map(({ fresh }) => fresh))
        expect(followed.map(({ set }) => set.map((line) => line.split(' ')[0]))).toEqual(
          followed.map(({ oracle }) => oracle),
        )
      }),
      fuzzRuns(15),
    )
  })

  test('answers behind hundreds of documents as it did at first', () => {
    fc.assert(
      fc.property(randomStream, ({ rules, concepts, documents }) => {
        const warm = matcherOfRules(rules, concepts)
        const cold = matcherOfRules(rules, concepts)
        const hundreds = Array.from({ length: 25 }, () => documents).flat()

        const last = hundreds.map((document) => warm.match(document)).slice(-documents.length)

        const first = documents.map((document) => cold.match(document))
        expect(last).toEqual(first)
      }),
      fuzzRuns(12),
    )
  })

  test('explains what it answers', () => {
    fc.assert(
      fc.property(randomCase(10), ({ rules, concepts, document }) => {
        const matcher = matcherOfRules(rules, concepts)
        const hits = matcher.match(document)

        const explanations = matcher.ruleIds.map((id) => matcher.explain(id, document)!)

        expect(explanations.filter(({ isTrue }) => isTrue).map(({ spans }) => spans)).toEqual(
          hits.map(({ spans }) => spans),
        )
        expect(
          rules.filter((rule, index) => !isConsistent(queryOf(rule), explanations[index]!)),
        ).toEqual([])
      }),
      fuzzRuns(70),
    )
  })
})

test('every named case gives the same answer alone and among all others', () => {
  expect(casesAnsweredOtherwise()).toEqual([])
})

test.each([
  ['that come one by one', liveSetPath],
  ['that come and go', thinnedSetPath],
  ['of two sides, as a backtest holds them', comparedPath],
])('every named case gives the same answer among rules %s', (_, path) => {
  expect(casesUnlikeMatcher(path)).toEqual([])
})

test.each(NAMED_CASES)('the oracle knows: $name', ({ rule, document, holds }) => {
  expect(createOracle(document, {}, LEXICON).holds(queryOf(rule))).toBe(holds)
})

/** A rule that is a single term or concept. */
function leafOf(rule: string): TermQuery | ConceptQuery {
  const query = queryOf(rule)
  if (query.kind === 'term' || query.kind === 'concept') return query
  throw new Error(`${rule} is no single term`)
}

/** Spans as lines to compare, each once. */
function inWords(spans: readonly MatchSpan[]): readonly string[] {
  const lines = spans.map(
    ({ field, start, end, term, concept }) => `${field} ${start}-${end} ${term} @${concept}`,
  )
  return [...new Set(lines)].sort()
}

/** Whether each clause is as true as its parts make it; those of NEAR say no more than that both are there. */
function isConsistent(query: Query, { isTrue, spans, children }: Explanation): boolean {
  const truths = children.map((child) => child.isTrue)
  const count = truths.filter(Boolean).length
  const isRight = {
    term: () => isTrue === spans.length > 0 && children.length === 0,
    concept: () => isTrue === count > 0,
    and: () => isTrue === (count === truths.length),
    or: () => isTrue === count > 0,
    not: () => isTrue === (count === 0),
    near: () => !isTrue || truths[0] === true,
    atLeast: () => query.kind === 'atLeast' && isTrue === count >= query.count,
  }[query.kind]()
  const parts = childrenOf(query)
  return (
    isRight &&
    (isTrue || spans.length === 0) &&
    parts.every((part, index) => isConsistent(part, children[index]!))
  )
}
