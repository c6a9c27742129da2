import { describe, expect, test } from 'vitest'
import { KOREAN } from './cases/korean.ts'
import { type LexiconCase, WITH_LEXICON, WITHOUT_LEXICON } from './cases/korean-lexicon.ts'
import { hitTexts, holds, holdsWithoutLexicon } from './hold-rule.ts'

function eojeols(cases: readonly LexiconCase[]): readonly (readonly [string, string, boolean])[] {
  return cases.flatMap(([term, counts, refused]) => [
    ...counts.split(' ').map((eojeol) => [term, eojeol, true] as const),
    ...refused.split(' ').map((eojeol) => [term, eojeol, false] as const),
  ])
}

describe('with the lexicon', () => {
  test.each(eojeols(WITH_LEXICON))('%s in %s: %s', (term, eojeol, expected) => {
    expect(holds(term, { text: eojeol, language: 'ko' })).toBe(expected)
  })
})

describe('without a lexicon', () => {
  test.each(eojeols(WITHOUT_LEXICON))('%s in %s: %s', (term, eojeol, expected) => {
    expect(holdsWithoutLexicon(term, { text: eojeol, language: 'ko' })).toBe(expected)
  })

  test.each(KOREAN)('%s: %s in %s', (_name, rule, text, expected) => {
    expect(holdsWithoutLexicon(rule, { text, language: 'ko' })).toBe(expected)
  })
})

/** Name, rule, text, with the lexicon, without. */
const OVER_SPACES: readonly (readonly [string, string, string, boolean, boolean])[] = [
  ['a space between words', '한국은행', '한국 은행이', true, true],
  ['a space behind a particle', '한국은행', '한국은 행복한 나라', false, false],
  ['a space before a particle of its own', '자유무역협정', '자유무역협 정을', true, true],
  ['a noun that ends like a particle', '원자로개발', '원자로 개발', true, true],
  ['a noun that the lexicon lacks and ends so', '교통로개선', '교통로 개선', true, true],
  ['a prefix before the first word', '소형모듈원자로', '초소형 모듈 원자로를', true, true],
  ['another word at the end', '양자기술', '양자 기술자', true, true],
  ['a word cut at the end', '국제협력', '국제 협력사업', true, true],
  ['another word cut at the end', '에너지대전', '에너지 대전환', false, true],
  ['a space of the rule behind a particle', '"한국 은행"', '한국의 은행', true, true],
  ['a space of the rule and none of the text', '"한국 은행"', '한국은행', true, true],
  ['a middle dot', '한미', '한·미동맹', true, true],
  ['a middle dot before another word', '한일', '한·일정상회담', true, true],
]

describe('a term that runs over spaces', () => {
  test.each(OVER_SPACES)('%s: %s in %s', (_name, rule, text, expected) => {
    expect(holds(rule, { text, language: 'ko' })).toBe(expected)
  })

  test.each(OVER_SPACES)(
    '%s, without a lexicon: %s in %s',
    (_name, rule, text, _with, expected) => {
      expect(holdsWithoutLexicon(rule, { text, language: 'ko' })).toBe(expected)
    },
  )
})

describe('what stands before an eojeol', () => {
  test.each([
    ['a Latin word', '이란', 'SMR이란 무엇인가', false],
    ['a bracket that closes', '이란', '소형모듈원자로(SMR)이란', false],
    ['a quote that closes', '이란', '‘탄소중립’이란 말', false],
    ['a straight quote that closes', '이란', `'탄소중립'이란 말`, false],
    ['a straight quote that opens', '이란', `미국과 '이란' 협상`, true],
    ['a letter with a decomposed accent', '이란', 'cafe\u0301이란 무엇인가', false],
    ['a letter of two units', '이란', '𝐒𝐌𝐑이란 무엇인가', false],
    ['a Latin word and what cannot be seen', '이란', 'SMR\u200d이란 무엇인가', false],
    ['a full-width bracket that closes', '이란', '소형모듈원자로（SMR）이란', false],
    ['a circled number', '이란', '①이란 제재 ②북한 제재', true],
    ['a bracket that opens', '이란', '중동(이란) 정세', true],
    ['Han', '이란', '對이란 제재', true],
    ['a number with its unit', '대선', '2020년대선을', true],
    ['a decade', '대선', '2020년 대선을', true],
    ['a number before what it counts', '선거', '3차선거에서', true],
  ])('%s: %s in %s', (_name, rule, text, expected) => {
    expect(holds(rule, { text, language: 'ko' })).toBe(expected)
  })
})

describe('asking for more or less than the word', () => {
  test.each([
    ['a beginning takes longer words', '미사*', '미사일', true],
    ['an ending takes longer words', '*방산', '지방산', true],
    ['exact takes no longer word', '=미사', '미사일', false],
    ['exact takes particles', '=미사', '미사를', true],
  ])('%s: %s in %s', (_name, rule, text, expected) => {
    expect(holds(rule, { text, language: 'ko' })).toBe(expected)
  })
})

describe('a long run of Hangul', () => {
  test('is judged by what stands around the term', () => {
    const solid = `${'가나다'.repeat(100_000)}신규원전건설${'라마바'.repeat(100_000)}`

    expect(hitTexts('원전', solid, 'ko')).toEqual(['원전'])
  })

  test('of the term alone is all hits', () => {
    expect(hitTexts('원전', '원전'.repeat(1_000), 'ko')).toHaveLength(1_000)
  })
})
