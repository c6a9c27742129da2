import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlToText } from '../../../src/core/text/html-to-text.ts'
import { looksLikeHtml, plainTextOf } from '../../../src/core/text/plain-text.ts'
import { fuzzRuns } from '../../support/fuzz-runs.ts'

describe('plainTextOf', () => {
  it('reads HTML as HTML, whose line ends mean nothing', () => {
    expect(plainTextOf('<p>one\ntwo</p>\n<p>three</p>')).toBe('one two\n\nthree')
  })

  it('keeps the lines of plain text and decodes its entities', () => {
    expect(plainTextOf('□ one &amp; two\n  ○ three\n\n□ four')).toBe(
      '□ one & two\n○ three\n\n□ four',
    )
  })
})

describe('looksLikeHtml', () => {
  it.each(['a<br>b', '<P CLASS="x">', 'x</div>', 'a <!-- b -->'])('says yes to %s', (value) => {
    expect(looksLikeHtml(value)).toBe(true)
  })

  it.each(['5 < 6', 'x<y>z', '<kim@example.org>', 'R&amp;D', ''])('says no to %s', (value) => {
    expect(looksLikeHtml(value)).toBe(false)
  })

  it('reads a text without tags as it reads one within <pre>', () => {
    const parts = fc.constantFrom(
      'a',
      ' ',
      '\n',
      '\r',
      '\t',
      '>',
      '&',
      '&amp;',
      '&lt;',
      '&nbsp;',
      '&copy',
      ';',
      '\ud800',
      ']]>',
    )
    const texts = fc.array(parts).map((list) => list.join(''))

    fc.assert(
      fc.property(texts, (text) => {
        expect(plainTextOf(text)).toBe(htmlToText(`<!-- --><pre>${text}`))
      }),
      fuzzRuns(1_000),
    )
  })
})
