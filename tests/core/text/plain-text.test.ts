import { describe, expect, it } from 'vitest'
import { looksLikeHtml, plainTextOf } from '../../../src/core/text/plain-text.ts'

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
})
