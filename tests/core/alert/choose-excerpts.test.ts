import { expect, test } from 'vitest'
import type { Excerpt } from '../../../src/core/alert/alert-content.ts'
import { chooseExcerpts } from '../../../src/core/alert/choose-excerpts.ts'

/** `Korea builds an [SMR].`: hits in brackets. */
function excerptOf(marked: string, field: Excerpt['field'] = 'text'): Excerpt {
  const parts = marked
    .split(/[[\]]/)
    .map((text, index) => ({ text, isHit: index % 2 === 1 }))
    .filter((part) => part.text !== '')
  return { field, parts, cutBefore: false, cutAfter: false }
}

test('one sentence found by two rules is shown once with both hits', () => {
  const excerpts = [excerptOf('[Korea] builds an SMR.'), excerptOf('Korea builds an [SMR].')]

  expect(chooseExcerpts(excerpts, 3)).toEqual([excerptOf('[Korea] builds an [SMR].')])
})

test('the same words in the title and in the text are two excerpts', () => {
  const excerpts = [excerptOf('[SMR]', 'title'), excerptOf('[SMR]')]

  expect(chooseExcerpts(excerpts, 3)).toEqual(excerpts)
})

test('a sentence of the second rule is not crowded out by the first rule', () => {
  const excerpts = ['A [SMR].', 'B [SMR].', 'C [smr].', 'D [trade].'].map((each) => excerptOf(each))

  expect(chooseExcerpts(excerpts, 2)).toEqual([excerptOf('A [SMR].'), excerptOf('D [trade].')])
})

test('the beginning of the text gives way to a sentence with a hit', () => {
  const excerpts = [excerptOf('First.'), excerptOf('A [SMR].')]

  expect(chooseExcerpts(excerpts, 3)).toEqual([excerptOf('A [SMR].')])
})

test('without any hit the beginning stays', () => {
  expect(chooseExcerpts([excerptOf('First.')], 3)).toEqual([excerptOf('First.')])
})
