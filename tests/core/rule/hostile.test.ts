import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRule } from '../../../src/core/rule/syntax/parse-rule.ts'
import { documentOf, explain, hitTexts, holds, matcherOf, spansIn } from './hold-rule.ts'

const LONG = 200_000

describe('a hostile text', () => {
  // each of these took time in proportion to its square in some draft of a scanner
  test.each([
    ['one word', 'steel', 'a'.repeat(LONG)],
    ['one word, held against a part', '*steel*', 'stee'.repeat(LONG / 4)],
    ['a word of hyphens', 'steel', 'a-'.repeat(LONG / 2)],
    ['zero-width spaces', 'steel', 'a\u200b'.repeat(LONG / 2)],
    ['combining marks', 'steel', `a${'\u0301'.repeat(LONG)}`],
    ['dots', 'steel', '.'.repeat(LONG)],
    ['dotted letters', 'steel', 'a.'.repeat(LONG / 2)],
    ['signs of addresses', 'steel', 'a@'.repeat(LONG / 2)],
    ['closing brackets behind dots', 'steel', '.)'.repeat(LONG / 2)],
    ['line breaks', 'steel', '\n'.repeat(LONG)],
    ['lone surrogates', 'steel', '\ud800'.repeat(LONG)],
    ['a run of Hangul', '"원전 수출"', '원전이'.repeat(LONG / 3)],
    ['a run of Han', '国会', '全国会議'.repeat(LONG / 4)],
    ['a run of katakana', 'パン', 'ジャパン'.repeat(LONG / 4)],
    ['particles', `"${'이 '.repeat(12)}끝"`, '이이 '.repeat(LONG / 100)],
    ['particles in brackets', `"${'이 '.repeat(12)}끝"`, '(이)이 '.repeat(LONG / 100)],
    ['particles behind Han', `"${'美 '.repeat(12)}끝"`, '美이 '.repeat(LONG / 100)],
    ['marks of notes', 'steel', 'a[1]'.repeat(LONG / 4)],
    ['open marks of notes', 'steel', 'a[1'.repeat(LONG / 3)],
    ['marks of notes behind dots', 'steel', '.[1]'.repeat(LONG / 4)],
    ['bullets', 'steel', '\n •'.repeat(LONG / 3)],
    ['blanks and bullets', 'steel', `${' '.repeat(LONG / 2)}*`.repeat(2)],
    ['hyphens', 'steel', '-'.repeat(LONG)],
    ['initials', 'steel', 'A. '.repeat(LONG / 3)],
    ['initials that an & joins', 'steel', 'A & '.repeat(LONG / 4)],
    ['numbers and units', 'steel', '5GW'.repeat(LONG / 3)],
    ['numbers and units with hyphens', 'steel', '5GW-'.repeat(LONG / 4)],
    ['groups of a number', '1000', '1,000,'.repeat(LONG / 6)],
    ['ligatures', 'steel', 'ﬃ'.repeat(LONG)],
    ['signs made of letters', 'steel', '㎢'.repeat(LONG)],
  ])('of %s is read through without a hit', (_, rule, text) => {
    expect(holds(rule, { text, language: 'ko' })).toBe(false)
  })

  test('that repeats the word of a rule that repeats it too is read through', () => {
    const rule = Array.from({ length: 10_000 }, () => 'steel').join(' OR ')

    expect(spansIn(rule, { text: 'steel '.repeat(5_000) })).toHaveLength(5_000)
  })

  test('that repeats the words of a long chain of NEAR is read through', () => {
    const rule = `steel${' NEAR/5 steel'.repeat(12)}`

    expect(holds(rule, { text: 'steel '.repeat(1_000) })).toBe(true)
  })

  test('that has each of thousands of terms of both sides of NEAR, far apart, is read through', () => {
    const left = Array.from({ length: 4_000 }, (_, number) => `left${number}`)
    const right = Array.from({ length: 4_000 }, (_, number) => `right${number}`)
    const rule = `(${left.join(' OR ')}) NEAR/5 (${right.join(' OR ')})`
    const text = [...right, 'and so on, until at last'.repeat(5), ...left].join(' ')

    expect(spansIn(rule, { text })).toEqual([])
    expect(spansIn(rule, { text: `${text} right7` })).toHaveLength(7)
  })

  test('of words that thousands of patterns with wildcards begin like is read through', () => {
    const inside = Array.from({ length: 8_000 }, (_, number) => `*electr${number}*`)
    const text = Array.from({ length: 400 }, (_, number) => `telectrical${'x'.repeat(number)}`)

    expect(holds(inside.join(' OR '), { text: text.join(' ') })).toBe(false)
    expect(holds(inside.join(' OR '), { text: 'the telectr77a' })).toBe(true)
  })

  test('that repeats both sides of NEAR is read through', () => {
    expect(spansIn('a1 NEAR/500 b2', { text: 'a1 b2 '.repeat(5_000) })).toHaveLength(10_000)
  })

  test('that repeats all sides of NEAR within NEAR is read through', () => {
    const rule = '((a1 NEAR/500 b2) NEAR/500 c3) NEAR/500 (c3 NOT ONEAR/500 (b2 NEAR/500 a1))'

    expect(spansIn(rule, { text: 'a1 b2 c3 '.repeat(2_000) })).not.toHaveLength(0)
  })

  test('in which NEAR makes a hundred thousand stretches is read through', () => {
    const rule = '(a1 NEAR/500 b2) NEAR/500 c3'

    expect(spansIn(rule, { text: 'a1 c3 b2 '.repeat(30_000) })).toHaveLength(90_000)
  })

  test('that repeats the word of a chain of NEAR in all its places is read through', () => {
    const rule = `steel${' NEAR/500 steel'.repeat(19)}`

    expect(holds(rule, { text: 'steel '.repeat(2_000) })).toBe(true)
  })

  test('in which a concept of many spellings stands everywhere is read through', () => {
    const spellings = Array.from({ length: 200 }, (_, index) => `${' '.repeat(index)}steel`)

    const spans = spansIn('@c', { text: 'steel '.repeat(10_000) }, { c: spellings })

    expect(spans).toHaveLength(20_000)
  })

  test.each([
    ['German', 'en'.repeat(LONG), 'de'],
    ['Spanish', 'es'.repeat(LONG), 'es'],
    ['French', 'eaux'.repeat(LONG), 'fr'],
  ])('of one word that is made of %s endings alone is read through', (_, text, language) => {
    expect(holds('vertrag OR acuerdo*', { text, language })).toBe(false)
  })

  test('that says its language in a million parts is read through', () => {
    expect(holds('lang:en', { language: 'en-'.repeat(LONG) })).toBe(true)
  })

  test.each([
    ['begins', `b${'a'.repeat(50_000)}`, 'a'],
    ['ends', `${'a'.repeat(50_000)}b`, 'a'],
    ['repeats itself', `${'ab'.repeat(50_000)}`, 'ab'],
  ])('is no address in which one that %s otherwise is found', (_, term, part) => {
    expect(holds(`url:${term}`, { url: `${part.repeat(LONG)}c` })).toBe(false)
  })

  test('of signs has a term with as many of them found to the letter', () => {
    const signs = '!'.repeat(20_000)

    expect(hitTexts(`="steel${signs}"`, `steel${signs.slice(1)} steel${signs}`)).toEqual([
      `steel${signs}`,
    ])
  })

  test('is explained for a rule of ten thousand words', () => {
    const rule = Array.from({ length: 10_000 }, (_, index) => `word${index}`).join(' OR ')

    const { children } = explain(rule, { text: 'words '.repeat(20_000) })

    expect(children).toHaveLength(10_000)
  })

  test('in which each part of a word begins several hits is read through', () => {
    expect(spansIn('*aaa*', { text: 'aaa-'.repeat(20_000) })).toHaveLength(59_997)
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'that says %s holds for that word alone',
    (word) => {
      expect(holds(word, { text: `the ${word} of it` })).toBe(true)
      expect(holds(word, { text: 'nothing of it' })).toBe(false)
    },
  )

  test('of any characters gives spans within it', () => {
    const matcher = matcherOf('가나 OR "日本" OR title:x OR ?bc? OR abc OR *가나')
    const letters = [
      'a',
      'b',
      'c',
      'x',
      '가',
      '나',
      '日',
      '本',
      '\u0301',
      '\u00ad',
      '-',
      '.',
      ' ',
      '\n',
      '@',
      '😀',
    ]

    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...letters) })),
        (text) => {
          const [hit] = matcher.match(documentOf({ text }))
          const spans = hit?.spans ?? []
          expect(spans.every(({ start, end }) => start < end && end <= text.length)).toBe(true)
        },
      ),
      { seed: 7, numRuns: 2_000 },
    )
  })
})

describe('a hostile rule', () => {
  test('of any characters is parsed or refused with a place in it', () => {
    const pieces = [
      'a',
      '"',
      '(',
      ')',
      ' ',
      'NOT ',
      'OR ',
      'NEAR/2 ',
      '*',
      '?',
      '=',
      '~3',
      ',',
      'ATLEAST/2',
      'title:',
      '@c',
      '-',
      '“',
      '가나',
    ]

    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...pieces) })),
        (rule) => {
          const parsed = parseRule(rule)
          const problems = parsed.kind === 'refused' ? parsed.problems : parsed.warnings
          expect(
            problems.every(({ start, end }) => 0 <= start && start <= end && end <= rule.length),
          ).toBe(true)
          expect(parsed.kind === 'parsed' || problems.length > 0).toBe(true)
        },
      ),
      { seed: 7, numRuns: 3_000 },
    )
  })
})
