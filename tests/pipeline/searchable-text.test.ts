import { describe, expect, test } from 'vitest'
import { textOfArticle, textOfFeed } from '../../src/pipeline/searchable-text.ts'

const CONTENT = 'The minister opened the plant on Tuesday.\n\nGuests came from Singapore.'

describe('what the feed gave', () => {
  test('is its content and what the description says beyond it', () => {
    const given = textOfFeed({ text: CONTENT, summary: 'Korea and Singapore sign an agreement.' })

    expect(given).toEqual({
      text: `${CONTENT}\n\nKorea and Singapore sign an agreement.`,
      storyText: CONTENT,
      searched: 'content',
    })
  })

  test.each(['Guests came from Singapore.', 'The minister opened the …', 'The minister [...]'])(
    'does not repeat a description that stands in the content: %s',
    (summary) => {
      expect(textOfFeed({ text: CONTENT, summary }).text).toBe(CONTENT)
    },
  )

  test('does not repeat a content that stands in the description', () => {
    const summary = `${CONTENT}\n\nThey stayed for lunch.`

    expect(textOfFeed({ text: CONTENT, summary }).text).toBe(summary)
  })

  test('is the description when there is no more', () => {
    const given = textOfFeed({ text: CONTENT, summary: CONTENT })

    expect(given).toEqual({ text: CONTENT, storyText: CONTENT, searched: 'teaser' })
  })
})

describe('an article', () => {
  test('is searched with what content and description say beyond it', () => {
    const item = { title: 'A plant opens', text: CONTENT, summary: 'Korea signs.' }

    const { text } = textOfArticle(item, { title: null, text: `${CONTENT}\n\nIt is large.` })

    expect(text).toBe(`${CONTENT}\n\nIt is large.\n\nKorea signs.`)
  })
})
