import { describe, expect, it } from 'vitest'
import { decodeHtml } from '../../../src/core/text/decode-html.ts'

describe('decodeHtml', () => {
  it.each([
    ['leaves a text without any as it is', 'SMR', 'SMR'],
    ['decodes names, old ones without a semicolon too', '&eacute;&copy 2026&ampx', 'é© 2026&x'],
    ['takes the longest name that there is', '&notit; &notin;', '¬it; ∉'],
    ['decodes numbers of both kinds', '&#38;&#x26;&#0000000000065;', '&&A'],
    ['leaves a bare & and unknown names as they stand', '& && R&D &nosuch;', '& && R&D &nosuch;'],
    ['decodes what comes right behind a bare one', '&&amp;', '&&'],
    ['decodes nothing twice', '&amp;lt;', '&lt;'],
  ])('%s', (_what, html, text) => {
    expect(decodeHtml(html)).toBe(text)
  })

  it('copes with a million of them', () => {
    expect(decodeHtml('&amp;'.repeat(1_000_000))).toHaveLength(1_000_000)
  })
})
