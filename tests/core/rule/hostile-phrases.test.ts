import { describe, expect, test } from 'vitest'
import { hitTexts, holds } from './hold-rule.ts'

/** A phrase that says the same again and again. */
function phraseOf(words: string, count: number): string {
  return `"${Array.from({ length: count }, () => words).join(' ')}"`
}

describe('a long phrase over a text in which it may stand in thousands of ways', () => {
  // without bounds a walk from each word takes every combination of them
  test.each([
    ['particles', phraseOf('의', 100), '의의 '],
    ['particles with and without spaces', phraseOf('의', 100), '의의의 의 '],
    ['particles and any syllable', phraseOf('의의?', 60), '의의의 의 '],
    ['particles behind words', phraseOf('a 의', 50), 'a의 의 '],
    ['particles behind Han', phraseOf('美', 300), '美의 '],
    ['hyphens', phraseOf('a-a', 50), 'a-'],
    ['more hyphens', phraseOf('a-a-a-a', 25), 'a-'],
    ['hyphens and wildcards', phraseOf('*aaa*', 50), 'aaa-'],
    ['joined words', phraseOf('a aa aaa', 33), 'a-'],
    ['zero-width spaces', phraseOf('a', 100), 'a\u200b'],
    ['initials', phraseOf('J.', 90), 'J. '],
    ['letters that an & joins', phraseOf('A & B', 50), 'A & B '],
  ])('of %s is found', (_, rule, text) => {
    expect(holds(rule, { text: text.repeat(6_000 / text.length), language: 'ko' })).toBe(true)
  })

  test.each([
    ['particles', `"${'의 '.repeat(99)}끝"`, '의의 '],
    ['hyphens', `${'a-'.repeat(99)}b`, 'a-'],
    ['phrases of hyphens', `"${'a-a '.repeat(49)}b"`, 'a-'],
    ['words to the letter', `="${'A '.repeat(99)}A"`, 'a '],
    ['Hangul with spaces', `${'가'.repeat(299)}나`, '가 '],
    ['Hangul with middle dots', `${'가'.repeat(299)}나`, '가·'],
    ['Han', `${'国'.repeat(299)}会`, '国'],
    ['the words of an address', 'b.com/a', 'a.b.com.'],
  ])('of %s that never comes to an end is not found', (_, rule, text) => {
    expect(holds(rule, { text: text.repeat(6_000 / text.length), language: 'ko' })).toBe(false)
  })

  test('is found in the shortest of them', () => {
    const found = hitTexts(phraseOf('*aaa*', 3), 'aaa-'.repeat(40))

    expect(found.slice(0, 3)).toEqual(['aaa-aaa-aaa', 'aaa-aaa-aaa-aaa', 'aaa-aaa-aaa-aaa-aaa'])
  })
})

describe('a phrase of more words than are walked through at once', () => {
  const words = Array.from({ length: 30 }, (_, index) => `word${index}`)

  test.each([
    ['words', words, ' '],
    ['words with hyphens', words.slice(0, 20), '-'],
    ['Hangul', [...'가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로'], ''],
    [
      'Hangul with spaces',
      [...'가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로'],
      ' ',
    ],
    ['Han', [...'一二三四五六七八九十百千万億兆京東西南北春夏秋冬山川海空土木金'], ''],
  ])('of %s is found whole and not without its end', (_, parts, separator) => {
    const whole = parts.join(separator)

    expect(hitTexts(`"${whole}"`, `x ${whole} x ${parts.slice(0, -1).join(separator)}`)).toEqual([
      whole,
    ])
  })
})
