import { describe, expect, test } from 'vitest'
import { makeTextComparison } from '../../../src/core/story/containment.ts'
import { storyMarksOf } from '../../../src/core/story/story-marks.ts'
import { storyWordsOf } from '../../../src/core/story/story-words.ts'
import { tellsSameNews } from '../../../src/core/story/tells-same-news.ts'
import type { Timestamp } from '../../../src/core/time.ts'

const LONG = 200_000
const SEEN_AT = '2026-03-03T08:30:00.000Z' as Timestamp

describe('a hostile text', () => {
  // the limit of five seconds for a test is a hundred times of what the slowest takes
  test.each([
    ['different words', words(LONG / 8, (at) => `word${at}`), true],
    ['different Korean words', words(LONG / 5, (at) => `${hangul(at)}${hangul(at * 7)}는`), true],
    ['one word ever again', 'minister '.repeat(LONG / 9), true],
    ['one word without an end', 'a'.repeat(LONG), false],
    ['one Korean word without an end', '가'.repeat(LONG), false],
    ['numbers alone', words(LONG / 8, (at) => `${at * 7919}`), true],
    ['names alone', words(LONG / 6, (at) => `N${letter(at)}${letter(at * 7)}me`), true],
    ['letters that unfold to eighteen', '\ufdfa'.repeat(LONG), true],
    ['combining marks', `e${'\u0301'.repeat(LONG)}`, false],
    ['one number without an end', '1'.repeat(LONG), false],
    ['groups of a number', '1,111'.repeat(LONG / 5), false],
    ['dots', '. '.repeat(LONG / 2), false],
    ['quotation marks behind dots', '."'.repeat(LONG / 2), false],
    ['closing brackets behind a dot', `.${')'.repeat(LONG)}`, false],
    ['line breaks', '\n'.repeat(LONG), false],
    ['white space behind a dot', `a.${' '.repeat(LONG)}b`, true],
  ])('of %s is compared with its like', (_, text, isTold) => {
    const item = { title: text.slice(0, 3_000), text, published: null, firstSeenAt: SEEN_AT }
    const other = { ...item, title: text.slice(0, 2_000) }

    const marks = storyMarksOf(item)
    const told = tellsSameNews(item, other, makeTextComparison())

    expect(marks.length).toBeLessThanOrEqual(38) // 32 bands, five sentences, a title
    expect(told).toBe(isTold)
  })

  test('is compared by its beginning alone, however its letters unfold', () => {
    const count = storyWordsOf('\ufdfa '.repeat(LONG)).length

    expect(count).toBeLessThanOrEqual(60_000)
  })
})

function words(count: number, word: (at: number) => string): string {
  return Array.from({ length: Math.floor(count) }, (_, at) => word(at)).join(' ')
}

function hangul(at: number): string {
  return String.fromCharCode(0xac00 + (at % 11_000))
}

function letter(at: number): string {
  return String.fromCharCode(97 + (at % 26))
}
