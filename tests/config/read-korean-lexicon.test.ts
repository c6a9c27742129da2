import { describe, expect, test } from 'vitest'
import { readKoreanLexicon } from '../../src/config/read-korean-lexicon.ts'

describe('readKoreanLexicon', () => {
  test.each(['확대', '지방산', '수소문', '국무회의'])('knows the noun %s', (word) => {
    expect(readKoreanLexicon().has(word)).toBe(true)
  })

  test.each([
    ['a form of a verb', '동요할'],
    ['a verb', '하다'],
    ['a word of five syllables', '유비쿼터스'],
    ['letters that are not composed', '확대'.normalize('NFD')],
  ])('does not know %s', (_name, word) => {
    expect(readKoreanLexicon().has(word)).toBe(false)
  })

  test('is read once', () => {
    expect(readKoreanLexicon()).toBe(readKoreanLexicon())
  })
})
