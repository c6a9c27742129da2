import { describe, expect, test } from 'vitest'
import { parseRule } from '../../../src/core/rule/syntax/parse-rule.ts'
import type { RuleProblem } from '../../../src/core/rule/syntax/rule-problem.ts'

/** Reads a rule in which ⟦ and ⟧ stand around what the first problem must point at. */
function readMarked(marked: string): {
  readonly rule: string
  readonly start: number
  readonly end: number
} {
  return {
    rule: marked.replace('⟦', '').replace('⟧', ''),
    start: marked.indexOf('⟦'),
    end: marked.indexOf('⟧') - 1,
  }
}

function errorsOf(rule: string): readonly RuleProblem[] {
  const parsed = parseRule(rule)
  return parsed.kind === 'refused'
    ? parsed.problems.filter((problem) => problem.severity === 'error')
    : []
}

function warningsOf(rule: string): readonly RuleProblem[] {
  const parsed = parseRule(rule)
  return parsed.kind === 'parsed' ? parsed.warnings : []
}

const MANY = Array.from({ length: 10_000 }, (_, n) => `t${n}`).join(' OR ')

describe('parseRule', () => {
  test.each([
    ['empty-rule', '⟦⟧'],
    ['empty-rule', '⟦  ⟧'],
    ['unclosed-quote', 'a AND ⟦"⟧free trade'],
    ['unclosed-quote', 'a AND ⟦“⟧free trade'],
    ['unclosed-quote', '⟦「⟧自由'],
    ['unclosed-quote', '=⟦"⟧Free'],
    ['unclosed-quote', "⟦'⟧s-Hertogenbosch"],
    ['unclosed-parenthesis', '⟦(⟧a OR b'],
    ['unclosed-parenthesis', 'a AND ⟦（⟧b'],
    ['unclosed-parenthesis', '⟦(⟧a OR (b)'],
    ['unopened-parenthesis', 'a OR b⟦)⟧'],
    ['unopened-parenthesis', '⟦)⟧ a'],
    ['missing-operand', 'a AND ⟦()⟧'],
    ['missing-operand', 'a ⟦AND⟧'],
    ['missing-operand', 'a ⟦OR⟧ OR b'],
    ['missing-operand', '⟦OR⟧ a'],
    ['missing-operand', '(⟦AND⟧ a)'],
    ['missing-operand', 'a ⟦NOT⟧'],
    ['missing-operand', 'a ⟦NEAR/3⟧'],
    ['missing-operand', '⟦NEAR/3⟧ a'],
    ['missing-operand', 'a AND NOT ⟦NEAR/3⟧ b'],
    ['missing-operand', '⟦title:⟧'],
    ['missing-operand', 'ATLEAST/1 (a⟦,⟧)'],
    ['nothing-required', '⟦NOT x⟧'],
    ['nothing-required', '⟦-x⟧'],
    ['nothing-required', 'a OR ⟦NOT b⟧'],
    ['nothing-required', '⟦NOT a NOT b⟧'],
    ['nothing-required', 'ATLEAST/1 (a, ⟦NOT b⟧)'],
    ['near-fields', 'title:a ⟦NEAR/3⟧ text:b'],
    ['near-fields', 'tag:a ⟦NEAR/3⟧ b'],
    ['near-operand', '⟦(a AND b)⟧ NEAR/3 c'],
    ['near-operand', 'c NEAR/3 (d OR ⟦ATLEAST/2 (a, b)⟧)'],
    ['field-in-field', 'title:(a OR ⟦text:⟧b)'],
    ['unknown-field', 'a AND ⟦headline:⟧b'],
    ['unknown-field', '⟦제목：⟧원전'],
    ['unknown-language', 'a lang:⟦korean⟧'],
    ['wildcard-too-short', 'a ⟦ab*⟧'],
    ['wildcard-too-short', 'a ⟦*원⟧'],
    ['wildcard-too-short', 'a ⟦anti-d*⟧'],
    ['wildcard-too-short', '⟦*⟧'],
    ['wildcard-too-short', '"small ⟦mo*⟧"'],
    ['wildcard-too-short', 'a ⟦a?⟧'],
    ['wildcard-inside', 'a ⟦col*r⟧'],
    ['at-least-range', '⟦ATLEAST/3⟧ (a, b)'],
    ['at-least-range', '⟦ATLEAST/0⟧ (a, b)'],
    ['malformed-operator', '⟦ATLEAST/x⟧ (a, b)'],
    ['malformed-operator', '⟦ATLEAST/2⟧ a'],
    ['malformed-operator', 'a ⟦NEAR/x⟧ b'],
    ['malformed-operator', 'a ⟦NEAR/9999⟧ b'],
    ['malformed-operator', 'a ⟦W/⟧ b'],
    ['malformed-operator', 'a ⟦ADJ⟧ b'],
    ['malformed-operator', 'a ⟦NEAR 5⟧ b'],
    ['malformed-operator', '"a b"⟦~⟧'],
    ['unknown-operator', 'a ⟦ANDNOT⟧ b'],
    ['slop-without-phrase', '⟦word~5⟧'],
    ['slop-without-phrase', '⟦"word"~5⟧'],
    ['unexpected-comma', 'a⟦,⟧ b'],
    ['unexpected-comma', '(a⟦,⟧ b)'],
    ['foreign-wildcard', 'a ⟦nuclea!⟧'],
    ['foreign-operator', 'a ⟦!b⟧'],
    ['foreign-operator', 'a ⟦!⟧ b'],
    ['foreign-operator', 'a ⟦!⟧(b OR c)'],
    ['foreign-operator', 'a ⟦!⟧"b c"'],
    ['foreign-operator', 'title:⟦!b⟧'],
    ['foreign-operator', 'a OR ⟦+b⟧'],
    ['foreign-operator', 'a ⟦/5⟧ b'],
    ['foreign-operator', 'a ⟦/s⟧ b'],
    ['foreign-wildcard', '⟦wom!n⟧'],
    ['foreign-wildcard', '⟦nuclea%⟧'],
    ['unknown-operator', 'a ⟦BUT⟧ NOT b'],
    ['unknown-operator', 'a ⟦SAME⟧ b'],
    ['malformed-operator', 'a ⟦w/s⟧ b'],
    ['malformed-operator', 'a ⟦NEAR(5⟧) b'],
    ['malformed-operator', '⟦atleast/2⟧ (a, b)'],
    ['unexpected-sign', 'a⟦;⟧ b'],
    ['unexpected-sign', 'a ⟦~b⟧'],
    ['misplaced-exact', 'a ⟦=title:b⟧'],
    ['misplaced-exact', 'a ⟦=@b⟧'],
    ['misplaced-exact', 'a ⟦==b⟧'],
    ['misplaced-exact', 'a ⟦title=b⟧'],
    ['unexpected-sign', 'a ⟦[b]⟧'],
    ['unexpected-sign', '"free trade"⟦-related⟧'],
    ['missing-operand', '⟦title:-⟧sports a'],
    ['empty-term', 'a AND ⟦""⟧'],
    ['empty-term', 'a ⟦=⟧ b'],
    ['empty-term', 'a ⟦」⟧ b'],
    ['empty-term', 'a ⟦-⟧ b'],
    ['empty-term', 'a ⟦&⟧ b'],
    ['empty-concept-name', 'a ⟦@⟧ b'],
  ])('refuses with %s: %s', (code, marked) => {
    const { rule, start, end } = readMarked(marked)

    expect(errorsOf(rule)[0]).toMatchObject({ code, start, end })
  })

  test.each([
    ['a NEAR/x (b', 'NEAR/5'],
    ['korea !japan', 'NOT'],
    ['=title:korea', 'title:=korea'],
    ['=@smr', '@smr'],
    ['atleast/2 (a,b)', 'ATLEAST/2'],
    ['korea & japan', 'AND'],
    ['korea NEAR3/ japan', 'NEAR/5'],
    ['korea NOTNEAR/3 japan', 'NOT NEAR/3'],
    ['korea NOT-NEAR/3 japan', 'NOT NEAR/3'],
    ['korea AND/OR japan', 'OR'],
    ['korea AND-NOT japan', 'AND NOT'],
    ['korea WITHIN/7 japan', 'NEAR/7'],
    ['korea N/7 japan', 'NEAR/7'],
    ['korea P/7 japan', 'ONEAR/7'],
    ['ATLEAST/2 (korea; japan)', 'comma'],
    ['nuclea%', 'nuclea*'],
  ])('says of %s to write %s instead', (rule, instead) => {
    expect(errorsOf(rule)[0]?.hint).toContain(instead)
  })

  test.each([
    ['lang:kr', 'lang:ko'],
    ['lang:jp', 'lang:ja'],
    ['lang:CN', 'lang:zh'],
  ])('warns of %s and says to write %s', (rule, instead) => {
    expect(warningsOf(rule)[0]?.hint).toBe(`write ${instead}`)
  })

  test.each([
    ['(korea OR "free trade) AND smr', ['unclosed-quote']],
    ['title:korea:japan', ['unknown-field']],
    ['ATLEAST/x (korea, japan)', ['malformed-operator']],
    ['ATLEAST/2 (korea; japan)', ['unexpected-sign']],
    ['free trade – korea', ['empty-term']],
    ['free trade → korea', ['empty-term']],
    ['free trade : korea', ['unexpected-sign']],
  ])('tells of %s nothing that follows from the mistake', (rule, codes) => {
    expect(parseRule(rule)).toMatchObject({ problems: codes.map((code) => ({ code })) })
  })

  test.each([
    'NEARSHORING',
    'NOTABLE',
    'ORLEANS',
    'W3C',
    'N5',
    'P-8',
    'w/e',
    'NOT-FOR-PROFIT',
    'near-shore',
    'ATLEASTONE',
    'korea AND and',
  ])('takes %s for words to look for', (rule) => {
    expect(parseRule(rule).kind).toBe('parsed')
  })

  test.each([
    ['steel NEAR/501 tea', 'at most 500 words may stand between'],
    ['"steel tea"~501', 'at most 500 words may stand between'],
    ['steel /3 tea', 'write NEAR/3'],
    ['steel lang:eng', 'did you mean en?'],
    ['steel lang:Korean', 'did you mean ko?'],
    ['steel title:-tea', 'write NOT title:word'],
    ['steel AND-tea', 'write AND NOT tea'],
    ['lang:ko|en', 'write lang:(ko OR en)'],
  ])('says of %s: %s', (rule, said) => {
    expect(errorsOf(rule).map(({ message, hint }) => `${message}; ${hint}`)).toEqual([
      expect.stringContaining(said),
    ])
  })

  test('tells all wrong terms of a rule at once', () => {
    expect(errorsOf('nuclea! OR foo:bar').map(({ code }) => code)).toEqual([
      'foreign-wildcard',
      'unknown-field',
    ])
    expect(errorsOf('ab* OR c*d').map(({ code }) => code)).toEqual([
      'wildcard-too-short',
      'wildcard-inside',
    ])
  })

  test.each([
    ['small-operator', 'steel ⟦and⟧ tea'],
    ['small-operator', 'steel ⟦not⟧ (tea OR coffee)'],
    ['bare-words', '⟦free trade agreement⟧ OR treaty'],
    ['only-capitals', 'steel ⟦WHO⟧'],
    ['small-operator', 'steel ⟦and/or⟧ tea'],
    ['country-for-language', 'steel lang:⟦kr⟧'],
    ['country-for-language', 'steel lang:⟦JP⟧'],
    ['question-mark-at-end', '"⟦who said so?⟧"'],
    ['never-matches', 'steel ⟦NOT steel⟧'],
    ['never-matches', 'Stéel ⟦NOT steel⟧'],
    ['never-matches', '"free trade" ⟦NOT trade⟧'],
    ['never-matches', 'title:steel ⟦NOT steel⟧'],
    ['never-matches', 'steel ⟦NOT (steel OR tea)⟧'],
    ['never-matches', 'tin steel ⟦NOT (steel AND tin)⟧'],
    ['never-matches', 'steel NEAR/3 tea ⟦NOT tea⟧'],
    ['never-matches', '=Steel ⟦NOT steel⟧'],
    ['never-matches', 'title:@metal ⟦NOT @metal⟧'],
    ['never-matches', 'steel* ⟦NOT steel*⟧'],
    ['counted-twice', 'ATLEAST/2 (steel, ⟦Steel⟧, tea)'],
    ['small-operator', 'steel AND ⟦not⟧ tea'],
    ['small-operator', 'steel OR ⟦not⟧ tea'],
    ['small-operator', 'ATLEAST/2 (steel, ⟦not⟧ tea, tin)'],
    ['small-operator', '⟦not⟧ steel'],
    ['small-operator', 'steel ⟦not⟧'],
    ['small-operator', 'steel ⟦ｏｒ⟧ tea'],
    ['small-operator', 'steel ⟦a\u00adnd⟧ tea'],
    ['sign-not-looked-for', '⟦50%⟧'],
    ['sign-not-looked-for', 'steel ⟦$100⟧'],
    ['sign-not-looked-for', '⟦C++⟧'],
    ['sign-not-looked-for', '⟦C#⟧'],
    ['sign-not-looked-for', '"⟦Disney+⟧"'],
    ['sign-not-looked-for', '⟦§232⟧'],
    ['word-before-group', '⟦「自由」協定⟧'],
  ])('warns with %s: %s', (code, marked) => {
    const { rule, start, end } = readMarked(marked)

    expect(warningsOf(rule)).toEqual([expect.objectContaining({ code, start, end })])
  })

  test.each([
    'steel NOT WHO',
    'steel AND tea',
    '"free trade agreement"',
    '"bread and butter"',
    'steel tea',
    'UNESCO',
    '"Korea !Japan"',
    '="a=b"',
    'url:page?id=5',
    '=5%',
    '="Disney+"',
    '"https://korea.example/#top"',
    'w/o delay',
    'steel lang:ko',
    'steel lang:fil',
    'lang:or steel',
    'and',
    'steel AND "not"',
    'us NOT US',
    'steel NOT title:steel',
    '"free trade" NOT "trade free"',
    '"5 000 homes" NOT 000',
    '"자유무역 협정" NOT 협정',
    'ATLEAST/2 (steel, tea, "steel tea")',
    'steel lang:zh-cn',
    'steel lang:uk',
  ])('has nothing to say about %s', (rule) => {
    expect(warningsOf(rule)).toEqual([])
  })

  test.each([
    ['parentheses', `${'('.repeat(10_000)}a${')'.repeat(10_000)}`],
    ['negations', `a ${'NOT '.repeat(10_000)}b`],
    ['a chain of NEAR', `${'a NEAR/2 '.repeat(10_000)}b`],
    ['fields', `${'title:'.repeat(10_000)}b`],
    ['a long phrase with a distance', `"${'a '.repeat(10_000)}"~3`],
  ])('refuses %s nested ten thousand deep', (_, rule) => {
    expect(errorsOf(rule)[0]?.code).toBe('too-deep')
  })

  test('takes twenty NEARs in one another, and no more', () => {
    const [twenty, more] = [20, 21].map((n) => `${'('.repeat(n)}a${' NEAR/2 b)'.repeat(n)}`)

    expect(errorsOf(twenty ?? '')).toEqual([])
    expect(errorsOf(more ?? '')).toMatchObject([{ code: 'too-deep', start: 1 }])
  })

  test('takes twenty NEARs in all on both sides of one, and no more', () => {
    const sides = [9, 10].map((n) => `(a${' NEAR/2 b'.repeat(n)})`)
    const more = `${sides[0]} NEAR/2 ${sides[1]} NEAR/2 c`

    expect(errorsOf(`${sides[0]} NEAR/2 ${sides[1]}`)).toEqual([])
    expect(errorsOf(more)).toMatchObject([{ code: 'too-deep' }])
  })

  // each of these took time in proportion to depth times length in some draft of a reader
  test.each([
    ['terms', MANY],
    ['terms within ninety fields', `${'title:('.repeat(90)}${MANY}${')'.repeat(90)}`],
    ['terms beside a chain of NEAR', `(${MANY})${' NEAR/2 x'.repeat(15)}`],
    ['terms below ninety exclusions', `${'a NOT ('.repeat(90)}${MANY}${')'.repeat(90)}`],
  ])('takes a rule of ten thousand %s', (_, rule) => {
    expect(parseRule(rule).kind).toBe('parsed')
  })

  test.each([
    ['one word', 'a'.repeat(1_000_000)],
    ['a hundred thousand terms', Array.from({ length: 100_000 }, (_, n) => `t${n}`).join(' OR ')],
    ['white space', ' '.repeat(1_000_000)],
  ])('refuses a rule of a megabyte, %s, and names the limit', (_, rule) => {
    expect(errorsOf(rule)).toEqual([
      expect.objectContaining({
        code: 'too-long',
        message: 'the rule is longer than 200000 characters',
        start: 200_000,
        end: rule.length,
      }),
    ])
  })

  test.each([
    ['words of a phrase', `a "⟦${'word '.repeat(100)}word⟧"`],
    ['parts of a word', `a ⟦${'part-'.repeat(100)}part⟧`],
    ['letters of a word', `a ⟦${'a'.repeat(301)}⟧`],
    ['letters with a wildcard', `a ⟦${'ab?'.repeat(101)}⟧`],
    ['Korean syllables', `a "⟦${'자유 '.repeat(150)}자⟧"`],
    ['Chinese characters', `a ⟦${'自由貿'.repeat(100)}易⟧`],
    ['words of a tag', `tag:"⟦${'word '.repeat(100)}word⟧"`],
  ])('refuses a term of too many %s', (_, marked) => {
    const { rule, start, end } = readMarked(marked)

    expect(errorsOf(rule)).toEqual([
      expect.objectContaining({
        code: 'term-too-long',
        start,
        end,
        hint: expect.stringContaining('shorter part'),
      }),
    ])
  })

  test.each([
    `"${'word '.repeat(99)}word"`,
    `${'part-'.repeat(99)}part`,
    'a'.repeat(300),
    '自由貿'.repeat(100),
    `url:${'a'.repeat(1_000)}`,
  ])('takes a term as long as the limit', (rule) => {
    expect(parseRule(rule).kind).toBe('parsed')
  })
})

describe('the tree of a rule', () => {
  test('knows where its nodes stand', () => {
    const rule = 'a OR title:(b NEAR/3 "c d")'

    const parsed = parseRule(rule)

    expect(parsed).toMatchObject({
      kind: 'parsed',
      query: {
        kind: 'or',
        start: 0,
        end: rule.length,
        children: [
          { kind: 'term', text: 'a', field: null, start: 0, end: 1 },
          {
            kind: 'near',
            distance: 3,
            start: 5,
            end: rule.length,
            left: { text: 'b', field: 'title', start: 12, end: 13 },
            right: { text: 'c d', field: 'title', textStart: 22, start: 21, end: 26 },
          },
        ],
      },
    })
  })

  test('hands a field on one side of NEAR to the other', () => {
    expect(parseRule('a NEAR/3 (title:b OR c)')).toMatchObject({
      query: {
        left: { field: 'title' },
        right: { children: [{ field: 'title' }, { field: 'title' }] },
      },
    })
  })

  test('reads body: as text:', () => {
    expect(parseRule('body:a')).toMatchObject({ query: { field: 'text' } })
  })
})
