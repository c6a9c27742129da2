import { describe, expect, it } from 'vitest'
import { foldSpace } from '../../../src/core/text/fold-space.ts'

describe('foldSpace', () => {
  it.each([
    ['spaces', 'trade   deal', 'trade deal'],
    ['a tab', 'trade\tdeal', 'trade deal'],
    ['space before a line break', 'trade \n\n deal', 'trade deal'],
    ['a control character by itself', 'trade\u000bdeal', 'trade deal'],
    ['a no-break and an ideographic space', 'trade\u00a0\u3000deal', 'trade deal'],
  ])('makes one space of %s', (_what, text, folded) => {
    expect(foldSpace(text)).toBe(folded)
  })

  it('leaves no space at the ends', () => {
    expect(foldSpace(' \ufefftrade deal\u0085 ')).toBe('trade deal')
  })

  it('leaves a folded text as it is', () => {
    expect(foldSpace('A trade deal.')).toBe('A trade deal.')
  })
})
