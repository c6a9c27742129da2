import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Excerpt } from '../../../src/core/alert/alert-content.ts'
import { makeExcerpts } from '../../../src/core/alert/excerpt.ts'
import type { MatchSpan } from '../../../src/core/rule/match-document.ts'
import { spansFor } from '../../support/sample-alert.ts'

/** Excerpts as text: hits in brackets, an ellipsis where the sentence goes on. */
function shown(excerpts: readonly Excerpt[]): readonly string[] {
  return excerpts.map(({ parts, cutBefore, cutAfter }) => {
    const words = parts.map((part) => (part.isHit ? `[${part.text}]` : part.text)).join('')
    return `${cutBefore ? '… ' : ''}${words}${cutAfter ? ' …' : ''}`
  })
}

function excerptsOf(text: string, words: readonly string[], title = ''): readonly string[] {
  const document = { title, text }
  const spans = spansFor(
    document,
    words.map((word) => ({ word })),
  )
  return shown(makeExcerpts(document, spans))
}

const FILLER = 'many words that say nothing of interest at all but go on and on and on '

describe('the sentence around a hit', () => {
  test('ends at full stops', () => {
    expect(excerptsOf('One. The SMR is two. Three.', ['SMR'])).toEqual(['The [SMR] is two.'])
  })

  test('does not end at an abbreviation', () => {
    expect(excerptsOf('One. The U.S. Senate and Dr. Kim like the SMR. Three.', ['SMR'])).toEqual([
      'The U.S. Senate and Dr. Kim like the [SMR].',
    ])
  })

  test('ends at the full stops of Japanese', () => {
    expect(excerptsOf('一つ目です。小型炉の協力です。三つ目です。', ['小型炉'])).toEqual([
      '[小型炉]の協力です。',
    ])
  })

  test('ends at the full stops of Korean', () => {
    expect(excerptsOf('첫째다. 원전 협력이다. 셋째다.', ['원전'])).toEqual(['[원전] 협력이다.'])
  })

  test('ends at a line break', () => {
    expect(excerptsOf('Heading\nThe SMR\n\nNext', ['SMR'])).toEqual(['The [SMR]'])
  })

  test('is shown once for all its hits', () => {
    expect(excerptsOf('Korea builds an SMR. Fine.', ['Korea', 'SMR'])).toEqual([
      '[Korea] builds an [SMR].',
    ])
  })

  test('is two sentences when the hit reaches over the border', () => {
    expect(excerptsOf('Zero. Free. Trade here. Last.', ['Free. Trade'])).toEqual([
      '[Free. Trade] here.',
    ])
  })
})

describe('a sentence that is too long', () => {
  test('is cut between words around the hit', () => {
    const [excerpt] = excerptsOf(`${FILLER.repeat(9)}SMR ${FILLER.repeat(9)}`, ['SMR'])

    expect(excerpt).toMatch(/^… (\w+ )+\[SMR\]( \w+)+ …$/)
    expect(excerpt!.length).toBeLessThan(320)
  })

  test('gives a second excerpt for a hit far behind', () => {
    const excerpts = excerptsOf(`SMR ${FILLER.repeat(9)} Korea`, ['SMR', 'Korea'])

    expect(excerpts).toEqual([
      expect.stringMatching(/^\[SMR\] .* …$/),
      expect.stringMatching(/^… .* \[Korea\]$/),
    ])
  })

  test('without spaces is cut where it is', () => {
    const [excerpt] = excerptsOf(`${'政'.repeat(900)}小型炉${'策'.repeat(900)}`, ['小型炉'])

    expect(excerpt).toMatch(/^… 政+\[小型炉\]策+ …$/)
    expect(excerpt!.length).toBeLessThan(320)
  })
})

describe('of many hits', () => {
  test('three excerpts are shown, those with different terms first', () => {
    const text = 'A SMR. B SMR. C SMR. D Korea. E trade.'

    expect(excerptsOf(text, ['SMR', 'Korea', 'trade'])).toEqual([
      'A [SMR].',
      'D [Korea].',
      'E [trade].',
    ])
  })

  test('the terms of one concept count as one', () => {
    const document = { title: '', text: 'A SMR. B reactor. C trade. D trade.' }
    const spans = spansFor(document, [
      { word: 'SMR', concept: 'smr' },
      { word: 'reactor', concept: 'smr' },
      { word: 'trade' },
    ])

    const excerpts = makeExcerpts(document, spans, { maxLength: 300, maxTextExcerpts: 2 })

    expect(shown(excerpts)).toEqual(['A [SMR].', 'C [trade].'])
  })

  test('thousands cost little', () => {
    const excerpts = excerptsOf('The SMR is here. '.repeat(20_000), ['SMR'])

    expect(excerpts).toHaveLength(3)
  })
})

test('the title is shown whole, whatever its full stops', () => {
  expect(excerptsOf('', ['SMR'], 'Korea. SMR. Singapore.')).toEqual(['Korea. [SMR]. Singapore.'])
})

test('a text without hits gives its beginning', () => {
  expect(excerptsOf('First. Second.', ['SMR'], 'SMR')).toEqual(['[SMR]', 'First.'])
})

test('spans of other fields give nothing', () => {
  const spans: readonly MatchSpan[] = [
    { field: 'source', start: 0, end: 3, term: 'x', concept: null },
  ]

  expect(makeExcerpts({ title: 'T', text: '' }, spans)).toEqual([])
})

test('overlapping hits are one', () => {
  expect(excerptsOf('A free trade agreement.', ['free trade', 'trade agreement'])).toEqual([
    'A [free trade agreement].',
  ])
})

const anyDocument = fc.record({
  text: fc.string({ unit: 'grapheme', maxLength: 900 }),
  spans: fc.array(
    fc.record({
      start: fc.integer({ min: -3, max: 900 }),
      length: fc.integer({ min: 0, max: 400 }),
    }),
  ),
})

test('whatever the spans, excerpts are whole characters of the text and within the limit', () => {
  fc.assert(
    fc.property(anyDocument, ({ text, spans }) => {
      const excerpts = makeExcerpts(
        { title: '', text },
        spans.map(({ start, length }, index) => ({
          field: 'text',
          start,
          end: start + length,
          term: `${index % 4}`,
          concept: null,
        })),
      )
      const passages = excerpts.map(({ parts }) => parts.map((part) => part.text).join(''))

      expect(passages.every((passage) => text.includes(passage))).toBe(true)
      expect(passages.every((passage) => passage.isWellFormed())).toBe(true)
      expect(passages.every((passage) => passage.length <= 301)).toBe(true)
      expect(excerpts.length).toBeLessThanOrEqual(3)
    }),
  )
})
