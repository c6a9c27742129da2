import { describe, expect, test } from 'vitest'
import type { MatchSpan } from '../../../src/core/rule/match-document.ts'
import { describeRuleText, explain, spansIn } from './hold-rule.ts'

function nameOf({ start, term, concept }: MatchSpan): string {
  return `${start} ${term} of ${concept}`
}

describe('an explanation', () => {
  test('goes through the rule clause by clause', () => {
    const explanation = explain('steel AND (tariff OR duty) NOT tea', { text: 'Duties on steel' })

    expect(explanation).toMatchObject({
      isTrue: true,
      children: [
        { clause: 'steel', isTrue: true, spans: [{ start: 10, end: 15 }] },
        {
          clause: 'any of (tariff, duty)',
          isTrue: true,
          children: [
            { clause: 'tariff', isTrue: false, spans: [] },
            { clause: 'duty', isTrue: true, spans: [{ start: 0, end: 6 }] },
          ],
        },
        { clause: 'none of: tea', isTrue: true, spans: [], children: [{ isTrue: false }] },
      ],
    })
  })

  test('shows where what is excluded stands', () => {
    const explanation = explain('steel NOT tea', { text: 'steel, tea' })

    expect(explanation.children[1]).toMatchObject({
      isTrue: false,
      note: 'what must not be there is there',
      children: [{ isTrue: true, spans: [{ start: 7, end: 10 }] }],
    })
  })

  test('goes through the terms of a concept', () => {
    const explanation = explain('@smr', { text: 'SMRs' }, { smr: ['SMR', 'small reactor'] })

    expect(explanation).toMatchObject({
      clause: '@smr',
      isTrue: true,
      children: [
        { clause: 'SMR', isTrue: true },
        { clause: 'small reactor', isTrue: false },
      ],
    })
  })

  test.each([
    ['SMR', 'SMRT trains', '“SMRT” is another word'],
    ['US', 'They told us', '“us” is not in capitals'],
    ['=Apple', 'an apple', '“apple” differs in case or form'],
    ['korea', 'write to desk@korea.example', '“desk@korea.example” is an address'],
    ['원전', '공원전체를', '“공원전체를” holds it only as part of other words'],
    [
      '한국은행',
      '한국은 행복한',
      '“한국은 행복한” has its letters only across the borders of other words',
    ],
    ['2차', '제2차관', '“제2차관” holds it only as part of other words'],
    [
      '"양해각서 체결"',
      '양해각서(MOU) 체결',
      'its words are there, but not side by side within a sentence',
    ],
    ['"양해각서 체결"', '양해각서(MOU) 서명', null],
    ['steel NEAR/3 steel', 'steel', 'both are one and the same mention, and there is no other'],
    ['京都', '東京都は', '“東京都は” holds it only as part of other words'],
    ['"free trade"', 'free. Trade', 'its words are there, but not side by side within a sentence'],
    ['title:steel', 'steel', 'steel stands in another field only'],
    ['a1 NEAR/1 b2', 'a1 x y z b2', 'both are there, but nowhere as near as is asked for'],
    ['a1 NOT NEAR/1 b2', 'a1 b2', 'every mention has the other nearby'],
    ['nuclear*', 'to denuclearise', '“denuclearise” has nuclear in it, but does not begin with it'],
    ['*abkommen', 'abkommensreif', '“abkommensreif” has abkommen in it, but does not end with it'],
    ['tariffs*', 'a tariff on tin', '“tariff” is shorter than tariffs'],
    ['*reactors', 'a reactor', null],
    ['*abkommen', 'das Kommen', '“Kommen” is shorter than abkommen'],
    ['trade*', 'write to desk-trade@korea.example', '“desk-trade@korea.example” is an address'],
    ['organi?ation', 'organising', null],
    [
      '"small modul* reactor"',
      'a reactor, small and modular',
      'its words are there, but not side by side within a sentence',
    ],
    ['steel', 'tea', null],
  ])('says why %s does not count in %s', (rule, text, note) => {
    expect(explain(rule, { text })).toMatchObject({ isTrue: false, note })
  })

  test.each([
    ['title:trad', 'Tradition', '“Tradition” is another word'],
    ['text:trad', 'Tradition', null],
    ['source:trad', 'Tradition', null],
    ['text:=tradition', 'Tradition', null],
    ['text:"old tradition"', 'A tradition that is old', null],
    ['text:tradit*', 'Subtradition', null],
    ['text:원전', '공원전체를', null],
  ])(
    'looks for what is like %s where it would count, with %s as title: %s',
    (rule, title, note) => {
      expect(explain(rule, { title, text: 'tea' })).toMatchObject({ isTrue: false, note })
    },
  )

  test('calls a word that both sides of NEAR ask for what each side calls it', () => {
    const concepts = { talks: ['trade', 'talks'], goods: ['Trade', 'tin'] }

    const either = spansIn('@talks NEAR/2 @goods', { text: 'trade in trade' }, concepts)
    const ordered = spansIn('@talks ONEAR/2 @goods', { text: 'trade in trade' }, concepts)
    const inner = spansIn(
      '(@talks ONEAR/2 @goods) NEAR/9 tea',
      { text: 'trade in trade, tea' },
      concepts,
    )
    const denied = spansIn('@talks NOT NEAR/2 @goods', { text: 'trade' }, concepts)

    expect(either.map(nameOf)).toEqual([
      '0 Trade of goods',
      '0 trade of talks',
      '9 Trade of goods',
      '9 trade of talks',
    ])
    expect(ordered.map(nameOf)).toEqual(['0 trade of talks', '9 Trade of goods'])
    expect(inner.map(nameOf)).toEqual(['0 trade of talks', '9 Trade of goods', '16 tea of null'])
    expect(denied).toEqual([])
  })

  test('has the spans that matching has where a rule has very many', () => {
    const rule = 'x1 OR x1 OR y2'
    const parts = { text: `${'x1 '.repeat(10_000)}y2` }

    expect(explain(rule, parts).spans).toEqual(spansIn(rule, parts))
  })

  test('of clauses in clauses says of each what a rule of its own would say', () => {
    const clauses = [
      'steel NOT (tea NOT (tin OR ore))',
      'NOT (NOT steel) tin',
      'ATLEAST/2 (steel, tea NEAR/3 (tin NOT NEAR/1 ore), @metal)',
      'title:(@metal OR steel) AND (@metal NEAR/9 @metal)',
    ]
    const concepts = { metal: ['tin NOT NEAR/1 ore', 'ore', '@alloy'], alloy: ['steel', '=Brass'] }
    const parts = { title: 'Steel', text: 'Tin ore and tea, brass, tin: steel. Steel, ore' }

    const together = explain(clauses.map((clause) => `(${clause})`).join(' OR '), parts, concepts)

    expect(together.children.map((child) => [child.isTrue, child.spans])).toEqual(
      clauses.map((clause) => [true, spansIn(clause, parts, concepts)]),
    )
  })

  test('of a rule in many levels is as long as the rule', () => {
    const rule = `${'('.repeat(190)}tin${' OR steel) AND tea'.repeat(190)}`
    const nears = `${'('.repeat(9)}tin${' NEAR/9 tea)'.repeat(9)}`
    const text = 'tin, steel, tea '.repeat(10)

    expect(explain(rule, { text }).isTrue).toBe(true)
    expect(explain(nears, { text }).isTrue).toBe(true)
  })
})

describe('a rule read back', () => {
  test.each([
    ['steel', 'steel'],
    ['"free trade"', '"free trade"'],
    ['=Apple', 'exactly Apple'],
    ['title:nuclear', 'nuclear in title'],
    ['a1 b2', 'all of: a1, b2'],
    ['a1 OR b2', 'any of (a1, b2)'],
    ['a1 OR b2 c3', 'any of (a1, all of (b2, c3))'],
    ['@smr NOT (SMRT OR MRT)', '@smr; none of: SMRT, MRT'],
    [
      '(SMR OR "small modular reactor") Korea NOT SMRT',
      'all of: any of (SMR, "small modular reactor"), Korea; none of: SMRT',
    ],
    ['a1 NEAR/5 b2', '(a1 within 5 words of b2)'],
    ['a1 pre/1 b2', '(a1 followed within 1 word by b2)'],
    ['AI NOT NEAR/1 flu', '(AI not within 1 word of flu)'],
    ['a1 NOT ONEAR/2 b2', '(a1 not followed within 2 words by b2)'],
    ['ATLEAST/2 (a1, b2, c3)', 'at least 2 of (a1, b2, c3)'],
    ['a1 OR (b2 NOT c3)', 'any of (a1, (b2 without c3))'],
    ['a1 OR (b2 c3 NOT (d4 OR e5))', 'any of (a1, (all of (b2, c3) without any of (d4, e5)))'],
    ['a1 NOT (b2 AND c3)', 'a1; not all of (b2, c3)'],
    ['a1 NOT b2 NOT (c3 d4)', 'a1; none of: b2; not all of (c3, d4)'],
    ['a1 NOT (b2 NOT c3)', 'a1; none of: (b2 without c3)'],
    ['a1 NOT (NOT b2 NOT c3)', 'all of: a1, any of (b2, c3)'],
    ['a1 NOT ATLEAST/2 (b2, c3, d4)', 'a1; fewer than 2 of (b2, c3, d4)'],
    ['title:(a1 OR b2)', 'any of (a1, b2) in title'],
    [
      'title:(a1 OR b2) NOT tag:(c3 OR d4)',
      'any of (a1, b2) in title; none of: c3 as tag, d4 as tag',
    ],
    ['title:(a1 NOT b2)', '(a1 without b2) in title'],
    ['title:a1 OR text:a1', 'any of (a1 in title, a1 in text)'],
    ['title:a1 NEAR/2 (b2 OR c3)', '(a1 within 2 words of any of (b2, c3)) in title'],
    ['lang:ko AND source:korea-net', 'all of: ko as language, korea-net as source'],
    ['url:korea.kr AND author:Kim', 'all of: korea.kr in the address, Kim as author'],
    ['title:@smr', '@smr in title'],
    ['a1 NEAR/0 b2', '(a1 next to b2)'],
    ['a1 ONEAR/0 b2', '(a1 directly followed by b2)'],
    ['"trade talks"~2', '(trade within 2 words of talks)'],
    ['"R&D" OR "SMR"', 'any of ("R&D", "SMR")'],
    ['semicon*', 'words beginning with semicon'],
    ['*abkommen OR *nuclear*', 'any of (words ending in abkommen, words with nuclear in them)'],
    ['organi?ation OR tag:energ*', 'any of (organi?ation, energ* as tag)'],
    ['a1 AND NOT (NOT b2)', 'all of: a1, b2'],
  ])('%s is %s', (rule, description) => {
    expect(describeRuleText(rule, { smr: ['SMR'] })).toBe(description)
  })
})
