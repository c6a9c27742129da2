import { describe, expect, test } from 'vitest'
import { parseRule } from '../../../src/core/rule/syntax/parse-rule.ts'
import { describeRuleText, holds } from './hold-rule.ts'

/** Signs that word processors, web pages and other keyboards put into a rule. */
describe('a pasted rule', () => {
  test.each([
    '‚steel OR tea‘ AND tin',
    '‚steel OR tea’ AND tin',
    '‹steel OR tea› AND tin',
    '›steel OR tea‹ AND tin',
    '《steel OR tea》 AND tin',
    '〈steel OR tea〉 AND tin',
    '【steel OR tea】 AND tin',
    '｢steel OR tea｣ AND tin',
    '❝steel OR tea❞ AND tin',
    '″steel OR tea″ AND tin',
  ])('keeps what stands in quotes together: %s', (rule) => {
    expect(describeRuleText(rule)).toBe('all of: "steel OR tea", tin')
  })

  test.each([
    'steel —tea',
    'steel ―tea',
    'steel ﹘tea',
    '(steel) –tea',
    '\u200esteel \u200eNOT\u200f tea',
    'steel \u202aNOT\u202c tea',
    'steel \u2066-tea\u2069',
    'steel -\u200etea',
    '\ufeffsteel N\u00adOT tea',
    'steel \u200bNOT tea',
  ])('excludes: %s', (rule) => {
    expect(holds(rule, { text: 'steel' })).toBe(true)
    expect(holds(rule, { text: 'steel and tea' })).toBe(false)
  })

  test.each(['"talks trade"〜5', '"talks trade"～5', '"talks trade"∼5', '"talks trade"\u200e~5'])(
    'reads any wave as the sign of nearness: %s',
    (rule) => {
      expect(describeRuleText(rule)).toBe('(talks within 5 words of trade)')
    },
  )

  test('is pointed at as it was written, invisible marks and all', () => {
    const rule = '\u200estee\u00adl AND \u200flang:k\u00ador\u00e9an tea'

    expect(parseRule(rule)).toMatchObject({ problems: [{ start: 18, end: 25 }] })
  })

  test('keeps the invisible marks of a term that mean something', () => {
    expect(describeRuleText('free\u200btrade OR tea')).toBe('any of (free\u200btrade, tea)')
  })

  test.each(['「自由」協定', '"steel"OR"tea"', '(steel)"tea"'])(
    'may leave out spaces: %s',
    (rule) => {
      expect(parseRule(rule).kind).toBe('parsed')
    },
  )
})
