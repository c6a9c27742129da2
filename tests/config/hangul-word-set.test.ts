import { describe, expect, test } from 'vitest'
import { packHangulWords } from '../../src/config/hangul-word-set.ts'

describe('packHangulWords', () => {
  test('has the words that it was given', () => {
    const words = packHangulWords(['원전', '반도체', '국무회의'])

    expect(['원전', '반도체', '국무회의'].map(words.has)).toEqual([true, true, true])
  })

  test.each([
    ['a beginning of a word', '국무회'],
    ['the end of a word', '도체'],
    ['no word', ''],
    ['a single syllable', '원'],
    ['five syllables', '국무회의실'],
    ['Latin letters', 'ab'],
    ['letters of Hangul', 'ㅇㅈ'],
  ])('has not %s', (_name, word) => {
    expect(packHangulWords(['원전', '반도체', '국무회의']).has(word)).toBe(false)
  })

  test('leaves out what is not two to four syllables', () => {
    const words = packHangulWords(['원', '국무회의실', 'ab', '원전ab'])

    expect(['원', '국무회의실', 'ab', '원전ab'].map(words.has)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })

  test('tells apart all words of two syllables of a block', () => {
    const syllables = Array.from({ length: 200 }, (_, index) =>
      String.fromCharCode(0xac00 + index * 55),
    )
    const pairs = syllables.flatMap((one) => syllables.map((other) => one + other))
    const kept = pairs.filter((_, index) => index % 2 === 0)
    const words = packHangulWords(kept)

    expect(pairs.filter(words.has)).toEqual(kept)
  })
})
